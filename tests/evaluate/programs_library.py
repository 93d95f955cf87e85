# ruff: noqa: E501  snippets stand on lines of their own length
"""Programs about the standard library, as pipelines use it to name and place things."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "re": r"""
import re
a = re.sub(r'[^a-z0-9]+', '_', 'Hello, World!'.lower()), re.split(r'[,;]', 'a,b;c'), re.findall(r'\d+', 'a1b22')
b = re.match(r'(\w+)-(?P<n>\d+)', 'abc-12').groups(), re.match(r'(\w+)-(?P<n>\d+)', 'abc-12').group('n')
c = re.search('z', 'abc'), bool(re.match('a', 'abc')), re.fullmatch('abc', 'abc').group(0)
p = re.compile(r'(?i)([A-Z])(\d)')
d = p.sub(r'\2\1', 'a1b2'), p.search('xx9').group(1), [m.group() for m in p.finditer('a1b2')]
e = re.sub('b', lambda m: m.group(0).upper(), 'abc'), re.escape('a.b'), re.sub('A', 'x', 'aA', flags=re.I)
f = re.sub(r'(?<!^)(?=[A-Z])', '_', 'CamelCaseName').lower(), re.sub(r'(-|_)+', '-', 'a__b--c')
g = re.sub('a', 'b', 'aaa', count=2) if True else 0
""",
    "datetime": """
from datetime import date, datetime, timedelta, timezone, time
import datetime as dt
a = datetime(2024, 1, 2, 3, 4), date(2024, 2, 29), timedelta(hours=1, minutes=30), time(2, 30)
b = datetime(2024, 1, 2) + timedelta(days=1), datetime(2024, 1, 2) - datetime(2024, 1, 1)
c = timedelta(minutes=5).total_seconds(), timedelta(days=2).days, timedelta(hours=2) * 3, timedelta(1) / 2
d = datetime(2024, 1, 2).strftime('%Y-%m-%d'), datetime(2024, 1, 2).isoformat(), date(2024, 1, 2).isoformat()
e = datetime(2024, 1, 2).date(), datetime(2024, 1, 2).year, datetime(2024, 1, 2).replace(day=5), date(2024, 1, 2).weekday()
f = dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc).isoformat(), datetime(2024, 1, 1) < datetime(2024, 1, 2)
g = f'{datetime(2024, 1, 2):%Y%m%d}', str(date(2024, 1, 2)), str(timedelta(hours=1)), datetime.fromisoformat('2024-01-02')
h = datetime.strptime('2024-01-02', '%Y-%m-%d'), datetime.combine(date(2024, 1, 2), time(1)), datetime.min.year
i = timedelta(seconds=90) > timedelta(minutes=1), -timedelta(1), abs(-timedelta(1)), sum([timedelta(1)], timedelta())
j = timedelta(weeks=1).days, timedelta(milliseconds=5).microseconds
""",
    "text and json": """
import textwrap, string, json
a = textwrap.dedent('''
    a
      b
''').strip(), textwrap.indent('a', '  '), string.Template('$a ${b}').substitute(a=1, b='x'), string.capwords('a b')
b = json.loads('{"a": [1, null, true], "b": {"c": 1.5}}'), json.dumps({'a': [1, None]}), json.dumps({'b': 1, 'a': 2}, sort_keys=True)
c = string.ascii_lowercase[:3], string.digits, json.dumps('x'), json.loads('[]'), json.dumps({'a': 1}, indent=2)
""",
    "collections": """
from collections import defaultdict, OrderedDict, Counter, deque, ChainMap
d = defaultdict(list)
d['a'].append(1)
d['b']
for k, v in [('a', 2), ('c', 3)]:
    d[k].append(v)
a = {k: v for k, v in d.items()}, len(d), 'a' in d, sorted(d), d['a'], d.get('zz')
b = list(OrderedDict([('a', 1)]).items()), dict(OrderedDict(a=1))
n = defaultdict(int)
n['x'] += 1
n['x'] += 1
c = dict(n), list(n.values()), dict(defaultdict(dict, {'a': 1}))
nested = defaultdict(lambda: defaultdict(list))
nested['a']['b'].append(1)
e = nested['a']['b']
""",
    "deque": """
from collections import deque
q = deque([1, 2])
q.append(3)
a = q.popleft(), list(q), len(q)
q.appendleft(0)
b = list(q)
""",
    "copying": """
import copy
a = {'x': [1]}
b, c = copy.copy(a), copy.deepcopy(a)
a['x'].append(2)
d = b, c
class A:
    def __init__(self): self.items = [1]
o = A()
p = copy.deepcopy(o)
o.items.append(2)
e = p.items, o.items
f = dict(a), list(a['x']), a['x'][:], a.copy()
a['x'].append(3)
""",
    "paths": """
import os
from os.path import join, basename
import os.path as osp
a = os.path.join('a', 'b', 'c.sql'), basename('/x/y.txt'), osp.splitext('a.tar.gz'), os.path.dirname('/a/b')
b = os.path.join('a', '/b'), os.path.split('/a/b'), os.sep, os.path.normpath('a/../b'), os.path.isabs('/a')
""",
    "paths as objects": """
from pathlib import Path, PurePosixPath
p = Path('a') / 'b' / 'c.sql'
a = str(p), p.name, p.stem, p.suffix, str(p.parent), p.parts, str(p.with_suffix('.txt')), p.as_posix()
b = f'{p}', str(Path('a', 'b')), str(p.parent.parent), str(p.parents[1]), p.is_absolute(), Path('a') == Path('a')
c = str('x' / Path('y')), str(p.joinpath('z')), str(p.with_name('n')), [str(q) for q in sorted([Path('b'), Path('a')])]
d = p.match('*.sql'), str(PurePosixPath('/a') / 'b'), str(p.relative_to('a')), '%s' % p, '{}'.format(p)
""",
    "math and random things": """
import math
a = math.ceil(1.2), math.floor(1.8), math.sqrt(4), math.log2(8)
""",
    "types of typing": """
from __future__ import annotations
from typing import TYPE_CHECKING, Any, cast, Optional, Union, Literal
if TYPE_CHECKING:
    from nowhere import Nothing
X = Optional[str]
def f(x: Nothing) -> Union[int, None]:
    return cast(int, x)
a = f(3), TYPE_CHECKING
Alias = dict[str, list[int]]
b = 1
""",
    "names under two pythons": """
from builtins import range, str as text
import builtins
a = list(range(3)), text(4), builtins.max(1, 2)
""",
    "types that list their values": """
from typing import Literal, get_args
Stage = Literal['dev', 'prod']
a = get_args(Stage), list(get_args(Literal[1]))
""",
    "the order of a graph": """
from graphlib import TopologicalSorter
a = list(TopologicalSorter({'c': ['b'], 'b': {'a'}}).static_order())
s = TopologicalSorter()
s.add('y', 'x')
b = list(s.static_order())
""",
    "digests": """
import hashlib
a = hashlib.md5(b'x').hexdigest()[:6], hashlib.sha256('é'.encode('utf-8')).hexdigest()
h = hashlib.sha1()
h.update(b'a')
h.update(b'b')
b = h.hexdigest()
""",
    "ini": """
import configparser
c = configparser.ConfigParser()
c.read_string('[a]\\nx = 1\\nflag = yes\\n[b]\\ny = 2.5\\n')
a = c.sections(), c['a']['x'], c.getint('a', 'x'), c.getboolean('a', 'flag'), c.getfloat('b', 'y')
b = c.get('a', 'zz', fallback='no'), 'b' in c, c.has_option('a', 'y'), dict(c['b']), c.options('a')
try:
    c.get('zz', 'x')
except configparser.NoSectionError:
    d = 'missing'
""",
    "modules by name": """
import importlib
import inspect
class A: pass
class B: pass
def f(): pass
a = inspect.isclass(A), inspect.isfunction(f), inspect.isclass(f)
""",
    "counting": """
from collections import Counter
c = Counter(['b', 'a', 'b', 'c', 'b', 'a'])
a = c.most_common(2), list(c.items()), c['b'], c['zz'], len(c), list(c.elements())
c.update(['c', 'c'])
c['d'] += 2
b = dict(c), sorted(c), Counter(x=1, y=2).most_common(), 'a' in c
""",
    "encodings": """
import base64, hashlib, zlib
digest = hashlib.sha1(b'x').digest()
a = str(base64.urlsafe_b64encode(digest[:10])).replace('=', ''), base64.b64decode('YQ==')
b = str(b'x'), str(b'x', 'utf-8'), f"{b'x'}", hashlib.new('md5', b'x').hexdigest(), zlib.crc32(b'x')
""",
    "calendar": """
import calendar
a = calendar.monthrange(2024, 2), calendar.isleap(2023), list(calendar.day_name)
b = list(calendar.month_abbr)[1:3], calendar.month_name[12], calendar.day_abbr[0]
""",
    "single dispatch": """
from functools import singledispatch
@singledispatch
def f(x): return 'any'
@f.register(int)
def _number(x): return 'number'
@f.register(list)
def _several(x): return [f(y) for y in x]
a = f('x'), f(1), f([1, 'x'])
""",
}

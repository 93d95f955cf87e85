# ruff: noqa: E501  snippets stand on lines of their own length
"""Programs about values: literals, operators, texts, containers, comprehensions."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "literals": "a = (1, 1.5, 2j, True, None, b'x', 'y', 0x1F, 1_000, 1e3)",
    "text literals": r"""
b = 'a' "b" '''c
d''' r'\n' '\n\t\x41\u00e9\N{BULLET}'
c = "it's" 'a "b"' '\'' "\"" '\\'
d = 'a\
b'
e = rb'\x00' b'\x01'
f = ''
""",
    "arithmetic": """
a = [7 + 2, 7 - 2, 7 * 2, 7 / 2, 7 // 2, 7 % 2, 7 ** 2, -7 // 2, -7 % 3, 2 ** -1]
b = [1 << 4, 255 >> 4, 6 & 3, 6 | 3, 6 ^ 3, ~6, -6, +6, not 6]
c = 1 + 2 * 3 - 4 / 2 ** 2
d = 10 - 3 - 2, 2 ** 3 ** 2, -2 ** 2
""",
    "comparisons": """
a = [1 < 2, 1 > 2, 1 <= 1, 2 >= 3, 1 == 1.0, 1 != 1, 'a' < 'b', (1, 2) < (1, 3), [1] == [1]]
b = 1 < 2 < 3, 1 < 2 > 3, 3 > 2 > 1 == 1
c = 1 in [1], 2 not in (1,), 'a' in 'cat', 'k' in {'k': 1}, 3 in {1, 2}, 3 in range(5)
d = None is None, None is not None, [] is [], True is True
e = {'a': 1} == {'a': 1}, {1, 2} == {2, 1}, (1,) == [1]
""",
    "booleans give operands": """
a = [0 or 'x', 'x' or 'y', 0 and 'x', 'x' and 'y', None or [] or {}, not '', '' or None]
b = 'yes' if a else 'no'
c = [] if a else {}
""",
    "f-strings": r"""
n, x, s, d = 3, 2.5, 'it', {'k': 'v'}
a = f'{n} {n:03d} {x:.2f} {s!r} {s:>5}| {n + 1} {{}} {s.upper()}'
b = f"{d['k']} {s}" f'{n:{n}}|' 'plain'
c = f'{n=} {s=} {x = :.1f} {n!s:>4}'
e = f'{"nested"} {f"{n}!"}'
f = f'{n:,} {10**6:,} {0.25:%} {255:x} {255:#b} {s:*^7}'
g = f'{[1, "a"]} {(1,)} {d} {None} {True}'
h = rf'\d{n}' f'\t{n}\\'
i = f'''{
    n
} and
{s}'''
j = f'{n if n else 0}{(lambda v: v * 2)(n)}'
k = f'{s!a} {"é"!a}'
l = f"a\"{n}\"b" f'{n}\'' f'''"{n}"'''
m = f'\N{BULLET} {n}'
""",
    "percent": """
a = '%s-%d-%03d-%.2f-%r-%x-%%' % ('a', 1, 2, 2.5, 'q', 255)
b = '%(a)s and %(b)05d' % {'a': 'x', 'b': 7}
c = 'one %s' % 'x'
d = '%s %s' % (1, [2])
e = '%-5s|%5s|%+d' % ('a', 'b', 3)
""",
    "format": """
a = '{} {} {}'.format(1, 'b', None)
b = '{1} {0} {0}'.format('x', 'y')
c = '{name} {n:04d} {n:>6}'.format(name='q', n=7)
d = '{0[k]} {1[0]}'.format({'k': 1}, [2])
e = '{:>{w}}'.format('x', w=5)
f = '{a}'.format_map({'a': 1})
g = '{{}} {}'.format(1)
""",
    "text methods": """
s = '  Hello World  '
a = [s.strip(), s.lower(), s.upper(), s.title(), s.split(), s.replace('l', 'L'), s.count('o')]
b = ['a,b,,c'.split(','), 'a,b,c'.split(',', 1), 'a b c'.rsplit(' ', 1), 'a\\nb'.splitlines()]
c = ['-'.join(['a', 'b']), '-'.join('abc'), ','.join(str(i) for i in range(3)), ''.join([])]
d = ['abc'.startswith('a'), 'abc'.endswith(('x', 'c')), 'abc'.find('z'), 'abc'.index('b')]
e = ['a_b'.partition('_'), 'a_b_c'.rpartition('_'), 'abc'.removeprefix('a'), 'abc'.removesuffix('c')]
f = ['7'.zfill(3), 'a'.ljust(3, '.'), 'a'.rjust(3), 'a'.center(5, '*'), 'aBc'.swapcase()]
g = ['abc'.isalpha(), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'ab'.islower(), 'x'.isidentifier()]
h = 'abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'abcdef'[1:5:2], 'abc'[:-1]
i = 'a' * 3, 3 * 'a', 'a' + 'b', len('abc'), 'b' in 'abc'
j = 'hello'.capitalize(), 'hello'.translate(str.maketrans('el', 'ip')), 'HeLLo'.casefold()
k = 'abc'.encode(), b'abc'.decode(), 'é'.encode('utf-8'), 'a\\tb'.expandtabs(4)
l = str.upper('a'), str(1), str(None), str([1, 'a']), str('x'), str({'a': 1}), repr('x'), str(2.0)
m = list('abc'), tuple('ab'), sorted('cab'), [*'ab'], min('cab'), 'a' < 'b'
""",
    "lists": """
a = [3, 1, 2]
a.append(5)
a.extend([4, 4])
a.insert(0, 9)
b = a.pop(), a.pop(0), a[:]
a.remove(1)
a.sort()
c = a.copy()
a.reverse()
d = a, c, a.index(5), a.count(4), len(a), sum(a), min(a), max(a)
e = [1, 2] + [3], [0] * 3, [[1], [2]][1][0], [1, 2, 3][1:], [1, 2, 3][::-1]
f = [1, 2, 3]
f[0] = 'x'
f[-1] += 1
del f[1]
g = f
g += ['y']
h = [*f, *[1], 2]
i = sorted([3, 1, 2], reverse=True), sorted(['b', 'A'], key=str.lower), sorted({'b': 1, 'a': 2})
j = list(reversed([1, 2])), list(enumerate('ab', 1)), list(zip([1, 2], 'ab', [True, False]))
k = [[]] * 2
k[0].append(1)
l = list(map(str, [1, 2])), list(filter(None, [0, 1])), list(map(lambda x, y: x + y, [1, 2], [3, 4]))
m = any([0, 1]), all([1, 0]), any([]), all([]), any(x > 1 for x in [1, 2])
n = [1, 2, 3]
n[1:2] = ['a', 'b']
del n[0:1]
""",
    "dicts": """
a = {'a': 1, 'b': 2, **{'c': 3}, 'a': 4}
b = a['a'], a.get('z'), a.get('z', 0), a.get('b', 0), 'a' in a, len(a)
c = list(a), list(a.keys()), list(a.values()), list(a.items())
a['d'] = 5
a.update({'e': 6}, f=7)
a.setdefault('g', []).append(1)
a.setdefault('a', 99)
d = a.pop('d'), a.pop('zz', None), a
del a['e']
e = dict(a, x=1), dict([('k', 'v')]), dict(k='v'), dict(zip('ab', [1, 2])), dict.fromkeys('ab', 0)
f = {k: v for k, v in e[3].items() if v > 1}
g = {**a, 'a': 0}, a | {'n': 1}
h = {1: 'x', (1, 2): 'y', None: 'z', True: 't'}
i = {'n': {'m': [1, {'o': 2}]}}['n']['m'][1]['o']
j = sorted(a), max(e[3], key=e[3].get), sorted(e[3].items(), key=lambda p: -p[1])
k = a.copy()
k.clear()
l = {}
l['x'] = l.get('x', 0) + 1
l['x'] += 1
m = {'b': 1}
m |= {'c': 2}
n = a == k, {} == k, bool({}), bool({'a': 1})
""",
    "tuples and unpacking": """
a, b = 1, 2
a, b = b, a
c, *d = [1, 2, 3]
*e, f = 'abc'
g, (h, i), *j = 1, (2, 3), 4, 5
k = l = [1]
k.append(2)
(m, n), o = (1, 2), 3
[p, q] = 'xy'
r = (1,) + (2, 3), (1, 2) * 2, (1, 2)[0], (1, 2, 1).count(1), (5, 6).index(6), ()
for s, (t, u) in [(1, (2, 3))]:
    v = s + t + u
w = *[1, 2], 3
x = [*range(3)], {*'ab'} == {'a', 'b'}, (*[1], *[2])
first, *_, last = range(5)
""",
    "sets": """
a = {1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}
b = set([1, 1, 2]), frozenset('aa'), set(), len({1, 1})
c = {1, 2} <= {1, 2, 3}, {1, 2} == {2, 1}, {1}.issubset({1, 2}), {1, 2}.issuperset({1})
d = {1}
d.add(2)
d.discard(9)
d.update([3], {4})
d.remove(1)
e = sorted({'b', 'a'}), {1, 2}.union({3}), {1, 2}.intersection([2]), {1, 2}.difference([2])
f = 1 in {1}, {x % 3 for x in range(10)}, {1, 2}.isdisjoint({3})
""",
    "comprehensions": """
a = [x * 2 for x in range(4) if x % 2]
b = [(x, y) for x in 'ab' for y in range(2) if y]
c = {x: y for x, y in zip('ab', range(2))}
d = {len(w) for w in ['a', 'bb', 'cc']}
e = [[y for y in range(x)] for x in range(3)]
f = list(x for x in 'ab'), sum(x for x in range(4)), dict((k, 1) for k in 'ab')
x = 'outer'
g = [x for x in [1]] and x
h = [y := 1, y + 1]
i = [z for w in [1, 2, 3] if (z := w * 2) > 2]
j = [(i, j) for i, j in enumerate('ab')]
k = {k: [v for v in range(n)] for k, n in {'p': 2}.items()}
l = [n for n in range(20) if n % 2 if n % 3]
""",
    "slices": """
a = list(range(10))
b = a[2:5], a[:3], a[7:], a[::3], a[::-2], a[-3:-1], a[5:2], a[100:]
c = 'hello'[slice(1, 3)], a[slice(None, None, 5)]
d = range(10)[2:5], range(10)[-1], len(range(3, 10, 2)), list(range(5, 0, -2))
""",
    "numbers": """
a = int('7'), int(3.9), int('ff', 16), float('2.5'), float(3), bool(0), bool('x'), complex(1, 2)
b = abs(-3), round(2.567, 2), round(2.5), divmod(7, 2), pow(2, 5), pow(2, 5, 3), min(3, 1), max(3, 1)
c = hex(255), bin(5), oct(8), chr(65), ord('A'), ascii('é'), format(3.14159, '.2f'), format(5, '03')
d = sum([1, 2], 10), sum([[1], [2]], []), min([], default=0), max('a', 'b', key=len)
e = (5).bit_length(), (2.0).is_integer(), 1e308 * 10, int(True) + True
f = 3 == 3.0, isinstance(True, int), 0.1 + 0.2
""",
    "types": """
a = isinstance('a', str), isinstance(1, (str, int)), isinstance([], list), isinstance({}, dict)
b = isinstance(None, str), issubclass(bool, int), type('a') is str, type([]) == list, callable(len)
c = type(1).__name__, 'a'.__class__.__name__, str.__name__
d = isinstance({1}, set), isinstance((), tuple), isinstance(1.0, float), isinstance(b'', bytes)
""",
}

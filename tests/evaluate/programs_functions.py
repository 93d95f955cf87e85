# ruff: noqa: E501  snippets stand on lines of their own length
"""Programs about functions: arguments, closures, generators, decorators, recursion."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "arguments": """
def f(a, b=2, *args, c, d=4, **rest):
    return a, b, args, c, d, rest
r = [f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2, 3], **{'c': 4, 'x': 5}), f(c=1, a=2)]
def g(a, /, b, *, c):
    return a, b, c
s = g(1, 2, c=3), g(1, b=2, c=3)
def h(*args, **kwargs):
    return args, kwargs
t = h(), h(1, x=2), h(*(1, 2), 3, *[4], **{'a': 1}, b=2), h(*'ab')
def i(a, a_list=None, opts={}):
    return a_list or [a], opts
u = i(1), i(1, [2])
def j(**kw):
    kw.setdefault('x', 1)
    return kw
given = {'y': 2}
v = j(**given), given
def k(x, y=lambda: 5):
    return x + y()
w = k(1), k(1, lambda: 2)
""",
    "defaults are evaluated once": """
x = 1
def f(a=x, seen=[]):
    seen.append(a)
    return list(seen)
x = 2
a = f(), f(5), f()
""",
    "closures": """
def counter(start):
    n = start
    def up(by=1):
        nonlocal n
        n += by
        return n
    return up
c, d = counter(0), counter(10)
a = c(), c(5), d(), c()
fs = [lambda: i for i in range(3)]
b = [f() for f in fs]
gs = [lambda i=i: i for i in range(3)]
e = [g() for g in gs]
def make(prefix):
    return lambda name: f'{prefix}_{name}'
g_ = make('a')('b'), list(map(make('x'), ['y', 'z']))
x = 'module'
def f():
    def g():
        return x
    x = 'local'
    return g()
h = f()
""",
    "recursion": """
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
def flat(x):
    found = []
    for y in x:
        found += flat(y) if isinstance(y, list) else [y]
    return found
a = fact(10), fib(12), flat([1, [2, [3, [4]]], 5])
def walk(tree, path=''):
    for k, v in tree.items():
        if isinstance(v, dict):
            yield from walk(v, path + k + '.')
        else:
            yield path + k, v
b = list(walk({'a': {'b': 1, 'c': {'d': 2}}, 'e': 3}))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
c = even(10), odd(7)
""",
    "generators": """
log = []
def g(n):
    log.append('start')
    for i in range(n):
        log.append(('before', i))
        yield i
        log.append(('after', i))
    log.append('end')
a = list(g(2))
for x in g(3):
    log.append(('got', x))
    if x == 1:
        break
def chain(*its):
    for it in its:
        yield from it
b = list(chain([1], 'ab', range(2))), sum(chain([1], [2])), dict(chain([('a', 1)]))
c = [y for y in (x * 2 for x in range(5)) if y > 2]
d = next(iter([7])), next(iter([]), 'none'), next(x for x in range(10) if x > 4)
first, second = chain([1], [2])
e = [*chain('a', 'b')], tuple(chain('c')), set(chain('d')), ','.join(chain('ef'))
def pairs(items):
    it = iter(items)
    for a in it:
        yield a, next(it)
f = list(pairs([1, 2, 3, 4]))
def early():
    yield 1
    return
    yield 2
h = list(early())
def empty():
    return
    yield
i = list(empty())
j = 2 in chain([1, 2]), max(chain([1, 5, 2])), sorted(chain([2, 1])), list(zip(chain('ab'), chain('cd')))
k = list(enumerate(chain('ab')))
gen = (n for n in [1, 2, 3])
l = next(gen), next(gen), list(gen)
def inf():
    n = 0
    while True:
        yield n
        n += 1
m = []
for n in inf():
    if n > 3:
        break
    m.append(n)
""",
    "decorators": """
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs), f(*args, **kwargs)
    return inner
def tag(name):
    def deco(f):
        f.tag = name
        return f
    return deco
@twice
def a(x): return x + 1
@tag('t')
@twice
def b(x): return x * 2
r = a(1), b(2), a.__name__, b.tag
registry = {}
def register(f):
    registry[f.__name__] = f
    return f
@register
def one(): return 1
@register
def two(): return 2
s = {k: f() for k, f in registry.items()}
class Deco:
    def __init__(self, f): self.f = f
    def __call__(self, *a): return ('deco', self.f(*a))
@Deco
def c(x): return x
t = c(5)
@functools.lru_cache(maxsize=None)
def d(x): return x + 1
@functools.cache
def e(x): return x + 2
u = d(1), e(1)
""",
    "functools, operator, itertools": """
import functools, operator, itertools
from functools import partial, reduce
from operator import itemgetter, attrgetter, methodcaller, add
a = partial(max, 5)(3), partial(lambda x, y: x - y, y=1)(5), partial(int, base=2)('101')
b = reduce(add, [1, 2, 3]), reduce(lambda x, y: x * y, [1, 2, 3], 10), reduce(operator.or_, [{1}, {2}])
c = itemgetter(1)([1, 2]), itemgetter('a', 'b')({'a': 1, 'b': 2}), methodcaller('upper')('a')
d = sorted([{'n': 2}, {'n': 1}], key=itemgetter('n'))
e = list(itertools.chain([1], [2])), list(itertools.chain.from_iterable([[1], [2]]))
f = list(itertools.product('ab', [1, 2])), list(itertools.combinations('abc', 2))
g = list(itertools.permutations([1, 2])), list(itertools.zip_longest([1, 2], 'a', fillvalue='-'))
h = list(itertools.islice(itertools.count(5), 3)), list(itertools.repeat('x', 2))
i = list(itertools.accumulate([1, 2, 3])), list(itertools.takewhile(lambda x: x < 2, [1, 2, 1]))
j = list(itertools.dropwhile(lambda x: x < 2, [1, 2, 1])), list(itertools.starmap(pow, [(2, 3)]))
k = [(k, list(v)) for k, v in itertools.groupby('aabc')]
l = [next(itertools.count(1)) for _ in range(2)], list(zip(itertools.count(), 'ab'))
m = list(itertools.pairwise([1, 2, 3])), list(itertools.product(range(2), repeat=2))
n = operator.mul(2, 3), operator.eq(1, 1), operator.getitem([1, 2], 0), operator.contains([1], 1)
o = dict(zip('ab', itertools.count())), list(itertools.filterfalse(None, [0, 1]))
p = list(itertools.compress('abc', [1, 0, 1])), list(itertools.islice('abcdef', 1, 5, 2))
counter = itertools.count(1)
q = [next(counter), next(counter)]
""",
    "star arguments of builtins": """
a = print('x'), max(*[1, 2]), list(zip(*[(1, 'a'), (2, 'b')])), [*map(str, range(2))]
b = list(map(lambda p: p[0], [(1,)])), sorted(((1, 'b'), (0, 'a')), key=lambda p: p[1])
c = (lambda *a, **k: (a, k))(1, b=2), (lambda: None)()
""",
    "async functions": """
async def f():
    return 1
async def g():
    x = await f()
    async with f() as y:
        pass
    async for z in f():
        pass
    return [i async for i in f()]
a = 1
""",
    "generators without end": """
def numbers():
    n = 0
    while True:
        n += 1
        yield n
g = numbers()
a = next(g), next(g)
""",
}

"""Programs about the way a program takes: branches, loops, exceptions, contexts, matches."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "if": """
a = []
for x in [0, 1, 2, 3]:
    if x == 0:
        a.append('zero')
    elif x == 1:
        a.append('one')
    elif x > 2: a.append('many')
    else:
        a.append('two')
if a: b = 1
if not a: b = 2
""",
    "for": """
a = []
for i in range(6):
    if i == 1:
        continue
    if i == 4:
        break
    a.append(i)
else:
    a.append('else')
for i in []:
    pass
else:
    a.append('nothing')
for k, v in {'a': 1}.items():
    a.append((k, v))
for a_, b_ in zip('ab', [1, 2]):
    a.append(a_ + str(b_))
b = i, k, v
for c in 'xy': d = c
e = []
for n in [1, 2]:
    for m in [1, 2, 3]:
        if m == 2:
            break
        e.append((n, m))
for e[0] in [9]:
    pass
""",
    "a list that grows while it is looped over": """
a = [1, 2]
for x in list(a):
    a.append(x)
b = {'a': 1}
for k in list(b):
    b[k + 'x'] = 2
""",
    "while": """
a, n = [], 5
while n:
    n -= 1
    if n == 3:
        continue
    if n == 0:
        break
    a.append(n)
else:
    a.append('else')
while n < 3:
    n += 1
else:
    a.append('done')
while (m := len(a)) < 8:
    a.append(m)
while True:
    a.pop()
    if len(a) < 3: break
""",
    "try": """
a = []
try:
    a.append('try')
    raise ValueError('bad')
    a.append('never')
except (KeyError, ValueError) as error:
    a.append(str(error))
    a.append(error.args)
else:
    a.append('else')
finally:
    a.append('finally')
try:
    {}['x']
except KeyError:
    a.append('key')
try:
    [][0]
except LookupError:
    a.append('index')
try:
    int('x')
except ValueError:
    a.append('value')
try:
    1 / 0
except ArithmeticError:
    a.append('zero')
try:
    None.x
except AttributeError:
    a.append('attribute')
try:
    undefined_name
except NameError:
    a.append('name')
try:
    1 + 'a'
except TypeError:
    a.append('type')
try:
    pass
except Exception:
    a.append('never')
else:
    a.append('else')
""",
    "exceptions through functions": """
class Bad(ValueError):
    pass
class Worse(Bad):
    def __init__(self, n):
        self.n = n
a = []
def f(n):
    try:
        if n == 1:
            raise Bad
        if n == 2:
            raise Worse(7)
        if n == 3:
            raise KeyError('k')
        return 'fine'
    except Worse as e:
        return e.n
    except ValueError:
        return 'bad'
    finally:
        a.append(n)
b = [f(0), f(1), f(2)]
try:
    f(3)
except KeyError as e:
    c = 'caught'
def g():
    try:
        return 'try'
    finally:
        a.append('g')
d = g()
def h():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            a.append(('h', i))
    return i
e = h()
def again():
    try:
        raise Bad
    except Bad:
        raise
try:
    again()
except Bad:
    f_ = 1
try:
    try:
        raise KeyError
    finally:
        a.append('inner')
except KeyError:
    a.append('outer')
def k():
    try:
        raise ValueError
    except ValueError:
        return 'returned'
    finally:
        a.append('after')
i_ = k()
try:
    raise ValueError from KeyError()
except ValueError:
    j_ = 1
try:
    assert 1 == 2, 'words'
except AssertionError:
    l_ = 1
""",
    "with": """
from contextlib import contextmanager, nullcontext, suppress, ExitStack
a = []
@contextmanager
def ctx(n):
    a.append(('enter', n))
    yield n * 2
    a.append(('exit', n))
with ctx(1) as x:
    a.append(x)
with ctx(2) as x, ctx(3) as y:
    a.append((x, y))
with nullcontext(5) as z:
    a.append(z)
with suppress(KeyError):
    {}['x']
    a.append('never')
@contextmanager
def safe():
    a.append('begin')
    try:
        yield
    finally:
        a.append('end')
def f():
    with safe():
        return 'from inside'
b = f()
for i in range(3):
    with ctx(i):
        if i == 1:
            break
class C:
    def __enter__(self):
        a.append('C')
        return self
    def __exit__(self, *args):
        a.append('~C')
with C() as c, \\
     C():
    a.append('in C')
with (ctx(8) as p, ctx(9) as q):
    a.append(p + q)
with ExitStack() as stack:
    w = stack.enter_context(C())
    a.append('in stack')
""",
    "match": """
def f(x):
    match x:
        case 0 | 1:
            return 'few'
        case int() if x > 100:
            return 'huge'
        case int(n):
            return n
        case None:
            return 'none'
        case 'a' | 'b' as letter:
            return letter
        case str():
            return 'text'
        case []:
            return 'empty'
        case [one]:
            return ('one', one)
        case ['go', direction, *rest]:
            return direction, rest
        case (a, (b, c)):
            return a + b + c
        case {'kind': 'k', 'n': n}:
            return n
        case {'z': _, **others}:
            return others
        case True:
            return 'true'
        case _:
            return 'other'
a = [f(v) for v in [0, 1, 7, 500, None, 'a', 'zz', [], [4], ['go', 'up', 1, 2], (1, (2, 3))]]
b = [f(v) for v in [{'kind': 'k', 'n': 3}, {'z': 1, 'y': 2}, {}, 2.5]]
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
match P(1, 2):
    case P(x=5):
        c = 'no'
    case P(1, y=v):
        c = v
match 3:
    case 4:
        d = 4
    case other:
        d = other
""",
    "augmented assignments": """
a, b, c, d = 1, 'a', [1], {'k': 1}
a += 2; a *= 3; a -= 1; a **= 2; a //= 3; a %= 7; a <<= 2; a |= 1; a ^= 3; a &= 14; a >>= 1; a /= 2
b += 'b'; b *= 2
c += [2]; c *= 2
d['k'] += 1
c[0] += 10
e = (1,)
e += (2,)
f = c
f += (3, 4)
""",
    "del, global and nonlocal": """
n = 0
def f():
    global n, made
    n += 1
    made = 'by f'
f(); f()
def outer():
    x = 0
    def inner():
        nonlocal x
        x += 1
        return x
    inner()
    return inner(), x
a = outer()
b = {'x': 1, 'y': 2}
del b['x']
c = 1
del c
d = 'c' in globals(), 'n' in globals()
globals()['e'] = 'set'
f_ = e
g = sorted(k for k in globals() if k in ('n', 'made'))
h = [1, 2, 3]
del h[0], h[-1]
""",
    "annotations and types": """
a: int = 1
b: 'str'
c: list[str] = ['x']
def f(x: int, *, y: str = 'y') -> None:
    z: int = x
    return y
d = f(1)
""",
    "walrus": """
a = [(b := 3), b + 1]
if (n := len('abc')) > 2:
    c = n
d = (e := 1) + e
f = [last := i for i in range(3)], last
def g(x, y=(h := 5)):
    return (z := x) + z + y
i = g(1), h
""",
}

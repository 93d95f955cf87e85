"""Programs about classes: inheritance, properties, records, enumerations."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "classes": """
class A:
    kind = 'a'
    seen = []
    def __init__(self, x, y=2):
        self.x = x
        self.y = y
        self.seen.append(x)
    def total(self):
        return self.x + self.y
    @property
    def double(self):
        return self.x * 2
    @classmethod
    def make(cls, n):
        return cls(n, y=n)
    @staticmethod
    def helper(n):
        return n + 1
    def __str__(self):
        return f'A({self.x})'
a = A(1)
b = a.x, a.y, a.total(), a.double, a.kind, A.kind, A.seen
c = A.make(5).total(), A.helper(1), a.helper(2), str(a), f'{a}', '%s' % a
a.x = 10
a.extra = 'e'
d = a.total(), a.extra, a.double, hasattr(a, 'extra'), hasattr(a, 'nope'), getattr(a, 'nope', 'd')
A.kind = 'changed'
e = a.kind, A.total(a), a.__class__.__name__, isinstance(a, A), type(a) is A, type(a).__name__
setattr(a, 'dyn', 5)
f = a.dyn, getattr(a, 'total')(), vars(a)
m = a.total
g = m()
""",
    "inheritance": """
class Base:
    name = 'base'
    def __init__(self, x):
        self.x = x
    def hello(self):
        return 'base ' + self.name
    def call(self):
        return self.hello()
class Mid(Base):
    name = 'mid'
    def hello(self):
        return 'mid ' + super().hello()
class Mixin:
    def hello(self):
        return 'mixin ' + super().hello()
    def extra(self):
        return 'extra'
class Leaf(Mixin, Mid):
    def __init__(self, x, y, **kw):
        super().__init__(x)
        self.y = y
        self.kw = kw
    @classmethod
    def title(cls):
        return cls.name.upper()
leaf = Leaf(1, 2, z=3)
a = leaf.call(), leaf.extra(), leaf.x, leaf.y, leaf.kw, Leaf.title(), leaf.name
b = isinstance(leaf, Base), issubclass(Leaf, Mixin), isinstance(Base(1), Leaf)
c = Mid(0).call(), Base(0).call(), Base.hello(leaf), super(Leaf, leaf).hello()
class Old(Base):
    def __init__(self):
        Base.__init__(self, 7)
d = Old().x
class Template(Base):
    def __init__(self):
        pass
    def hello(self):
        return self.step()
    def step(self):
        raise NotImplementedError
class Done(Template):
    def step(self):
        return 'done'
e = Done().call()
""",
    "diamonds": """
log = []
class A:
    def __init__(self): log.append('A')
class B(A):
    def __init__(self):
        log.append('B')
        super().__init__()
class C(A):
    def __init__(self):
        log.append('C')
        super().__init__()
class D(B, C):
    def __init__(self):
        log.append('D')
        super().__init__()
D()
""",
    "special methods": """
class V:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __iter__(self): return iter(self.items)
    def __contains__(self, x): return x in self.items
    def __add__(self, other): return V(*self.items, *other.items)
    def __radd__(self, other): return ('radd', other)
    def __rshift__(self, other): return ('>>', other)
    def __rrshift__(self, other): return ('r>>', other)
    def __lshift__(self, other): return ('<<', other)
    def __or__(self, other): return 'or'
    def __eq__(self, other): return isinstance(other, V) and self.items == other.items
    def __lt__(self, other): return len(self) < len(other)
    def __call__(self, x): return ('call', x)
    def __bool__(self): return bool(self.items)
    def __repr__(self): return 'V!'
    def __hash__(self): return 1
v = V(1, 2)
a = len(v), v[0], list(v), 2 in v, 5 in v, (v + V(3)).items, v >> 1, 1 >> v, v << 2, v | 1
b = v == V(1, 2), v == V(), v != V(1, 2), bool(V()), v(5) , v < V(1, 2, 3), repr(v), f'{v}', str(v)
v[0] = 'new'
c = v.items, [x for x in v], max(V(3, 9)), sum(V(1, 2)), [*v], ','.join(V('a', 'b')), v[-1]
d = 'yes' if V() else 'no', 1 + v, sorted(V(2, 1)), tuple(v), list(reversed(list(v)))
first, second = v
class Attr:
    def __getattr__(self, name): return 'got ' + name
e = Attr().anything
class Context:
    def __enter__(self): return 'entered'
    def __exit__(self, *a): pass
with Context() as f: pass
""",
    "properties with setters": """
class A:
    def __init__(self):
        self._x = 1
    @property
    def x(self):
        return self._x
    @x.setter
    def x(self, value):
        self._x = value * 10
    y = property(lambda self: 'y')
a = A()
b = a.x
a.x = 5
c = a.x, a.y
import functools
class B:
    @functools.cached_property
    def slow(self):
        return 'slow'
d = B().slow
""",
    "dataclasses": """
from dataclasses import dataclass, field, asdict, replace, fields
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    z: int = field(default=9)
    def total(self):
        return self.x + self.y
@dataclass
class Q(P):
    w: str = 'w'
    def __post_init__(self):
        P.made = self.w
p, q = P(1), Q(1, 3, w='v')
p.tags.append('t')
a = p.x, p.y, p.tags, p.z, p.total(), P(5, y=6).y, P(1).tags, P(1) == P(1), P(1) == P(2)
b = q.total(), q.w, asdict(p), replace(q, x=7).x, [f.name for f in fields(p)], P.made, P.y
c = [P(n) for n in range(3)][2].x, P(**{'x': 1, 'y': 0}).total()
""",
    "enumerations": """
from enum import Enum, IntEnum, auto, unique
class Color(Enum):
    RED = 'r'
    BLUE = 'b'
    def label(self):
        return self.name.title()
    @classmethod
    def default(cls):
        return cls.RED
class Size(IntEnum):
    S = 1
    L = 2
class Text(str, Enum):
    A = 'a'
    B = 'b'
@unique
class Auto(Enum):
    X = auto()
    Y = auto()
a = Color.RED.value, Color.RED.name, Color('b').name, Color['BLUE'].value, [c.value for c in Color]
b = Color.RED == Color.RED, Color.RED is Color.RED, Color.RED == 'r', Color.RED.label(), len(Color)
c = Color.default().name, Size.L > Size.S, Size.L + 1, Text.A == 'a', Text.B.value, Auto.Y.value
d = {Color.RED: 1}[Color.RED], isinstance(Color.RED, Color), Color.RED in Color, list(Color)[0].name
e = str(Color.RED), f'{Color.BLUE}', Text.A.upper(), 'x' + Text.A, sorted(Size)[0].name
""",
    "named tuples": """
from collections import namedtuple
from typing import NamedTuple
P = namedtuple('P', 'x y')
class Q(NamedTuple):
    a: int
    b: str = 'b'
    def both(self):
        return f'{self.a}{self.b}'
p, q = P(1, y=2), Q(1)
x, y = p
a = p.x, p[1], q.a, q.b, q.both(), list(p), len(q), p._replace(x=9).x, dict(p._asdict()), x + y
b = [n for n, _ in [P(1, 2), P(3, 4)]], P(*[5, 6]).y, p == (1, 2), Q(a=2, b='z')[1]
c = sorted([P(2, 1), P(1, 2)], key=lambda r: r.x)[0].x, max(p), sum(p), 2 in p, tuple(q)
""",
    "classes made in functions": """
def make(name, base=object, **attrs):
    return type(name, (base,), attrs)
A = make('A', x=1)
B = make('B', A, y=2)
a = A.x, B().x, B.y, B.__name__
def local(n):
    class L:
        value = n
        def get(self):
            return n + self.value
    return L
b = local(1)().get(), local(5).value
class Outer:
    class Inner:
        z = 3
    made = Inner()
    items = [Inner.z for _ in range(1)] if False else []
    n = 5
    double = n * 2
    def f(self): return self.Inner.z
c = Outer.Inner.z, Outer().f(), Outer.made.z, Outer.double
""",
    "registries": """
class Base:
    registry = {}
    def __init_subclass__(cls, key=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry[key or cls.__name__] = cls
class A(Base, key='a'):
    def run(self): return 'A'
class B(Base):
    def run(self): return 'B'
a = sorted(Base.registry), {k: c().run() for k, c in Base.registry.items()}
""",
    "instances among each other": """
class Node:
    def __init__(self, name):
        self.name, self.children = name, []
    def __rshift__(self, other):
        others = other if isinstance(other, list) else [other]
        self.children.extend(others)
        return other
    def walk(self):
        yield self.name
        for child in self.children:
            yield from child.walk()
a, b, c, d = (Node(n) for n in 'abcd')
a >> b >> [c, d]
e = list(a.walk())
f = {n.name: len(n.children) for n in (a, b, c, d)}
""",
    "class attributes and slots": """
class A:
    __slots__ = ('x',)
    count = 0
    def __init__(self):
        A.count += 1
        self.__class__.count += 1
        self.x = self.count
a = A().x, A().x, A.count
class B:
    def __new__(cls, *args):
        return super().__new__(cls)
    def __init__(self, n):
        self.n = n
b = B(4).n
from abc import ABC, abstractmethod
class C(ABC):
    @abstractmethod
    def f(self): ...
    def g(self): return self.f()
class D(C):
    def f(self): return 'D'
c = D().g()
from typing import Generic, TypeVar
T = TypeVar('T')
class E(Generic[T]):
    def f(self): return 'E'
class F(E[int]): pass
d = F().f()
""",
    "one object only": """
class Registry:
    _one = None
    def __new__(cls, *args):
        if cls._one is None:
            cls._one = super().__new__(cls)
            cls._one.names = []
        return cls._one
    def add(self, name):
        self.names.append(name)
        return self
Registry().add('x')
a = Registry().add('y').names
""",
    "classes that know their subclasses": """
class Base:
    def name(self): return type(self).__name__
class B(Base): pass
class A(Base): pass
class C(A): pass
a = [cls().name() for cls in Base.__subclasses__()]
""",
    "attributes filled from outside": """
class Settings:
    def __init__(self, **given):
        self.__dict__.update(given)
    def __getattr__(self, name):
        return name.upper()
s = Settings(x=1)
a = s.x, s.y
def f(x, y=2):
    given = locals()
    del given['x']
    return x, given
b = f(1)
""",
    "metaclasses": """
registry = {}
class Registering(type):
    made = []
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        if namespace.get('key'):
            registry[namespace['key']] = cls
        return cls
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls.made.append(name)
    def shown(cls):
        return cls.__name__.lower()
class Base(metaclass=Registering): pass
class One(Base):
    key = 'one'
    def value(self): return 1
a = {k: c().value() for k, c in registry.items()}, Registering.made, One.shown(), list(One.made)
""",
    "operators with one side": """
class Number:
    def __init__(self, n): self.n = n
    def __neg__(self): return Number(-self.n)
    def __invert__(self): return Number(0)
a = (-Number(3)).n, (~Number(3)).n
""",
    "members and fields by name": """
from enum import Enum
from typing import NamedTuple
class Stage(Enum):
    RAW = 'raw'
    CLEAN = 'clean'
class Job(NamedTuple):
    name: str
    size: int = 1
a = {n: m.value for n, m in Stage.__members__.items()}, list(Stage.__members__), Job._fields
""",
    "abstract bases give nothing": """
from abc import ABC, ABCMeta, abstractmethod
from typing import Generic, TypeVar
T = TypeVar('T')
class Base(ABC, Generic[T]):
    @abstractmethod
    def f(self): ...
class Made(Base[int]):
    def f(self): return 1
class Meta(ABCMeta):
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.label = name.lower()
        return cls
class Labelled(metaclass=Meta): pass
a = getattr(Made(), 'nope', 'd'), hasattr(Made(), 'nope'), Made().f(), Labelled.label
""",
}

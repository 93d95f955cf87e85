"""The flow of a pipeline: what runs in which order, under which conditions, guarded by what.

Tracing an entry point gives one `Flow`; the activity, sequence and architecture
diagrams are three ways to draw it. Texts in a flow never hold the names of
local variables: a value shows as where it came from (`extract().empty`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Fact, Place


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a call reads from or writes to outside the program.

    - `system`: its name for people: `PostgreSQL`, `Snowflake`, `S3`, `Kafka`, `REST API`, `files`.
    - `kind`: `database`, `warehouse`, `storage`, `files`, `topic`, `queue`, `http`, `cache`,
      `mail` or `chat`.
    - `direction`: `read` or `write`.
    - `name`: table, path, topic, bucket and key, or URL without secrets; "" where it isn't known.
    - `mode`: `append`, `overwrite`, `upsert`, …; "" where it isn't given.
    - `keys`: the columns by which rows are matched.
    """

    system: str
    kind: str
    direction: str
    name: str = ""
    mode: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and when something that failed is tried again.

    - `retries`: how many tries after the first one (`3`, or a placeholder), "" where it is
      counted in `attempts`, the tries in all. Both are "" where there is no end.
    - `backoff`: how the pause grows: `exponential x2`, `fixed`, `linear`, `random`; "" for none.
    - `wait`: the pause, the first one where it grows: `0.5s`.
    - `on`: the names of the exceptions after which it is tried again; none: any.
    - `swallows`: after the last try all goes on as if it had succeeded.
    - `place`: the decorator or the object that says so, None where it is the call or the loop.
    """

    retries: str = ""
    attempts: str = ""
    backoff: str = ""
    wait: str = ""
    on: tuple[str, ...] = ()
    swallows: bool = False
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One meaningful call.

    - `id`: its ordinal in the flow, by which `takes` names it; never shown.
    - `name`: the verb: the name of the function or method.
    - `role`: one of `model.ROLES`.
    - `component`: the class that the method belongs to, or "" for a function; `module` is the
      file of the project that defines class or function, "" for a library's.
    - `resolved`: False for a project's or third party's class that couldn't be found.
    - `facts`: arguments and settings that are architecture, in the order to show.
    - `endpoints`: what the call itself reads and writes; those of `inner` aren't repeated here.
    - `inner`: what a function of the project does when it is called. With `expand` the activity
      diagram shows it as a box of its own; without, only what it sums up to.
    - `policy`: how it is tried again when it fails.
    - `takes`: ids of the steps whose results go into it.
    - `gives`: its result is used.
    - `lazy`: it only plans work (a link of a Dask or Spark chain); a later step triggers it.
    - `home`: where the function of the project that it calls is defined.
    """

    id: int
    name: str
    role: str = "other"
    component: str = ""
    module: str = ""
    resolved: bool = True
    facts: tuple[Fact, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    inner: Block = ()
    expand: bool = False
    policy: Policy | None = None
    takes: tuple[int, ...] = ()
    gives: bool = False
    lazy: bool = False
    place: Place | None = None
    home: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the log: `text` is its words."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """One way out of a branch: `label` is `Yes`, `No`, or the pattern of a case."""

    label: str
    body: Block


@dataclass(frozen=True, slots=True)
class Branch:
    """A decision: `test` is what is asked, without a question mark."""

    test: str
    arms: tuple[Arm, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """Something repeated.

    `kind` is `for`, `async for`, `while` or `comprehension`; `over` says what of each item
    (`for`) or how long (`while`; "" for ever).
    """

    kind: str
    over: str
    body: Block
    orelse: Block = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done on an exception of one of these names (none: any)."""

    names: tuple[str, ...]
    body: Block
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """A guarded region, its handlers in order, and its `else` and `finally`."""

    body: Block
    handlers: tuple[Handler, ...] = ()
    orelse: Block = ()
    final: Block = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Something that is tried again as `policy` says; past that its exception goes on."""

    policy: Policy
    body: Block
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Parallel:
    """Several things at once, all of which end before it goes on.

    One arm that is `repeated` stands for many of a kind: the items of a pool's `map`.
    `label` says by what: `gather`, `Pool`, `ThreadPoolExecutor`.
    """

    label: str
    arms: tuple[Block, ...]
    repeated: bool = False
    facts: tuple[Fact, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A `with`: `label` says what is held while `body` runs: `transaction`, `lock`."""

    label: str
    body: Block
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """What leaves the straight way.

    `kind` is `return`, `raise`, `break` or `continue`. `label` is the shape of what is returned
    (`status: success`), or the exception's class. `names` are the names of the exception's class
    and its bases, most special first; a re-raise in a handler has `names` () and `label` "".
    """

    kind: str
    label: str = ""
    names: tuple[str, ...] = ()
    place: Place | None = None


Piece: TypeAlias = Step | Note | Branch | Loop | Try | Retry | Parallel | Region | Exit
Block: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """What one entry point does.

    `name` is `DailySalesPipeline.run`, `main`; `owner` is its class or "", `trigger` what starts
    it as far as known (("schedule", "0 2 * * *"), ("command", "etl run")), and `started` where
    that is said: by a decorator, as the task of a DAG. `idle` are the tests of decisions on which
    nothing depends that could be drawn, and where they stand.
    """

    name: str
    source: str
    body: Block
    owner: str = ""
    trigger: tuple[Fact, ...] = ()
    place: Place | None = None
    started: Place | None = field(default=None, compare=False)
    idle: tuple[tuple[str, Place], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One class or function knows another: `kind` is `implements`, `holds` or `uses`.

    `holds` says by its `label` under which attribute. `target` is a component's name;
    `target_module` its file ("" for one that isn't of the project). `place` is where the source
    imports a target that isn't found.
    """

    kind: str
    source: str
    source_module: str
    target: str
    target_module: str = ""
    label: str = ""
    resolved: bool = True
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Component:
    """A class of the project, or a module's functions taken together (then `is_class` is False).

    `bases` are the names of all its bases, nearest first; `abstract` its abstract methods,
    `methods` its public ones, both sorted. `configured_by` names configuration files of the
    project (relative paths) whose keys it reads, with the keys; `opened` says where.
    """

    name: str
    module: str
    is_class: bool = True
    bases: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    configured_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    place: Place | None = None
    opened: tuple[tuple[str, Place], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Structure:
    """What one source file tells of a project's architecture."""

    source: str
    components: tuple[Component, ...] = ()
    links: tuple[Link, ...] = ()
    flows: tuple[Flow, ...] = ()
    callables: tuple[tuple[str, str, str], ...] = ()
    """(DAG, function name, the function's file) of every callable that a DAG's task runs."""

    starts: tuple[tuple[str, str, str, Place], ...] = field(default=(), compare=False)
    """Where the tasks are made that run `callables`: what these say, and the place."""

    made: tuple[tuple[str, str, str, Place], ...] = field(default=(), compare=False)
    """Where objects of the project's classes are made: (class, its file, by which class, place)."""

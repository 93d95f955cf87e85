"""`re`, `json`, `textwrap`, `string`, `sys`, `uuid`, `random`: text and machine facts."""

from __future__ import annotations

import functools
import json
import re
import string
import textwrap
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.budgets import check_size
from pytest_etl_diagram.evaluate.builtins import plain
from pytest_etl_diagram.evaluate.comparison import uncertain
from pytest_etl_diagram.evaluate.conversion import adopt
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Args, Dict, List, Native, Unknown, Value, text_of
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.frontends.standard.pattern_cost import is_costly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_SUBJECT = 2_000  # characters
MAX_INDENTED = 4  # so many levels a JSON text is taken to have


class Pattern(Value):
    """A compiled regular expression."""

    def __init__(self, pattern: str, flags: int) -> None:
        """Take the pattern's text and its flags."""
        self.pattern = pattern
        self.flags = flags

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `pattern.sub` and its like."""
        del it
        if name == "pattern":
            return self.pattern
        if name not in SEARCHES:
            return Unknown("{re." + name + "}")
        return Native(name, lambda it, args: _search(name)(it, self._complete(args)))

    def _complete(self, args: Args) -> Args:
        return Args([self, *args.positional], args.keywords)


class Match(Value):
    """What a pattern found."""

    def __init__(self, found: re.Match[str]) -> None:
        """Take the match."""
        self.found = found

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `match.group` and its like."""
        del it
        if name not in ("group", "groups", "groupdict", "start", "end", "span"):
            return Unknown("{match." + name + "}")
        method = getattr(self.found, name)
        return Native(name, lambda it, args: adopt(plain(method)(it, args)))

    def item(self, it: Interpreter, index: object) -> object:
        """Return a group."""
        return plain(self.found.__getitem__)(it, Args([index]))


SEARCHES = frozenset("sub subn search match fullmatch findall finditer split".split())


def _search(name: str) -> Callable[[Interpreter, Args], object]:
    def search(it: Interpreter, args: Args) -> object:
        first = args.get(0, "pattern")
        pattern, flags = (
            (first.pattern, first.flags) if isinstance(first, Pattern) else (first, _flags(args))
        )
        rest = args.positional[1:] + [v for k, v in args.keywords.items() if k != "flags"]
        subject = next((a for a in reversed(rest) if isinstance(a, (str, Unknown))), "")
        if (
            not isinstance(pattern, str)
            or isinstance(subject, Unknown)
            or _costly(pattern, subject)
        ):
            return Unknown(it.text_of(subject) or "{re}")
        if any(isinstance(a, Value) for a in rest):
            return _sub_by_function(it, pattern, flags, rest, name)
        try:
            return _found(getattr(re.compile(pattern, flags), name)(*rest))
        except FAULTS as error:
            raise fault(error) from error

    return search


def _costly(pattern: str, subject: object) -> bool:
    length = len(text_of(subject))
    return length > MAX_SUBJECT or is_costly(pattern, length)


def _flags(args: Args) -> int:
    flags = args.keywords.get("flags", 0)
    return int(flags) if isinstance(flags, int) else 0


def _sub_by_function(
    it: Interpreter, pattern: str, flags: int, rest: list[object], name: str
) -> object:
    subject = rest[1] if len(rest) > 1 else None
    if name != "sub" or not isinstance(subject, str):
        return Unknown(it.text_of(subject))
    return re.sub(
        pattern, lambda m: it.text_of(it.call(rest[0], Args([Match(m)]))), subject, flags=flags
    )


def _found(result: Any) -> object:  # noqa: ANN401  whatever a pattern's method returns
    if isinstance(result, re.Match):
        return Match(result)
    if hasattr(result, "__next__"):
        return List(Match(m) for m in result)
    return adopt(result)


def _compile(it: Interpreter, args: Args) -> object:
    del it
    pattern = args.get(0, "pattern")
    if not isinstance(pattern, str):
        return Unknown("{re.compile}")
    flags = args.get(1, "flags", 0)
    return Pattern(pattern, int(flags) if isinstance(flags, int) else 0)


def _dumps(it: Interpreter, args: Args) -> object:
    value = args.get(0, "obj")
    settings: dict[str, Any] = {
        k: v for k, v in args.keywords.items() if k in ("indent", "sort_keys", "separators")
    }
    if not it.has_measure(value):
        return Unknown("{json.dumps()}")
    if uncertain(value) or isinstance(value, Value):
        return Unknown(it.text_of(value))
    indent = settings.get("indent")
    width = indent if isinstance(indent, int) else len(it.text_of(indent))
    check_size("*", " ", max(width, 0) * weight_of(value) * MAX_INDENTED)
    write = functools.partial(json.dumps, default=text_of, **settings)
    return plain(write)(it, Args([value]))


def _loads(it: Interpreter, args: Args) -> object:
    value = args.get(0, "s")
    if isinstance(value, Value):
        return Unknown(it.text_of(value))
    return adopt(plain(json.loads)(it, Args([value])))


def _template(it: Interpreter, args: Args) -> object:
    del it
    text = args.get(0, "template", "")
    return Template(text) if isinstance(text, str) else Unknown(text_of(text))


class Template(Value):
    """`string.Template`."""

    def __init__(self, source: str) -> None:
        """Take the template's text."""
        self.source = source

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `substitute` and `safe_substitute`."""
        del it
        return Native(name, self._substitute)

    def _substitute(self, it: Interpreter, args: Args) -> object:
        del it
        known = Dict()
        for source in (*args.positional, args.keywords):
            known.update(source if isinstance(source, dict) else {})
        shown = {k: text_of(v) for k, v in known.items()}
        text = string.Template(self.source).safe_substitute(shown)
        return Unknown(text) if any(uncertain(v) for v in known.values()) else text


def _fresh(name: str) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function whose result differs from run to run."""

    def model(it: Interpreter, args: Args) -> object:
        del it, args
        return Unknown("{" + name + "}")

    return model


def _raise_exit(it: Interpreter, args: Args) -> object:
    from pytest_etl_diagram.evaluate.scope import Raised  # noqa: PLC0415  only here

    del it, args
    raise Raised(("SystemExit", "BaseException"), "")


FLAGS = (re.IGNORECASE, re.MULTILINE, re.DOTALL, re.VERBOSE)
FRESH = (
    "uuid.uuid4", "uuid.uuid1", "random.random", "random.randint", "random.choice",
    "random.sample", "random.shuffle", "socket.gethostname", "platform.node", "getpass.getuser",
    "secrets.token_hex", "os.getpid", "subprocess.check_output", "subprocess.run", "requests.get",
)  # fmt: skip
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "re.compile": _compile,
    **{f"re.{name}": _search(name) for name in sorted(SEARCHES)},
    "re.escape": plain(re.escape),
    "json.dumps": _dumps,
    "json.loads": _loads,
    "ujson.loads": _loads,
    "textwrap.dedent": plain(textwrap.dedent),
    "textwrap.indent": plain(textwrap.indent),
    "inspect.cleandoc": plain(lambda doc: textwrap.dedent(doc).strip()),
    "string.Template": _template,
    "string.capwords": plain(string.capwords),
    "sys.exit": _raise_exit,
    **{name: _fresh(name) for name in FRESH},
}
VALUES: Mapping[str, object] = {
    "string.ascii_lowercase": string.ascii_lowercase,
    "string.ascii_uppercase": string.ascii_uppercase,
    "string.ascii_letters": string.ascii_letters,
    "string.digits": string.digits,
    **{f"re.{flag.name}": int(flag) for flag in FLAGS},
    **{f"re.{str(flag.name)[0]}": int(flag) for flag in FLAGS},
    # A constant, not this machine's: a drawing must not depend on the Python that draws it.
    "sys.version_info": (3, 12, 0, "final", 0),
    "sys.maxsize": 2**63 - 1,
    "sys.platform": "linux",
}  # fmt: skip

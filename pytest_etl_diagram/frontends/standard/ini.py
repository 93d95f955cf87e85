"""`configparser`: INI files of the repository."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import Args, Dict, List, Native, Unknown, Value, text_of
from pytest_etl_diagram.frontends.standard.files import path_text
from pytest_etl_diagram.frontends.standard.formats import source_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MISSING = object()
MISSING_NAME = ("KeyError", "NoSectionError", "NoOptionError", "Error", "Exception")


class Ini(Value):
    """`ConfigParser()`: what it read so far; `complete` unless it read something unknown."""

    text = "{ini}"

    def __init__(self) -> None:
        """Start empty."""
        self.parser = configparser.ConfigParser(interpolation=None, strict=False)
        self.complete = True

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the parser's methods."""
        method = METHODS.get(name)
        if method is None:
            return super().attribute(it, name)
        return Native(name, lambda it, args: method(it, self, args))

    def item(self, it: Interpreter, index: object) -> object:
        """Return a section, as a dict."""
        del it
        section = text_of(index)
        if section == self.parser.default_section or self.parser.has_section(section):
            found = Dict(self.parser[section])
            found.maybe = not self.complete
            return found
        return self._unknown(section, MISSING)

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the names of the sections."""
        del it
        return [self.parser.default_section, *self.parser.sections()]

    def contains(self, it: Interpreter, value: object) -> bool | None:
        """Tell whether there is a section."""
        del it
        return self.parser.has_section(text_of(value)) or (False if self.complete else None)

    def value(self, args: Args) -> object:
        """`parser.get(section, option, fallback=…)`."""
        section, option = text_of(args.get(0, "section")), text_of(args.get(1, "option"))
        if self.parser.has_option(section, option):
            return self.parser.get(section, option)
        return self._unknown(f"{section}.{option}", args.keywords.get("fallback", MISSING))

    def load(self, text: str | None) -> None:
        """Read one more file."""
        try:
            self.parser.read_string(text or "")
        except configparser.Error as error:
            raise Raised(("ParsingError", "Error", "Exception"), str(error)) from error
        self.complete = self.complete and text is not None

    def _unknown(self, name: str, fallback: object) -> object:
        if fallback is not MISSING:
            return fallback
        if self.complete:
            raise Raised(MISSING_NAME, f"the settings have no {name}")
        return Unknown("{ini:" + name + "}")


def _read(it: Interpreter, ini: Ini, args: Args) -> object:
    given = args.get(0, "filenames")
    names = given if isinstance(given, (List, tuple)) else [given]
    for name in names:
        ini.load(files.read(it, path_text(name)))
    return List(names)


def _read_text(it: Interpreter, ini: Ini, args: Args) -> object:
    del it
    ini.load(source_text(args.get(0, "f", args.keywords.get("string"))))
    return None


def _typed(convert: Callable[[str], object]) -> Callable[[Interpreter, Ini, Args], object]:
    def method(it: Interpreter, ini: Ini, args: Args) -> object:
        del it
        value = ini.value(args)
        if not isinstance(value, str):
            return value
        try:
            return convert(value)
        except (ValueError, KeyError) as error:
            raise Raised(("ValueError", "Exception"), str(error)) from error

    return method


def _items(it: Interpreter, ini: Ini, args: Args) -> object:
    del it
    section = text_of(args.get(0, "section"))
    pairs = ini.parser.items(section) if ini.parser.has_section(section) else []
    return List(pairs)


def _options(it: Interpreter, ini: Ini, args: Args) -> object:
    del it
    section = text_of(args.get(0, "section"))
    return List(ini.parser.options(section) if ini.parser.has_section(section) else ())


METHODS: Mapping[str, Callable[[Interpreter, Ini, Args], object]] = {
    "read": _read,
    "read_file": _read_text,
    "readfp": _read_text,
    "read_string": _read_text,
    "get": _typed(str),
    "getint": _typed(int),
    "getfloat": _typed(float),
    "getboolean": _typed(lambda text: configparser.ConfigParser.BOOLEAN_STATES[text.lower()]),
    "items": _items,
    "options": _options,
    "sections": lambda _it, ini, _args: List(ini.parser.sections()),
    "has_section": lambda it, ini, args: ini.contains(it, args.get(0, "section")),
    "has_option": lambda _it, ini, args: ini.parser.has_option(
        text_of(args.get(0, "section")), text_of(args.get(1, "option"))
    ),
}
PARSERS = ("ConfigParser", "RawConfigParser", "SafeConfigParser")
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    f"configparser.{name}": lambda _it, _args: Ini() for name in PARSERS
}
VALUES: Mapping[str, object] = {}

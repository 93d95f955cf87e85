"""PyYAML's parser in Python, where it differs from libyaml made to do as libyaml does.

libyaml takes tabs as space between tokens, and question marks in words of `[…]` and `{…}`; other
YAML readers do too. It is only used where PyYAML comes without libyaml.
"""

from __future__ import annotations

import re
import string

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken, TagToken

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = f"\0 \t{_BREAKS}"
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = frozenset(f"{string.ascii_letters}{string.digits}-;/?:@&=+$_.!~*'()")
_HANDLE = re.compile(r"(![A-Za-z0-9_-]*!)(.*)", re.DOTALL)
_DIRECTIVES = ("YAML", "TAG")


class PureLoader(yaml.SafeLoader):
    """PyYAML's parser in Python; only its events are ever used."""

    def scan_to_next_token(self) -> None:
        """Skip space, comments and line breaks: libyaml's rule for tabs."""
        found = False
        while not found:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in f"\0{_BREAKS}":
                    self.forward()
            if self.scan_line_break():  # type: ignore[no-untyped-call]
                if not self.flow_level:
                    self.allow_simple_key = True
            else:
                found = True

    def scan_directive_name(self, start_mark: yaml.Mark) -> str:
        """Return a directive's name: only those that YAML has."""
        name = str(super().scan_directive_name(start_mark))  # type: ignore[no-untyped-call]
        if name not in _DIRECTIVES:
            context, problem = "while scanning a directive", "found unknown directive name"
            raise ScannerError(context, start_mark, problem, self.get_mark())
        return name

    def scan_tag(self) -> TagToken:
        """Return a tag: in a list or mapping in brackets a comma may end it."""
        written = "!"
        while (character := self.peek(len(written))) in _TAG:
            written += character
        if self.peek(1) == "<" or character == "%":
            return super().scan_tag()
        named = _HANDLE.match(written)
        handle, suffix = named.groups() if named is not None else ("!", written[1:])
        start_mark = self.get_mark()
        self.forward(len(written))
        ends = character in _BLANKS or (self.flow_level and character == ",")
        if not ends or (named is not None and not suffix):
            context, problem = "while scanning a tag", "did not find expected whitespace"
            raise ScannerError(context, start_mark, problem, self.get_mark())
        value = (handle, suffix) if suffix else (None, "!")
        return TagToken(value, start_mark, self.get_mark())

    def scan_flow_scalar(self, style: str) -> ScalarToken:
        r"""Return a quoted scalar: `\uD800` and `\UFFFFFFFF` are no characters."""
        start_mark = self.get_mark()
        try:
            token = super().scan_flow_scalar(style)
        except (ValueError, OverflowError):
            token = None
        if token is None or _SURROGATE.search(token.value):
            context, problem = "while scanning a quoted scalar", "found invalid escape code"
            raise ScannerError(context, start_mark, problem, self.get_mark())
        return token

    def scan_plain(self) -> ScalarToken:
        """Return a plain scalar: libyaml's rule for tabs and question marks."""
        chunks: list[str] = []
        start_mark = end_mark = self.get_mark()
        spaces: list[str] = []
        while self.peek() != "#":
            length = self._plain_length(start_mark)
            if not length:
                break
            self.allow_simple_key = False
            chunks.extend((*spaces, self.prefix(length)))
            self.forward(length)
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start_mark) or []
            if not spaces or (not self.flow_level and self.column < self.indent + 1):
                break
        return ScalarToken("".join(chunks), True, start_mark, end_mark)  # noqa: FBT003  PyYAML's

    def _plain_length(self, start_mark: yaml.Mark) -> int:
        length = 0
        while (character := self.peek(length)) not in _BLANKS:
            follows = self.peek(length + 1)
            if character == ":" and self.flow_level and follows in ",?[]{}":
                self.forward(length)
                context = "while scanning a plain scalar"
                raise ScannerError(context, start_mark, "found unexpected ':'", self.get_mark())
            if character == ":" and follows in _BLANKS:
                break
            if self.flow_level and character in ",[]{}":
                break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str]:
        """Return what the space and line breaks after a part of a plain scalar mean in it."""
        spaces: list[str] = []
        breaks: list[str] = []
        while self.peek() in f" \t{_BREAKS}":
            if self.peek() in _BREAKS:
                breaks.append(self.scan_line_break())  # type: ignore[no-untyped-call]
                self.allow_simple_key = True
                if self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS:
                    return []
                continue
            if breaks and self.peek() == "\t" and self.column < indent:
                context, problem = "while scanning a plain scalar", "found a tab character"
                raise ScannerError(context, start_mark, problem, self.get_mark())
            if not breaks:
                spaces.append(self.peek())
            self.forward()
        if not breaks:
            return spaces
        if breaks[0] != "\n":
            return breaks
        return breaks[1:] or [" "]

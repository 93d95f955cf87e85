"""The comments in files of data that speak to this plugin, and the lines they are about."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.languages import language_of
from pytest_etl_diagram.sources.comments import MARK, attached, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.languages import Language
    from pytest_etl_diagram.sources.comments import Comment, Lines

_TO_STAND_ALONE = "here a comment needs a line of its own; write it above what it is about"


def comments(source: str, text: str) -> tuple[Comment, ...]:
    """Return what the comments of a file of data say to this plugin, in its order.

    A comment is about the line that it stands on, one on a line of its own about the next line,
    in YAML with the block that is indented below that. One at the head of a file, with an empty
    line below, is about the whole file. JSON has none.
    """
    language = language_of(source)
    if language is None or MARK not in text:
        return ()
    return tuple(_Comments(text, language).found())


@dataclass(frozen=True)
class _Comments:
    """The lines of one text, with what is known of each; numbers count from 1."""

    text: str
    language: Language

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return where each line begins in the text."""
        found = [0]
        for line in self.lines:
            found.append(found[-1] + len(line) + 1)
        return tuple(found[:-1])

    @cached_property
    def strings(self) -> tuple[tuple[int, int], ...]:
        """Return where strings begin and end in the text, sorted: there nothing is a comment."""
        return tuple(sorted(self.language.strings(self.text)))

    @cached_property
    def signs(self) -> tuple[int, ...]:
        """Return of each line the column where its comment begins, -1 without one."""
        sign = re.compile(rf"(?:^|(?<=[ \t])){self.language.sign}")
        return tuple(
            next((m.start() for m in sign.finditer(line) if not self._is_in_string(at, m)), -1)
            for line, at in zip(self.lines, self.starts, strict=True)
        )

    def _is_in_string(self, start: int, match: re.Match[str]) -> bool:
        at = start + match.start()
        before = bisect_right(self.strings, (at, len(self.text))) - 1
        return before >= 0 and self.strings[before][0] < at < self.strings[before][1]

    @cached_property
    def statements(self) -> tuple[Lines, ...]:
        """Return the lines of what is no comment, those that hold one string together."""
        code = [
            (number, number)
            for number, (line, sign) in enumerate(zip(self.lines, self.signs, strict=True), 1)
            if not self.language.empty.fullmatch(line[: sign if sign >= 0 else None])
        ]
        joined = [(self._line(first), self._line(last - 1)) for first, last in self.strings]
        more = self.language.statements(self.text, [first for first, _ in code])
        return _merged([*code, *joined, *more])

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def found(self) -> Iterator[Comment]:
        """Yield what each comment says, with the lines that it is about."""
        for number, (line, sign) in enumerate(zip(self.lines, self.signs, strict=True), 1):
            if sign >= 0 and MARK in line[sign:]:
                for comment in said(line[sign:], self.language.sign, number):
                    yield self._attached(comment, is_alone=not line[:sign].strip())

    def _attached(self, comment: Comment, *, is_alone: bool) -> Comment:
        if not is_alone:
            lost = replace(comment, fault=_TO_STAND_ALONE)
            return attached(comment, self.statements) if self.language.trailing else lost
        if self._is_head(comment.line):
            return replace(comment, first=0, last=len(self.lines))
        found = attached(comment, self.statements)
        if not self.language.blocks or found.fault:
            return found
        return replace(found, last=self._block_end(found))

    def _is_head(self, number: int) -> bool:
        """Tell whether a comment of its own line heads the file: all before it are comments."""
        if not self.statements or number > self.statements[0][0]:
            return False
        return self.language.one_statement or number < self.gap

    @cached_property
    def gap(self) -> int:
        """Return the last empty line above the first that holds something, 0 without one."""
        above = range(self.statements[0][0] - 1, 0, -1)
        return next((number for number in above if self.signs[number - 1] < 0), 0)

    def _block_end(self, comment: Comment) -> int:
        """Return the last line of the block that the first line of `comment` opens."""
        opening = self.lines[comment.first - 1]
        indent, is_item = _indent(opening), opening.lstrip(" ")[:2] in ("- ", "-")
        last = comment.last
        begin = bisect_right(self.statements, (comment.last, len(self.lines)))
        for index in range(begin, len(self.statements)):
            first, end = self.statements[index]
            line = self.lines[first - 1]
            is_list = _indent(line) == indent and f"{line.lstrip(' ')} ".startswith("- ")
            if _indent(line) <= indent and (is_item or not is_list):
                break
            last = end
        return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _merged(ranges: list[Lines]) -> tuple[Lines, ...]:
    """Return ranges of lines in their order, those that overlap as one."""
    merged: list[Lines] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)

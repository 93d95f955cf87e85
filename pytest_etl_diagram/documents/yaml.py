"""YAML with lines, without ever making anything of a tag.

PyYAML's parser gives events, and `composing` makes trees of them; none of PyYAML's constructors
ever runs. libyaml's parser, which is 20 times as fast, is used where PyYAML has it: it gives the
same trees and the same words, which the tests hold it to.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import yaml

from pytest_etl_diagram.documents import templates, yaml_faults
from pytest_etl_diagram.documents.composing import Composer, Refused
from pytest_etl_diagram.documents.limits import MAX_PREFIXES, MAX_PURE_SIZE
from pytest_etl_diagram.documents.pure_yaml import PureLoader
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.documents.tree import Tree

    Result = tuple[tuple[Tree, ...], tuple[Problem, ...]]

FAST = getattr(yaml, "CSafeLoader", None)
_PREFIX = re.compile(r"^%TAG\b", re.MULTILINE)
_BINARY = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str, source: str) -> tuple[tuple[Tree, ...], tuple[Problem, ...]]:
    """Return the documents of a YAML text and what is wrong with it.

    `source` is the path that problems name. Of a text that isn't YAML there are no documents from
    the fault on. Nothing that a tag asks for is ever made, and nothing is ever raised.
    """
    text = text.replace("\ufeff", "")
    binary = _BINARY.search(text)
    if binary is not None:
        line = text.count("\n", 0, binary.start()) + 1
        return (), (Problem(source, line, yaml_faults.unprintable(binary.group())),)
    prefixes = list(itertools.islice(_PREFIX.finditer(text), MAX_PREFIXES + 1))
    if len(prefixes) > MAX_PREFIXES:
        return (), (Problem(source, 1, yaml_faults.too_many_prefixes()),)
    if FAST is None and len(text) > MAX_PURE_SIZE:
        return (), (Problem(source, 0, yaml_faults.too_long()),)
    return parse(text, source, FAST or PureLoader)


def parse(text: str, source: str, loader: type) -> Result:
    """Return the documents of a printable text and its problems, by one of PyYAML's parsers.

    Where an unquoted Jinja expression kept the text from being YAML, it is read as quoted.
    """
    documents, problems, is_yaml = _compose(text, source, loader, str)
    if not is_yaml:
        covered = templates.cover(text)
        if covered is not None:
            again = _compose(covered.text, source, loader, covered.restore)
            if again[2]:
                return again[:2]
    return documents, problems


def _compose(
    text: str, source: str, loader: type, restore: Callable[[str], str]
) -> tuple[tuple[Tree, ...], tuple[Problem, ...], bool]:
    """Return documents, problems, and whether the parser got through."""
    composer = Composer(text, source, restore)
    is_yaml = True
    try:
        for event in yaml.parse(text, Loader=loader):
            composer.take(event)
    except Refused as refused:
        composer.problem(refused.line, refused.message)
    except yaml.MarkedYAMLError as error:
        is_yaml = False
        composer.problem(*yaml_faults.words(error, text))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        is_yaml = False
        composer.problem(0, f"isn't YAML: {error}")
    return tuple(composer.documents), composer.found_problems(), is_yaml

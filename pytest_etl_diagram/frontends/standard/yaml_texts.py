"""YAML texts, parsed; imported where a pipeline reads one, as few do."""

from __future__ import annotations

import yaml


class Loader(yaml.SafeLoader):
    """YAML's safe loader; a tag of the project's own (`!env`, `!include`) is taken off."""


def _untagged(loader: Loader, suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return f"{{!{suffix} {node.value}}}"
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None


Loader.add_multi_constructor("!", _untagged)
Loader.add_multi_constructor("tag:", _untagged)


def first_document(text: str) -> object:
    """Return the first document of a text; raises ValueError where it is none."""
    try:
        return yaml.load(text, Loader)  # noqa: S506  a safe loader
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def documents(text: str) -> list[object]:
    """Return all documents of a text; raises ValueError where it is wrong."""
    try:
        return list(yaml.load_all(text, Loader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error

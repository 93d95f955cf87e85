"""Configurations of monitoring that aren't YAML: which outputs and inputs they have, and where.

Those of Logstash (`output { elasticsearch { hosts => [...] } }`), Fluentd (`<match **>`), Fluent
Bit (`[OUTPUT]`), Vector (`[sinks.logs]`) and Telegraf (`[[outputs.influxdb]]`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_KNOWN: Final = re.compile(
    r"^\s*(?:(?:input|output|filter)\s*\{|<(?:match|source|store)\b|\[(?i:output|input)\]|"
    r"\[(?:sinks|sources)\.|\[\[(?:outputs|inputs)\.)",
    re.MULTILINE,
)
_BLOCKS: Final = (
    re.compile(r"^\s*(?P<sort>[a-z_]+)\s*\{"),  # Logstash's plug-in
    re.compile(r"^\s*@?(?i:type)\s*=?\s*[\"']?(?P<sort>[a-z_]+)"),  # Fluentd, Vector
    re.compile(r"^\s*(?i:name)\s+(?P<sort>[a-z_]+)"),  # Fluent Bit
    re.compile(r"^\s*\[\[(?:outputs|inputs)\.(?P<sort>[a-z_0-9]+)\]\]"),  # Telegraf
)
_WHERE: Final = re.compile(
    r"^\s*(?i:hosts?|bootstrap_servers|brokers|urls?|endpoints?|servers|address|"
    r"jdbc_connection_string)\s*(?:=>|=|\s)\s*(?P<value>.+?)\s*$"
)
_INLINE: Final = re.compile(
    r"(?P<sort>[a-z_]+)\s*\{[^{}]*?\b(?:hosts?|bootstrap_servers)\s*=>\s*(?P<value>[^{}]+?)\s*\}"
)

_LONGEST: Final = 2_000
"""Longer lines are data, not settings."""


def told_in_text(content: str) -> Iterator[tuple[str, str, int]]:
    """Yield (sort of input or output, value that says where, line) of a configuration."""
    if _KNOWN.search(content) is None:
        return
    sort = ""
    for number, line in enumerate(content.split("\n"), 1):
        if len(line) > _LONGEST:
            continue
        bare = re.sub(r"(?:^|\s)#.*", "", line)
        if inline := _INLINE.search(bare):
            yield inline["sort"], _unquoted(inline["value"]), number
            continue
        block = next((found for each in _BLOCKS if (found := each.search(bare))), None)
        if block is not None:
            sort = "" if block["sort"] in ("input", "output", "filter") else block["sort"]
        elif where := _WHERE.search(bare):
            yield sort, _unquoted(where["value"]), number


def _unquoted(value: str) -> str:
    return re.sub(r"[\[\]\"']", "", value).strip()

"""The SARIF report (version 2.1.0), made for GitHub's code scanning.

Code scanning knows a part of SARIF only. What decides how it is used here:

- It shows results and nothing else, so a missing snapshot or a file that can't be read is a
  result of a rule of its own, not a notification.
- A result must have a file, of which it takes the first; a line it needs not.
- It tells results apart by rule, file and `primaryLocationLineHash` alone. Several drifts may
  be on one line, so that hash is ours and not that of the line. (The action that uploads the
  file warns of that and keeps it.)
- It opens an alert for a suppressed result like for any other. An allowed drift is therefore
  only a note: it says so and makes no check fail.
- It takes the first 5,000 of at most 25,000 results, and 10 MB of the file compressed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.report.findings import ALL_RULES, STATES, Finding, ended, findings
from pytest_etl_diagram.report.json_report import as_text
from pytest_etl_diagram.report.words import SHOWN_NAMES, visible

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.rules import Rule
    from pytest_etl_diagram.model import Location
    from pytest_etl_diagram.report.contents import Contents

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RELATED = 100
"""Code scanning takes so many locations of a result, and refuses a file with 1,000."""

_SARIF_LEVELS = dict(zip(LEVELS, ("error", "warning", "note"), strict=True))
_SEVERITIES = dict(zip(LEVELS, ("error", "warning", "recommendation"), strict=True))
_ROOT = "%SRCROOT%"
_INDEXES = {row.id: index for index, row in enumerate(ALL_RULES)}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(contents: Contents) -> str:
    """Return the report as JSON: every rule, and a result for each finding, worst first."""
    run = {
        "tool": {
            "driver": {
                "name": "pytest-etl-diagram",
                "version": contents.tool_version,
                "rules": [_rule(row) for row in ALL_RULES],
            }
        },
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root folder of the repository."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, contents) for finding in findings(contents)],
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_text(report)


def _rule(row: Rule) -> dict[str, Any]:
    """Return a rule; code scanning shows both descriptions and the help beside an alert."""
    title = f"{row.title[:1].upper()}{row.title[1:]}."
    return {
        "id": row.id,
        "name": "".join(word.capitalize() for word in row.id.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": row.why},
        "help": {
            "text": f"{title} {row.why}",
            "markdown": f"**{title}** {row.why}\n\n{_help(row)}",
        },
        "defaultConfiguration": {"level": _SARIF_LEVELS[row.level]},
        "properties": {
            "tags": ["data-pipelines", row.level],
            "precision": "very-high",
            "problem.severity": _SEVERITIES[row.level],
        },
    }


def _help(row: Rule) -> str:
    """Say in Markdown what to do about findings by a rule."""
    if row in STATES:
        return "The failure in the log of the run says what to do."
    return (
        "If it isn't meant, repair the pipeline. If it is, write the snapshot with "
        "`pytest --etl-diagrams --snapshot-update` and commit it with the code.\n\n"
        f"`etl_diagrams_rules` gives the rule another level (`{row.id} = off`), "
        "`etl_diagrams_allow` accepts it where it is meant."
    )


def _result(finding: Finding, contents: Contents) -> dict[str, Any]:
    level = "note" if finding.allowed else _SARIF_LEVELS[finding.level]
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": _INDEXES[finding.rule.id],
        "level": level,
        "message": {"text": _message(finding, contents)},
        "locations": [
            {
                "physicalLocation": _physical(finding.location, contents.prefix),
                **_logical(finding),
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "etlDiagramDrift/v1": finding.fingerprint,
        },
        "properties": {"level": finding.level, "fails": finding.fails},
    }
    if finding.parts:
        result["relatedLocations"] = _related(finding, contents.prefix)
    if finding.allowed:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": finding.allowed}
        ]
    return result


def _related(finding: Finding, prefix: str) -> list[dict[str, Any]]:
    """Return the places of a sum's parts, numbered for the links of the message."""
    return [
        {
            "id": number,
            "physicalLocation": _physical(part.location, prefix),
            "message": {"text": _text(visible(part.drift.subject))},
        }
        for number, part in enumerate(finding.parts[:MOST_RELATED], 1)
    ]


def _message(finding: Finding, contents: Contents) -> str:
    """Return the message; where there is little room its first sentence alone is shown."""
    sentences = [ended(_headline(finding)), _text(finding.why), *map(_text, finding.reached)]
    if finding.allowed:
        sentences.append(_text(ended(f"Allowed: {finding.allowed}")))
    elif finding.is_acceptable:
        command = visible(contents.accept_command)
        sentences.append(_text(f"If this is meant, accept it with `{command}`."))
    return " ".join(filter(None, sentences))


def _headline(finding: Finding) -> str:
    """Return who it is about and what changed; the parts of a sum link to their lines."""
    count, separator, _ = finding.subject.partition(": ")
    if not (finding.parts and separator):
        return _text(finding.headline)
    shown = finding.parts[:SHOWN_NAMES]
    links = ", ".join(
        f"[{_text(visible(part.drift.subject))}]({number})" for number, part in enumerate(shown, 1)
    )
    more = len(finding.parts) - len(shown)
    subject = f"{_text(count)}: {links}{f' and {more} more' if more else ''}"
    return ": ".join(filter(None, (subject, _text(finding.change))))


def _text(text: str) -> str:
    """Write what SARIF reads as a link (`[a](1)`) or a placeholder (`{0}`) as it stands there."""
    for character in "\\[]":
        text = text.replace(character, f"\\{character}")
    return _PLACEHOLDER.sub(r"{{\1}}", text)


def _physical(location: Location, prefix: str) -> dict[str, Any]:
    # What isn't UTF-8 in a name becomes an escape: a name must not keep the report from being.
    uri = quote(prefix + location.path, errors="backslashreplace")
    region = {"region": {"startLine": location.line}} if location.line > 0 else {}
    return {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}, **region}


def _logical(finding: Finding) -> dict[str, Any]:
    """Return the diagram and the nodes concerned as logical locations."""
    if not finding.diagram:
        return {}
    places = [{"fullyQualifiedName": finding.diagram, "kind": "module"}]
    places += [
        {"name": name, "fullyQualifiedName": f"{finding.diagram}::{node}", "kind": "member"}
        for node, name in finding.nodes[:MOST_RELATED]
    ]
    return {"logicalLocations": places}

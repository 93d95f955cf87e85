"""What the real Mermaid understands of a text, and what a graph means, in the same terms.

Mermaid comes in the wheel of mermaidx and runs in mini-racer with just enough
of a browser faked to parse. `understood(text) == meant(graph)` is the check.
"""

from __future__ import annotations

import atexit
import html
import json
import re
import time
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from py_mini_racer import MiniRacer

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Graph

_BROWSER = """
window=self=globalThis; addEventListener=()=>{}; CSS={supports:()=>true};
console={log(){},warn(){},error(){},info(){},debug(){},trace(){}};
setTimeout=f=>{Promise.resolve().then(f);return 0}; clearTimeout=()=>{};
structuredClone=x=>JSON.parse(JSON.stringify(x));
Element=function(){}; Node=function(){}; NodeFilter={}; NamedNodeMap=function(){};
HTMLFormElement=function(){}; DOMParser=function(){};
document={nodeType:9,implementation:{},currentScript:null,createElement:()=>({style:{}}),
  querySelector:()=>null,querySelectorAll:()=>[],addEventListener(){},documentElement:{}};
0"""

_ASK = """
mermaid.initialize({startOnLoad: false});
var answer;
function ask(text) {
  answer = "";
  (async () => {
    await mermaid.parse(text);
    const {db} = await mermaid.mermaidAPI.getDiagramFromText(text);
    answer = JSON.stringify({
      title: db.getAccTitle(), direction: db.getDirection(),
      nodes: [...db.getVertices().values()], edges: db.getEdges(), groups: db.getSubGraphs(),
      classes: [...db.getClasses().keys()],
    });
  })().catch(error => { answer = JSON.stringify({error: String(error.message || error)}); });
  return 0;
}
0"""


class MermaidError(Exception):
    """Mermaid refuses the text; the message is its own."""


@dataclass(frozen=True)
class Understood:
    """A flowchart: what Mermaid got from a text, or what it should get.

    Labels are tuples of drawn lines. `nodes` maps ids to (label, class), `edges`
    are (source, target, stroke, arrow head, label), `groups` maps ids to
    (title, direction, ids directly inside).
    """

    title: str
    direction: str
    nodes: dict[str, tuple[tuple[str, ...], str]]
    edges: list[tuple[str, str, str, str, tuple[str, ...]]]
    groups: dict[str, tuple[tuple[str, ...], str, frozenset[str]]]
    undefined_classes: frozenset[str] = frozenset()


@cache
def _mermaid() -> MiniRacer:
    context = MiniRacer()
    atexit.register(context.close)  # an open context keeps the interpreter from ending
    context.eval(_BROWSER)
    script = files("mermaidx") / "assets" / "mermaid.js"
    context.eval(f"{script.read_text(encoding='utf-8')}\n;0")
    context.eval(_ASK)
    return context


def _answer(text: str) -> dict[str, Any]:
    context = _mermaid()
    context.eval(f"ask({json.dumps(text)})", timeout_sec=20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if answer := context.eval("answer"):
            return json.loads(answer)
        time.sleep(0.001)
    message = "Mermaid gave no answer in 20 s"
    raise MermaidError(message)


def understood(text: str) -> Understood:
    """Return what Mermaid understands of `text`; raise MermaidError if it refuses it."""
    found = _answer(text)
    if "error" in found:
        raise MermaidError(found["error"])
    nodes = {n["id"]: (_lines(n["text"]), " ".join(n["classes"])) for n in found["nodes"]}
    return Understood(
        title=_decoded(found["title"]).strip(" "),
        direction=found["direction"],
        nodes=nodes,
        edges=sorted(
            (e["start"], e["end"], e["stroke"], e["type"], _lines(e["text"]))
            for e in found["edges"]
        ),
        groups={
            g["id"]: (_lines(g["title"]), g["dir"], frozenset(g["nodes"])) for g in found["groups"]
        },
        undefined_classes=frozenset(role for _, role in nodes.values()) - set(found["classes"]),
    )


def _lines(label: str) -> tuple[str, ...]:
    return _trimmed(_decoded(line) for line in label.split("<br/>"))


def _decoded(text: str) -> str:
    """Decode as Mermaid does when it draws, then as a browser does."""
    marks = text.replace("\ufb02\u00b0\u00b0", "&#").replace("\ufb02\u00b0", "&")
    return html.unescape(marks.replace("\u00b6\u00df", ";"))


_STROKES = {"depends": "normal", "conditional": "dotted", "triggers": "thick"}
_INSIDE = {"TD": "TB"}


def meant(graph: Graph) -> Understood:
    """Return what Mermaid should understand of the drawing of `graph`."""
    children = [(group.parent, group.id) for group in graph.groups]
    children += [(node.group, node.id) for node in graph.nodes]
    kind, title = _shown(graph.kind), _shown(graph.title)
    direction = _INSIDE.get(graph.direction, graph.direction)
    return Understood(
        title=(f"Airflow DAG {title}" if graph.kind == "dag" else f"{kind} diagram: {title}").strip(
            " "
        ),
        direction=direction,
        nodes={n.id: (_node_lines(n.name, n.facts), n.role) for n in graph.nodes},
        edges=sorted(
            (e.source, e.target, _STROKES[e.kind], "arrow_point", _text_lines(e.label))
            for e in graph.edges
        ),
        groups={
            group.id: (
                _text_lines(group.name),
                direction,
                frozenset(child for parent, child in children if parent == group.id),
            )
            for group in graph.groups
        },
    )


def _node_lines(name: str, facts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    lines = [] if facts and facts[0][0] == name else [_shown(name)]
    for index, (key, value) in enumerate(facts):
        if index == 0 and lines and key == "operator":
            lines.append(_shown(value))
        else:
            first, *others = value.split("\n")
            lines += [_shown(f"{key}: {first}"), *map(_shown, others)]
    return _trimmed(lines)


def _text_lines(text: str) -> tuple[str, ...]:
    return _trimmed(_shown(line) for line in text.split("\n"))


def _trimmed(lines: Any) -> tuple[str, ...]:
    """Drop blanks at lines' ends: no browser draws them, and Mermaid drops the last."""
    return tuple(line.rstrip(" ") for line in lines)


_NEVER_DRAWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef]|[\ufffe\uffff]")


def _shown(text: str) -> str:
    """Return `text` with our notation for characters that no page can hold."""
    return "".join(
        f"\u2426{ord(c):x};" if _NEVER_DRAWN.match(c) or ord(c) & 0xFFFE == 0xFFFE else c
        for c in text
    )

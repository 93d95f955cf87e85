"""The real Mermaid, which comes in the wheel of mermaidx, in mini-racer.

Just enough of a browser is faked for it to parse.
"""

from __future__ import annotations

import atexit
import json
import time
from functools import cache
from importlib.resources import files
from typing import Any

from py_mini_racer import MiniRacer

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
const list = (db, what) => (db[what] ? [...db[what]().values()] : []);
function ask(text) {
  answer = "";
  (async () => {
    await mermaid.parse(text);
    const {db} = await mermaid.mermaidAPI.getDiagramFromText(text);
    answer = JSON.stringify({
      title: db.getAccTitle(), direction: db.getDirection && db.getDirection(),
      nodes: list(db, "getVertices"), edges: list(db, "getEdges"), groups: list(db, "getSubGraphs"),
      classes: db.getClasses ? [...db.getClasses().keys()] : [],
      actors: list(db, "getActors").map(({name, description, type}) => ({name, description, type})),
      messages: list(db, "getMessages"), types: db.LINETYPE,
    });
  })().catch(error => { answer = JSON.stringify({error: String(error.message || error)}); });
  return 0;
}
0"""


class MermaidError(Exception):
    """Mermaid refuses the text; the message is its own."""


@cache
def _mermaid() -> MiniRacer:
    context = MiniRacer()
    atexit.register(context.close)  # an open context keeps the interpreter from ending
    context.eval(_BROWSER)
    script = files("mermaidx") / "assets" / "mermaid.js"
    context.eval(f"{script.read_text(encoding='utf-8')}\n;0")
    context.eval(_ASK)
    return context


def ask(text: str) -> dict[str, Any]:
    """Return what Mermaid has in its database after `text`; raise MermaidError if it refuses it."""
    context = _mermaid()
    context.eval(f"ask({json.dumps(text)})", timeout_sec=20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if answer := context.eval("answer"):
            found: dict[str, Any] = json.loads(answer)
            if "error" in found:
                raise MermaidError(found["error"])
            return found
        time.sleep(0.001)
    message = "Mermaid gave no answer in 20 s"
    raise MermaidError(message)

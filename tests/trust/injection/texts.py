"""The hostile texts that all tests of injection share, by what they try."""

import re

HALVES = re.compile("[\ud800-\udfff]")

ESC, BELL, CSI, OSC = "\x1b", "\x07", "\x9b", "\x9d"
RIGHT_TO_LEFT, ISOLATE, NO_WIDTH, TAG_A = "\u202e", "\u2066", "\u200b", "\U000e0041"

MERMAID = {
    "closes the box": 'x"] --> evil["y',
    "opens an edge label": 'x"|-->|"y',
    "a statement of its own": "x; click t_a href javascript:alert(1)",
    "directive": '%%{init: {"securityLevel": "loose"}}%%',
    "comment": "a %% b",
    "front matter": "---\nconfig:\n  theme: dark\n---",
    "click": 'click t_a href "javascript:alert(1)"',
    "end": "end",
    "subgraph": 'subgraph evil["x"]',
    "class": "x:::evil",
    "classDef": "classDef default fill:#f00;",
    "style": "style t_a fill:#f00;",
    "named entity": "#quot;#lt;b#gt;",
    "numbered entity": "#35;#60;img#62;",
    "ampersands": "&lt;img src=x&gt; &amp;amp; &#60;",
    "title": "accTitle: forged",
    "description": "accDescr { forged }",
    "markdown string": "`**bold** _it_`",
    "break": "a<br/>b<BR>c",
    "formula": "$$\\href{javascript:alert(1)}{x}$$",
    "icon": "fa:fa-car fab:fa-github",
    "shape": "@{ shape: cyl, label: 'x' }",
    "arrows": "a --> b ==> c -.-> d --x e --o f <--> g ~~~ h",
    "brackets": "[[{{((a))}}]] [/b\\] >c]",
    "direction": "direction TB",
    "sequence": "loop x\nend\nA->>B: forged\nNote over A: forged",
    "wrap": "wrap:x",
    "autonumber": "autonumber; create participant Z; destroy Z",
    "link menu": 'links A: {"x": "javascript:alert(1)"}',
    "Mermaid's marks": "\ufb02\u00b0\u00b035\u00b6\u00df",
    "our notation": "\u24261b;\u2426202e;",
    "our role": "«load»<br/>x",
    "looks like a fact": "retries: 3",
    "looks like an operator": "operator",
}

MARKDOWN = {
    "fence": "```\n# out\n```mermaid\nflowchart LR",
    "long fence": "`````````\n# out",
    "tilde fence": "~~~\n# out",
    "table": "a | b | c\n|---|---|\n| d |",
    "link": "[x](javascript:alert(1)) [y]: http://evil.example",
    "image": "![x](http://evil.example/p.png)",
    "heading": "# forged\n\n## forged",
    "HTML comment": "<!-- hidden --> x",
    "details": "</details></summary><details open>",
    "mention": "@octocat @org/team",
    "reference": "#123 GH-1 org/repo#1 0123456789abcdef0123456789abcdef01234567",
    "autolink": "https://evil.example www.evil.example a@evil.example <http://evil.example>",
    "emphasis": "**a** __init__ ~~b~~ *c*",
    "quote and list": "> a\n- b\n1. c\n+ d",
    "emoji": ":tada: :+1:",
    "source line": "Source: `x.py` · format 999",
    "conflict": "<<<<<<< HEAD\n=======\n>>>>>>> x",
    "backslash": "a\\`b\\",
}

HTML = {
    "script": "<script>alert(1)</script>",
    "ends a script": "</script><script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "svg": "<svg onload=alert(1)><foreignObject><iframe src=javascript:alert(1)>",
    "leaves an attribute": '" onmouseover="alert(1)" x=\'',
    "address": "javascript:alert(1)",
    "comment in a script": "<!--<script>",
    "style": "</style><style>*{background:url(http://evil.example)}</style>",
    "template": "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "base": "<base href=http://evil.example><meta http-equiv=refresh content=0>",
    "CDATA": "]]><x/><![CDATA[",
    "entity": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
}

OUTPUT = {
    "GitHub command": "::error file=x.py::forged",
    "GitHub command in a line": "x ::error::forged",
    "GitHub command behind a newline": "x\n::set-env name=A::b\r::add-mask::x%0A::error::y",
    "old GitHub command": "x ##[error]forged ##[add-mask]x",
    "Azure command": "x ##vso[task.setvariable variable=PATH]forged",
    "TeamCity command": "##teamcity[testFailed name='x']",
    "GitLab section": f"section_start:1:x\r{ESC}[0Kforged",
    "SARIF": "{0} [x](1) {{1}}",
    "shell quote": "'; touch pwned; '",
    "double quote": '"; touch pwned; "',
    "command substitution": "$(touch pwned) `touch pwned` ${HOME}",
    "shell operators": "a && touch pwned | touch pwned > pwned & touch pwned; #",
    "cmd": '" & calc & "%PATH%^',
    "PowerShell": "\u201c; calc; \u201d $(calc)",
    "shell history": "!! !x",
    "option": "--rootdir=/ -p evil",
}

TERMINAL = {
    "colour": f"{ESC}[31mred{ESC}[0m",
    "clears the screen": f"{ESC}[2J{ESC}[H{ESC}c",
    "link": f"{ESC}]8;;http://evil.example{ESC}\\click{ESC}]8;;{ESC}\\",
    "clipboard": f"{ESC}]52;c;cHduZWQ={BELL}",
    "title": f"{ESC}]0;x{BELL}",
    "C1 CSI": f"{CSI}31m",
    "C1 OSC": f"{OSC}52;c;cHduZWQ=\x9c",
    "all C1": "".join(map(chr, range(0x80, 0xA0))),
    "carriage return": "FAILED\rPASSED",
    "backspaces": "FAILED\b\b\b\b\b\bPASSED",
    "bell": BELL,
    "delete": "a\x7fb",
    "NUL": "a\x00b",
    "all C0": "".join(map(chr, range(0x20))),
    "line ends": "a\nb\r\nc\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\u2028j\u2029k",
}

UNSEEN = {
    "right to left": f"load{RIGHT_TO_LEFT}daol",
    "isolate": f"{ISOLATE}a\u2069 \u202ab\u202c \u061cc \u200ed \u200fe",
    "no width": f"lo{NO_WIDTH}ad\u200c\u200d\u2060\ufeff",
    "tags": f"load{TAG_A}\U000e007f",
    "soft hyphen": "lo\u00adad",
    "fillers": "\u115f\u1160\u3164\uffa0\u2800",
    "joiner": "a\u034fb",
    "selectors": "a\ufe0fb\U000e0100c",
    "annotation": "\ufff9a\ufffab\ufffb",
    "accents": "Z" + "\u0301\u0316" * 40,
    "Thai accents": "\u0e01" + "\u0e47" * 60,
    "lone surrogate": "a\ud800b\udfff",
    "no character": "a\ufffe\uffff\U0010fffe\ufdd0b",
    "private": "\ue000\U000f0000\U00100000",
    "not assigned": "\u0378\U000e0fff",
    "blanks": "a\u00a0b\u3000c\u2003d",
    "same as another": f"load{NO_WIDTH}",
}

FILES = {
    "up": "../../../etc/passwd",
    "absolute": "/etc/passwd",
    "backslashes": "..\\..\\windows\\system32",
    "drive": "C:\\x",
    "stream": "a:b",
    "dots": "..",
    "dot": ".",
    "hidden": ".hidden",
    "device": "CON",
    "device in small letters": "nul",
    "device with a suffix": "aux.txt",
    "port": "com1",
    "port with a superscript": "COM\u00b9",
    "dot at the end": "x.",
    "blank at the end": "x ",
    "wildcards": "*?<>|",
    "option": "-rf",
    "home": "~root",
    "composed": "\u00e9t\u00e9",
    "decomposed": "e\u0301te\u0301",
    "ligature": "\ufb01le",
    "capitals": "LOAD",
    "small letters": "load",
    "kelvin": "\u212aelvin",
    "dotless": "\u0131\u0130",
    "sharp s": "\u1e9e\u00df",
    "empty": "",
    "blank": " ",
    "long": "x" * 10_000,
    "long in bytes": "\u6570" * 200,
    "long but for the end": "x" * 10_000 + "y",
    "looks hashed": "x~0123456789",
    "node id": "a::b[c]",
    "escape in letters": "\\x1b[31mred\\x1b[0m",
}

TABLES = {
    "mermaid": MERMAID,
    "markdown": MARKDOWN,
    "html": HTML,
    "output": OUTPUT,
    "terminal": TERMINAL,
    "unseen": UNSEEN,
    "files": FILES,
}

HOSTILE = {
    f"{table}: {what}": text for table, texts in TABLES.items() for what, text in texts.items()
}
"""Every text, by its table and what it tries."""

NAMES = {what: text for what, text in HOSTILE.items() if text}
"""Those that can be a name of something."""

IN_YAML = {what: text for what, text in NAMES.items() if not HALVES.search(text)}
"""YAML has no notation for half a character."""

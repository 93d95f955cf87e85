"""Values in a text that stand behind a secret's name: `password=…`, `"token": "…"`, `--secret …`.

Texts are whatever a pipeline holds: SQL, commands, JSON, connection strings, query strings.
"""

from __future__ import annotations

import re

from pytest_etl_diagram.masking.names import is_secret_name

_HINT = re.compile(
    r"(?i)pass|pw|secret|token|key|cred|auth|bearer|jwt|cook|fernet|sign|salt|otp|pat|pin|sas|dsn"
)
"""Without one of these there is no secret's name in a text."""

_NAME = re.compile(
    r"(?<![\w.-])(?P<dashes>[.-]{0,3})"
    r"(?P<name>(?:(?i:api|access|secret|private|encryption|master|shared|account)[ ](?=[Kk]))?"
    r"\w[\w.-]*)"
    r"(?P<quote>\\{0,3}['\"]?)\]?"
    r"(?P<space>[ \t]{0,20})(?P<sign>=>|:=|={1,3}|!=|<>|:(?!:)|>|\((?=['\"]))?[ \t]{0,20}"
)
_REFERENCE = re.compile(
    r"\{\{[^\n]{0,300}?\}\}|\{\w+:[^{}\n]{0,300}\}|\$\{[A-Za-z_][\w.]*(?::?[-?+])?\}|\$\{\{|\$\(|\*\*\*"
    r"|\$[A-Z_][A-Z0-9_]*(?![\w!@#-])|%\(\w+\)s|%s|[?](?=[\s,)]|$)|:[a-z_]\w*(?=[\s,);]|$)"
    r"|(?:[Bb]earer|[Bb]asic|[Tt]oken|[Aa]piKey)[ ](?:\*\*\*|\{[^{}\n]{1,100}\})"
    r"|(?:os\.)?(?:getenv|environ(?:\.get)?|Variable\.get|get_secret|env_var)"
    r"(?P<bracket>[\[(])\\{0,3}['\"][\w./-]{1,100}\\{0,3}['\"][\])]"
    r"|\w{1,60}\.(?P<column>\w{1,60})(?=[\s,);]|$)"
    r"|(?:null|None|true|True|false|False)(?![\w-])"
)
_DEFAULTED = re.compile(r"(\$\{[A-Za-z_]\w*:?[-+?])([^{}]*)\}")
_WITH_DEFAULT = re.compile(r"\$\{(?P<name>\w{1,200})(?P<operator>:?[-+?])(?P<default>[^{}]+)\}")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*\n")
_OPENING = re.compile(r"(?i:[rfbune]|rb|br|fr|rf)?(?P<quote>\"\"\"|'''|\\{0,3}[\"'])")
_LIST = re.compile(r"\[\s{0,20}\\{0,3}['\"][^\]\n]*\]?")
_ROUND = re.compile(r"\([^\s'\"=(){}]{1,200}\)\S*")
_ODBC = re.compile(r"\{[^{}:\"'\s]*[^\w{}:\"'\s][^{}:\"'\s]*\}")
_BARE = re.compile(
    r"(?:[^\s'\"&,;(){}<]|[&,](?![\s,&;'\"(){}\[\]])(?![\w.-]{1,60}\s{0,3}[=:])|[(){}'\"](?=\w)"
    r"|<(?!/))+"
)
_OF_LIST = re.compile(r"(?:[^\s'\"&,;(){}<]|[(){}'\"](?=\w)|<(?!/))+")  # a=1,password=x,rw
_PHRASE = re.compile(r"(?:[^\n{},'\"]|,(?!\s{1,3}[\w.-]{1,60}\s?[:=])|[{}'\"](?=\w))+")
_LINE_START = re.compile(r"(?:^|[\n{])[\s-]{0,200}\Z|,\s{1,3}\Z")

_WHOLE = ((_LIST, "[***]"), (_ROUND, "(***)"), (_ODBC, "{***}"), (_DEFAULTED, r"\1***}"))


def mask_named(text: str) -> str:
    """Return a text with the values behind secrets' names replaced by `***`."""
    if not _HINT.search(text):
        return text
    text = _WITH_DEFAULT.sub(_mask_default, text)
    parts: list[str] = []
    at = done = 0
    while (match := _NAME.search(text, at)) is not None:
        at = match.end()
        if not is_secret_name(match["name"]) or not _assigns(text, match):
            at = match.end("name") if match["sign"] is None else at
            continue
        start, end, written = _value(text, match)
        if end > start:
            parts.extend((text[done:start], written))
            at = done = end
    return "".join((*parts, text[done:]))


def _mask_default(match: re.Match[str]) -> str:
    """Return `${NAME:-default}`, without the default where the name is a secret's."""
    if not is_secret_name(match["name"]) or _REFERENCE.fullmatch(match["default"]):
        return match[0]
    return f"${{{match['name']}{match['operator']}***}}"


def _assigns(text: str, match: re.Match[str]) -> bool:
    """Tell whether a value stands behind a name: a sign, an option's space, a quoted text."""
    sign = match["sign"]
    before = text[match.start() - 1 : match.start()]
    follows = text[match.end() : match.end() + 1]
    if sign is None:
        is_option = "-" in match["dashes"] and follows not in ("", "-", "\n")
        is_quoted = not match["quote"] and follows in ("'", '"')
        return bool(match["space"]) and (is_option or is_quoted)
    if sign == ">":  # <password>…</password>
        return before == "<"
    if sign == "(":  # SQL's PASSWORD('…')
        return match["name"].lower() == "password"
    if sign == ":" and text.endswith("${", 0, match.start()):
        return False  # `${NAME:-default}`, seen to already
    if sign == ":" and before == "{" and match["name"] == "secret":
        return follows == "" or text[match.end() - 1] == " "  # else `{secret:name}`, a placeholder
    return True


def _value(text: str, match: re.Match[str]) -> tuple[int, int, str]:
    """Return where the value behind a name begins and ends, and what to write there instead."""
    start = match.end()
    if _is_reference(text, start):
        return start, start, ""
    opening = _OPENING.match(text, start)
    if opening is not None:
        end = _closing(text, opening)
        inside = text[opening.end() : end]
        is_plain = not inside.strip() or _REFERENCE.fullmatch(inside) is not None
        return (start, start, "") if is_plain else (opening.end(), end, "***")
    for pattern, written in _WHOLE:
        found = pattern.match(text, start)
        if found is not None:
            return start, found.end(), found.expand(written)
    if text[start : start + 1] in ("{", "(", "["):
        return start, start, ""
    if _BLOCK.match(text, start) is not None:
        return start, _block_end(text, match), "***"
    found = _extent(text, match).match(text, start)
    return (start, start, "") if found is None else (start, start + len(found[0].rstrip()), "***")


def _is_reference(text: str, start: int) -> bool:
    """Tell whether what begins there only says where a secret is, or is none."""
    found = _REFERENCE.match(text, start)
    if found is None:
        return text.startswith("id=", start)  # docker build --secret id=…
    return found["column"] is None or is_secret_name(found["column"])


def _extent(text: str, match: re.Match[str]) -> re.Pattern[str]:
    """Return what a value without quotes goes on over, by what stands around its name."""
    if _is_phrase(text, match):
        return _PHRASE
    return _OF_LIST if text[match.start() - 1 : match.start()] == "," else _BARE


def _block_end(text: str, match: re.Match[str]) -> int:
    """Return where a YAML block of text ends: before the first line that isn't indented more."""
    begin = text.rfind("\n", 0, match.start()) + 1
    indent = len(text[begin : match.start()]) - len(text[begin : match.start()].lstrip())
    at = text.find("\n", match.end())
    while at >= 0:
        end = text.find("\n", at + 1)
        line = text[at + 1 : end if end >= 0 else len(text)]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return at
        at = end
    return len(text)


def _closing(text: str, opening: re.Match[str]) -> int:
    """Return where a quoted text ends, that of its line where the quote is never closed."""
    quote = opening["quote"]
    at = opening.end()
    while (at := text.find(quote, at)) >= 0:
        escaped = len(quote) == 1 and text[at - 1] == "\\" and text[at - 2] != "\\"
        doubled = quote == "'" and text.startswith("''", at)
        if not escaped and not (doubled and at > opening.end()):
            return at
        at += 2 if doubled and not escaped else 1
    end = text.find("\n", opening.end())
    return len(text) if end < 0 else end


def _is_phrase(text: str, match: re.Match[str]) -> bool:
    """Tell whether a value goes to the end of its line: `password: two words`, as in YAML."""
    if match["sign"] != ":" or text[match.end() - 1] not in " \t":
        return False
    start = match.start()
    return _LINE_START.search(text[max(0, start - 200) : start]) is not None

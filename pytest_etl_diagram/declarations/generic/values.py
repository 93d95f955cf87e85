"""Values of settings in words: references as placeholders, and never a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.words import snake
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, is_null, text
from pytest_etl_diagram.masking import MASK, is_secret_name, mask

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Tree

_REFERENCE = re.compile(r"\$\{([^${}]+)\}")
_ENVIRONMENT = re.compile(r"(?:oc\.)?env(?:ironment)?[:.](?=[^-=?+])", re.IGNORECASE)
_VARIABLE = re.compile(r"(?P<name>[A-Z_][A-Z0-9_]*)\s*(?:(?P<sign>:?[-=?+]|[:,|])(?P<default>.*))?")
_RESOLVER = re.compile(r"([a-z_]+):(?!-)(.+)")
_BARE = re.compile(r"\$([A-Z_][A-Z0-9_]*)")
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|\{[a-z_]+:[^{}]*\}", re.DOTALL)
_URL = re.compile(
    r"(?P<head>[a-z][a-z0-9+.-]*://)(?P<who>[^/\s@]*@)?(?P<rest>[^\s?#]*)\S*", re.IGNORECASE
)
_TELLING_HOSTS = re.compile(
    r"(hooks\.slack\.com|[\w.-]*webhook\.office\.com|outlook\.office\.com/webhook|"
    r"discord(?:app)?\.com/api/webhooks|api\.telegram\.org|chat\.googleapis\.com)/\S*",
    re.IGNORECASE,
)
_TAGS = {
    "env": "env",
    "environ": "env",
    "environment": "env",
    "env_var": "env",
    "envvar": "env",
    "secret": "secret",
    "vault": "secret",
    "sub": "sub",
    "ref": "ref",
}


_REFERRING = frozenset(
    {*_TAGS, *"include inc import join concat format get_att getatt file path var variable param "
     "parameter ssm sops base64 b64 key_vault keyvault lookup select split import_value".split()}
)  # fmt: skip


def is_reference(tag: str) -> bool:
    """Tell whether a tag refers to something outside, and doesn't name what stands there."""
    return snake(tag.lstrip("!").rpartition(":")[2]) in _REFERRING


def shown(tree: Tree | None, name: str = "") -> str:
    """Return a value in words: `{env:DB_URL}` for `!env DB_URL` and for `${DB_URL}`.

    A setting whose `name` says that it is a secret shows as `***`, or as the reference that it is.
    """
    if tree is None:
        return ""
    words = _words(tree)
    if not name or not words or isinstance(tree, Mapping) or not is_secret_name(name):
        return words
    if isinstance(tree, Scalar) and isinstance(tree.value, bool):
        return words
    return words if _PLACEHOLDER.fullmatch(words) else MASK


def _words(tree: Tree) -> str:
    if tree.tag:
        return _tagged(tree)
    if isinstance(tree, Scalar):
        return mask(without_credentials(with_placeholders(text(tree))))
    if isinstance(tree, Listing):
        return ", ".join(_words(item) for item in tree.items)
    if _is_jinja(tree):
        return text(tree)
    parts = sorted((entry.key, shown(entry.value, entry.key)) for entry in tree.entries)
    return "{" + ", ".join(f"{key}: {words}" for key, words in parts) + "}"


def _is_jinja(tree: Mapping) -> bool:
    return text(tree).startswith("{{")


def _tagged(tree: Tree) -> str:
    """Write a tag of the file's own as a placeholder: it is never made."""
    tag = tree.tag.lstrip("!").rpartition(":")[2]
    tag = re.sub(r"[^a-z_]+", "_", _TAGS.get(tag.lower(), snake(tag))).strip("_") or "tag"
    inside = text(tree).removeprefix(tree.tag).strip()
    if tag == "env" and isinstance(tree, (Scalar, Listing)):
        if _REFERENCE.search(inside):
            return with_placeholders(inside)
        names = inside.replace(" ", "").split(",")
        return f"{{env:{names[0]}}}" if names[0] else "{env:?}"
    inside = re.sub(r"[{}]+", "", with_placeholders(inside)).strip()
    return f"{{{tag}:{inside}}}" if inside else f"{{{tag}:?}}"


def with_placeholders(words: str) -> str:
    """Write `${DB_URL}` as `{env:DB_URL}`, `${run.date}` as `{var:run.date}`."""
    bare = _BARE.fullmatch(words)
    if bare:
        return f"{{env:{bare[1]}}}"
    return _REFERENCE.sub(lambda found: _placeholder(found[1]), words)


def _placeholder(reference: str) -> str:
    """Return the placeholder of a reference; a default stays unless its name is a secret's."""
    reference = re.sub(r"[{}\s]+", " ", reference).strip()
    told = _ENVIRONMENT.match(reference)
    resolver = None if told else _RESOLVER.fullmatch(reference)
    if resolver:  # ${vault:db/password}
        return f"{{{resolver[1]}:{resolver[2]}}}"
    found = _VARIABLE.fullmatch(reference[told.end() :] if told else reference)
    if found is None:
        return f"{{env:{reference[told.end() :]}}}" if told else f"{{var:{reference}}}"
    default = (found["default"] or "").strip()
    if not default or "?" in found["sign"] or is_secret_name(found["name"]):
        return f"{{env:{found['name']}}}"
    return f"{{env:{found['name']}:-{without_credentials(default)}}}"


def without_credentials(words: str) -> str:
    """Leave the credentials and query strings of URLs out, and what stands behind hooks' hosts."""
    if "://" not in words:
        return words
    words = _TELLING_HOSTS.sub(r"\1", words)
    return _URL.sub(lambda found: found["head"] + found["rest"], words)


def is_given(tree: Tree | None) -> bool:
    """Tell whether a setting says anything: not null, not an empty list or mapping."""
    if is_null(tree):
        return False
    if isinstance(tree, Mapping):
        return bool(tree.entries) or bool(tree.tag)
    return not isinstance(tree, Listing) or bool(tree.items)

"""HTTP sessions of `requests`, on which adapters are mounted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, ClassValue, External, Instance, Native
from pytest_etl_diagram.flows.retries.carried import POLICY, said_here
from pytest_etl_diagram.flows.retries.policies import policy_of

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter

SESSION = External("requests.Session")
NAMES = frozenset({
    "requests.Session", "requests.session", "requests.sessions.Session",
    "requests.sessions.session", "requests_html.HTMLSession",
    "requests_toolbelt.sessions.BaseUrlSession", "requests_cache.CachedSession",
    "requests_oauthlib.OAuth2Session",
})  # fmt: skip


class Session(Instance):
    """`requests.Session()`, or an object of a class derived from it."""

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """`.mount(prefix, adapter)` keeps the adapter's policy."""
        if name == "mount":
            return Native(name, self._mount)
        return super().external_attribute(it, name)

    def _mount(self, it: Interpreter, args: Args) -> None:
        policy = policy_of(args.get(1, "adapter"))
        if policy is not None:
            self.attrs[POLICY] = said_here(it, policy)


def called(it: Interpreter, external: External, args: Args) -> object | None:
    """Return the session that `requests.Session()` makes, None for other calls."""
    del it
    if external.name not in NAMES:
        return None
    cls = SESSION if external.name.startswith("requests.") else external
    made = Session(cls)
    made.args = args
    return made


def allocate(cls: ClassValue) -> Instance | None:
    """Return an object of a class of the project that derives from a session."""
    bases = (base for base in cls.external_bases() if isinstance(base, External))
    return Session(cls) if any(base.name in NAMES for base in bases) else None

"""Work on a stack of its own, whatever is on that of who asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

STACK = 64_000_000
"""Bytes of such a stack; a thread's own may be a hundredth of it."""

_SIZING = threading.Lock()
"""The size of stacks is that of all threads that start."""


def on_own_stack(work: Callable[[], Any]) -> Any:  # noqa: ANN401  what `work` returns
    """Return what `work` does when it begins with an empty stack; raises what it raises."""
    ended: list[tuple[Any, BaseException | None]] = []

    def run() -> None:
        try:
            ended.append((work(), None))
        except BaseException as error:  # noqa: BLE001 -- raised again by who waits for it
            ended.append((None, error))

    thread = threading.Thread(target=run, daemon=True)
    with _SIZING:
        usual = threading.stack_size(STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(usual)
    thread.join()
    result, error = ended[0]
    if error is not None:
        raise error
    return result

"""`with setup_task:`: which tasks run between a setup and its teardown.

After `airflow.sdk.definitions._internal.setup_teardown` of Airflow 3.1, whose
state machine it follows step by step, because its corner cases (nested
contexts, several setups) show up as edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.frontends.airflow import relations

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Task


class Stack:
    """The current tasks of one kind, and those of the contexts around."""

    def __init__(self) -> None:
        """Start with none."""
        self.current: list[Task] = []
        self.previous: list[list[Task]] = []

    def push(self, tasks: list[Task]) -> None:
        """Make `tasks` the current ones."""
        if self.current and self.current != tasks:
            self.previous.append(self.current)
        self.current = tasks

    def pop(self, it: Interpreter, *, upstream: bool) -> list[Task]:
        """Go back to the tasks around, which get linked to the ones that end."""
        ended = self.current
        self.current = []
        if self.previous:
            self.current = self.previous.pop()
            if self.current and ended:
                link(it, ended, self.current, upstream=upstream)
        return ended


def link(it: Interpreter, receiving: list[Task], new: list[Task], *, upstream: bool) -> None:
    """Make `receiving` upstream (or downstream) of each of the `new` tasks."""
    for task in new:
        relations.set_relatives(it, task, receiving, upstream=upstream)


class SetupContext:
    """The open contexts of setups and teardowns."""

    def __init__(self) -> None:
        """Start with no context open."""
        self.setups = Stack()
        self.teardowns = Stack()
        self.teardowns_of_setup = Stack()
        self.setups_of_teardown = Stack()
        self.inside: dict[tuple[Task, ...], list[Task]] = {}

    def enter(self, it: Interpreter, tasks: list[Task]) -> None:
        """Open the context of setups, or of teardowns."""
        del it
        if tasks[0].is_teardown:
            self.teardowns.push(tasks)
            self.setups_of_teardown.push(_nearest(tasks[0], "is_setup", list(tasks[0].upstream)))
        elif tasks[0].is_setup:
            self.setups.push(tasks)
            self.teardowns_of_setup.push(
                _nearest(tasks[0], "is_teardown", list(tasks[0].downstream))
            )

    def add(self, task: Task) -> None:
        """Note a task made while contexts are open."""
        if task.is_setup or task.is_teardown:
            return
        for stack in (self.setups, self.teardowns):
            if stack.current:
                self.inside.setdefault(tuple(stack.current), []).append(task)

    def exit(self, it: Interpreter) -> None:
        """Close the innermost context: link its work to its setups and teardowns."""
        self._link_work(it, self.setups.current, first=True)
        self._link_work(it, self.teardowns.current, first=False)
        setup = self.setups.pop(it, upstream=False)
        teardown = self.teardowns.pop(it, upstream=True)
        self.teardowns_of_setup.pop(it, upstream=True)
        self.setups_of_teardown.pop(it, upstream=False)
        self.inside.pop(tuple(setup), None)
        self.inside.pop(tuple(teardown), None)

    def _link_work(self, it: Interpreter, context: list[Task], *, first: bool) -> None:
        inside = self.inside.get(tuple(context), []) if context else []
        work = [task for task in inside if not (task.is_setup or task.is_teardown)]
        if not work:
            return
        if first:
            roots = [task for task in work if not task.upstream] or work[:1]
            link(it, roots, context, upstream=False)
            leaves = [task for task in work if not task.downstream] or work[-1:]
            before = self.teardowns.current or leaves
            link(it, before, self.teardowns_of_setup.current, upstream=True)
            return
        leaves = [task for task in work if not task.downstream] or work[-1:]
        link(it, leaves, context, upstream=True)
        roots = [task for task in work if not task.upstream] or work[:1]
        after = self.setups.current or roots
        link(it, after, self.setups_of_teardown.current, upstream=False)


def _nearest(start: Task, kind: str, tasks: list[Task]) -> list[Task]:
    """Return the nearest setups or teardowns around a task, looking both ways."""
    seen: set[Task] = {start}
    while tasks:
        found = [task for task in tasks if getattr(task, kind)]
        if found:
            return found
        seen.update(tasks)
        tasks = [
            other
            for task in tasks
            for other in (*task.downstream, *task.upstream)
            if other not in seen
        ]
    return []

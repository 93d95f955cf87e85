"""What one evaluation has made of Airflow so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.frontends.airflow.setups import SetupContext

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group


class World:
    """DAGs made, DAGs registered by Airflow, and the contexts that are open."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.dags: list[Dag] = []
        self.registered: list[Dag] = []
        self.dag_stack: list[Dag] = []
        self.group_stack: list[Group] = []
        self.setups = SetupContext()

    def register(self, dag: Dag) -> None:
        """Note that Airflow finds the DAG: it was a context, or `@dag` made it."""
        if dag not in self.registered and dag.settings.get("auto_register") is not False:
            self.registered.append(dag)

    def leave_dag(self, dag: Dag) -> None:
        """Close the context of a DAG, and those inside it that were left open."""
        if dag in self.dag_stack:
            while self.dag_stack.pop() is not dag:
                pass
            self.leave_group(dag.root)

    def leave_group(self, group: Group) -> None:
        """Close the context of a group, and those inside it that were left open."""
        if group in self.group_stack:
            while self.group_stack.pop() is not group:
                pass

    def current_dag(self) -> Dag | None:
        """Return the DAG whose context is open, the innermost."""
        return self.dag_stack[-1] if self.dag_stack else None

    def current_group(self, dag: Dag | None) -> Group | None:
        """Return the group that a new task of `dag` goes to (Airflow's TaskGroupContext)."""
        if self.group_stack and (dag is None or self.group_stack[-1].dag is dag):
            return self.group_stack[-1]
        return dag.root if dag is not None else None


def world(it: Interpreter) -> World:
    """Return the Airflow world of an evaluation."""
    found = it.state.get("airflow")
    if not isinstance(found, World):
        found = World()
        it.state["airflow"] = found
    return found

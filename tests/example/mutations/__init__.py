"""The table of mutations: changes of the example's architecture.

Its rows stand in a module for each kind of source: DAGs, plain Python, the whole project,
and files of data.
"""

from __future__ import annotations

from tests.example.mutations.dag_resilience import RESILIENCE
from tests.example.mutations.dag_shape import SHAPE
from tests.example.mutations.deployed import DEPLOYED
from tests.example.mutations.flows import FLOWS
from tests.example.mutations.messages import MESSAGES
from tests.example.mutations.pipelines import PIPELINES
from tests.example.mutations.whole import WHOLE

MUTATIONS = (*RESILIENCE, *SHAPE, *FLOWS, *MESSAGES, *WHOLE, *PIPELINES, *DEPLOYED)

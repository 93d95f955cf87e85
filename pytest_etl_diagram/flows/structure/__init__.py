"""What classes and functions of a project know of each other, whatever runs first.

`structure` evaluates a file once more, calls everything that it loads, and looks
at what was made: an object that holds another, a class that inherits, a function
that makes or calls something. It says nothing of order; flows do that.
"""

from pytest_etl_diagram.flows.structure.definitions import is_test
from pytest_etl_diagram.flows.structure.files import stem
from pytest_etl_diagram.flows.structure.joining import joined
from pytest_etl_diagram.flows.structure.libraries import known_library
from pytest_etl_diagram.flows.structure.linking import structure
from pytest_etl_diagram.flows.structure.settings import shortened

__all__ = ["is_test", "joined", "known_library", "shortened", "stem", "structure"]

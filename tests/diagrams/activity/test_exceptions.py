"""Which handler catches which exception: surely, perhaps or never."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.steps.exceptions import ANY, Thrown, catch, of_exit, of_names
from pytest_etl_diagram.flows.tree import Exit

OS = ("ConnectionError", "OSError", "Exception", "BaseException")


def raised(*names: str) -> Thrown:
    return of_exit(Exit("raise", names[0], names))


SURELY = (True, False)
PERHAPS = (True, True)
NEVER = (False, True)

CASES = [
    # a raise in so many words is of its class exactly
    (("OSError",), raised(*OS), SURELY),
    (("IOError",), raised(*OS), SURELY),
    (("KeyError", "OSError"), raised(*OS), SURELY),
    (("KeyError",), raised(*OS), NEVER),
    (("ConnectionResetError",), raised(*OS), NEVER),
    (("Exception",), raised("Unheard"), SURELY),
    (("BaseException",), raised("Unheard"), SURELY),
    ((), raised("Unheard"), SURELY),
    (("Other",), raised("Unheard"), NEVER),
    (("Exception",), raised("SystemExit", "BaseException"), NEVER),
    ((), raised("SystemExit", "BaseException"), SURELY),
    # bases of builtin classes are known even where only the class is
    (("LookupError",), raised("KeyError"), SURELY),
    (("LookupError",), raised("Missing", "KeyError"), SURELY),
    (("BaseExceptionGroup",), raised("ExceptionGroup"), SURELY),
    (("RuntimeError",), raised("PythonFinalizationError"), SURELY),
    # what a handler has caught, or a retry gives up on, may be of a class derived from it
    (("OSError",), of_names(("ConnectionError",)), SURELY),
    (("ConnectionError",), of_names(("OSError",)), PERHAPS),
    (("ConnectionError",), of_names(("IOError",)), PERHAPS),
    (("OSError",), of_names(("IOError",)), SURELY),
    (("KeyError",), of_names(("OSError",)), NEVER),
    (("Own",), of_names(("OSError",)), NEVER),
    (("Own",), of_names(("Exception",)), PERHAPS),
    (("Own",), ANY, PERHAPS),
    (("Exception",), ANY, SURELY),
    (("OSError",), of_names(("ConnectionError", "KeyError")), PERHAPS),
]


@pytest.mark.parametrize(("handler", "thrown", "expected"), CASES)
def test_a_handler_catches_by_names_of_classes(handler, thrown, expected):
    hit, rest = catch(handler, thrown)
    assert (hit, rest is not None) == expected


def test_what_passes_is_called_by_what_is_left():
    _, rest = catch(("OSError",), of_names(("ConnectionError", "KeyError", "ValueError")))
    assert rest is not None
    assert rest.label == "KeyError, ValueError"

"""String and number literals are worth what Python says, without compiling them."""

import ast
import warnings

import libcst as cst
import pytest

from pytest_etl_diagram.syntax import literals

STRINGS = [
    r"'a\n\t\\\'b'", r'"x\x41\u00e9\U0001F600\N{BULLET}\101"', r"r'\n'", r"b'\x00\xff'",
    r"rb'\x'", "'''a\nb'''", '""', "''", '""""""', r"'\d+\.'", "u'x'", '"\\\n  cont"',
    r"'it\'s'", '"it\'s"', "'say \"x\"'", r"b'\u1234'", r"'\0'", r"'\8'", r"Rb'\a'",
]  # fmt: skip
NUMBERS = ["0", "00", "1_000", "0x_ff", "0b101", "0o17", "1.5", "1e10", "1_0.5e-3", "3j", ".5",
           "5.", "0e0", "1E5", "1J"]  # fmt: skip


@pytest.mark.parametrize("source", STRINGS)
def test_string_is_worth_what_python_says(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = ast.literal_eval(source)
    assert literals.string(None, cst.parse_expression(source)).value == expected


@pytest.mark.parametrize("source", NUMBERS)
def test_number_is_worth_what_python_says(source):
    assert literals.number(None, cst.parse_expression(source)).value == ast.literal_eval(source)


def test_enormous_number_is_opaque():
    node = cst.Integer("9" * 5_000)
    assert literals.number(None, node).text == "number"

"""A layer imports only from layers below it: the contract in pyproject.toml, kept."""

from __future__ import annotations

from pathlib import Path

from importlinter.cli import lint_imports

CONFIG = Path(__file__).parents[1] / "pyproject.toml"


def test_layers_import_only_from_layers_below_them(capsys):
    code = lint_imports(config_filename=str(CONFIG), no_cache=True)
    said = capsys.readouterr().out
    assert code == 0, said
    assert "1 kept, 0 broken" in said

"""What all tests share: pytester, and Hypothesis trying the same examples in every run."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("other", deadline=None)  # HYPOTHESIS_PROFILE=other looks for new ones
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session", autouse=True)
def _bytecode_once(tmp_path_factory):
    """Let the runs of pytest in processes of their own compile the plugin once, not each.

    They keep the bytecode in a folder of the tests, whatever the environment says.
    """
    folder = tmp_path_factory.getbasetemp() / "bytecode"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(folder))
        yield

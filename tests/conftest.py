"""What all tests share: pytester, and Hypothesis trying the same examples in every run."""

import os

from hypothesis import settings

pytest_plugins = ["pytester"]

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("other", deadline=None)  # HYPOTHESIS_PROFILE=other looks for new ones
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

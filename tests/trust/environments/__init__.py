"""The same bytes in every environment: `python -m tests.trust.environments`."""

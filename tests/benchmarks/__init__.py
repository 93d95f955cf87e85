"""What a run costs, as ratios against named peers: `python -m tests.benchmarks`."""

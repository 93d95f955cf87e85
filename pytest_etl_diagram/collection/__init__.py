"""Layer: collection. What pytest collects, runs and sums up for pipelines."""

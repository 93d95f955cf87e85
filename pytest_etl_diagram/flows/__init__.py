"""Layer: flows. What a pipeline in plain Python does, step by step, as a tree."""

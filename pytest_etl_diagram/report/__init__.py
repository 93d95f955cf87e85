"""Layer: reports. What a run found, as text for a person and as files for other tools.

This layer knows drifts and graphs, not pytest. Nothing is imported here: most runs need the
words and the shapes of it, and few its formats.
"""

"""Layer: drift. What changed between two graphs, how bad it is, and what it reaches.

`drift.compare.compare` is the way in. This layer knows graphs and nothing of where they come
from or how a drift is reported.
"""

"""Big projects and big pipelines: drawn in parts, told exactly, at a cost that grows in proportion.

Work is counted and not timed, so that these hold on every machine.
"""

"""Layer: policy. Which drifts fail, which only show, and which the project has allowed.

This layer knows drifts and nothing of how they are found, told or run. Nothing is imported here:
every run needs what a policy is, and few the catalogue of rules.
"""

# ---
# python_callable: score
# dependencies:
#   - items
# ---


def score():
    return 1

"""What the tasks do."""


def clean():
    pass

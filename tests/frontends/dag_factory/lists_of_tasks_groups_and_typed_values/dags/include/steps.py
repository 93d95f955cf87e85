"""What the tasks do."""


def extract():
    return [1, 2, 3]


def scale(number, factor):
    return number * factor


def report(numbers, total):
    print(numbers, total)


def tell(context, channel="#data"):
    print(context, channel)

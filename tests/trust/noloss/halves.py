"""Files that are written in two halves, so that something can happen between them."""


class InHalves:
    """An open file; between the halves of what is written, `step` is called."""

    def __init__(self, file, step):
        self._file = file
        self._step = step

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, data):
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._step()
        self._file.write(data[half:])

"""Names and values of other people's pipelines mean nothing, wherever they are shown."""

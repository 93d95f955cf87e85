"""Two ways to transform more than one process or one memory holds."""

"""Nothing of a project is executed, and nothing outside of its root folder is looked at."""

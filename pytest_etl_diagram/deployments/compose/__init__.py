"""Docker Compose: what its files deploy, with all that is put on top of each other and included."""

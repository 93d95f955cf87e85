"""Whatever lies in a project folder: a run ends, and says of each bad file what is wrong."""

"""Files of data: YAML, INI, `.env`, Dockerfiles and SQL, read with the lines of what is in them."""

FOLDER = "tmp"

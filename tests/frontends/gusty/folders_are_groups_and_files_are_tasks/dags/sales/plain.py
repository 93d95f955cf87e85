print("the file is the task")

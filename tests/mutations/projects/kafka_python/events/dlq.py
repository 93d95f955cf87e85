class DeadLetterQueue:
    def __init__(self, producer, topic):
        self.producer = producer
        self.topic = topic

    def send(self, value, reason):
        self.producer.send(self.topic, {"payload": value, "reason": reason})

"""The stream of sales events: Kafka to Kafka, what can't be read to a dead-letter topic."""

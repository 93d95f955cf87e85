"""What the streaming job needs to know, read from the environment as containers give it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class StreamSettings:
    """Where events come from, where they go, and how many at once."""

    bootstrap_servers: str = "localhost:9092"
    group_id: str = "sales-events-etl"
    source_topic: str = "sales-events"
    target_topic: str = "sales-events-clean"
    dead_letter_topic: str = "sales-events-dead-letter"
    batch_size: int = 500
    poll_seconds: float = 1.0
    health_port: int = 8000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> StreamSettings:
        """Take each setting from its variable; what isn't set keeps its default."""
        return cls(
            bootstrap_servers=environment.get("KAFKA_BOOTSTRAP_SERVERS", cls.bootstrap_servers),
            group_id=environment.get("KAFKA_GROUP_ID", cls.group_id),
            source_topic=environment.get("SOURCE_TOPIC", cls.source_topic),
            target_topic=environment.get("TARGET_TOPIC", cls.target_topic),
            dead_letter_topic=environment.get("DEAD_LETTER_TOPIC", cls.dead_letter_topic),
            batch_size=int(environment.get("BATCH_SIZE", cls.batch_size)),
            poll_seconds=float(environment.get("POLL_SECONDS", cls.poll_seconds)),
            health_port=int(environment.get("HEALTH_PORT", cls.health_port)),
        )

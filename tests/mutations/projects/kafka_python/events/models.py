from dataclasses import asdict, dataclass
from datetime import datetime


class SchemaError(ValueError):
    pass


@dataclass
class ClickEvent:
    user_id: str
    url: str
    ts: datetime

    @classmethod
    def from_json(cls, data: dict) -> "ClickEvent":
        try:
            return cls(data["user_id"], data["url"], datetime.fromisoformat(data["ts"]))
        except KeyError as e:
            raise SchemaError(f"missing field {e}") from e

    def validate(self) -> None:
        if not self.user_id:
            raise SchemaError("empty user id")
        if not self.url.startswith("http"):
            raise SchemaError("not a url")

    def as_row(self):
        return (self.ts, self.user_id, self.url)

    def as_dict(self):
        return asdict(self)

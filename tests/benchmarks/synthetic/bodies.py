"""What the functions that tasks run do: fetch, transform, store."""

from __future__ import annotations

EXTRACTS = (
    (
        ("requests", "time"),
        '''\
    """Fetch all pages of $subject from the service of $team."""
    records, page = [], 1
    while True:
        for attempt in range(3):
            response = requests.get(
                "https://api.$team.example.com/v1/$subject",
                params={"page": page, "limit": 500},
                timeout=30,
            )
            if response.status_code != 503:
                break
            time.sleep(2**attempt)
        response.raise_for_status()
        batch = response.json()["results"]
        if not batch:
            break
        records.extend(batch)
        page += 1
    return records
''',
    ),
    (
        ("csv", "pathlib:Path"),
        '''\
    """Read the files of $subject that partners have delivered."""
    records = []
    for path in sorted(Path("/data/$team/incoming").glob("$subject-*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if not row.get("id"):
                    continue
                row["source_file"] = path.name
                records.append(row)
    return records
''',
    ),
    (
        ("sqlite3", "contextlib:closing"),
        '''\
    """Select what has changed in $subject since yesterday."""
    query = """
        SELECT id, status, amount, updated_at
        FROM $subject
        WHERE updated_at >= date('now', '-1 day')
        ORDER BY id
    """
    with closing(sqlite3.connect("/data/$team/replica.db")) as connection:
        connection.row_factory = sqlite3.Row
        records = [dict(row) for row in connection.execute(query)]
    return records
''',
    ),
    (
        ("json", "logging"),
        '''\
    """Take the newest export of $subject out of the bucket of $team."""
    import boto3

    client = boto3.client("s3")
    found = client.list_objects_v2(Bucket="$team-exports", Prefix="$subject/")
    entries = sorted(found.get("Contents", []), key=lambda entry: entry["LastModified"])
    if not entries:
        logging.warning("no export of %s", "$subject")
        return []
    body = client.get_object(Bucket="$team-exports", Key=entries[-1]["Key"])["Body"]
    return [json.loads(line) for line in body.read().decode("utf-8").splitlines()]
''',
    ),
)
"""Bodies of functions without parameters that return a list of records, with their imports."""

TRANSFORMS = (
    (
        ("collections:Counter", "logging"),
        '''\
    """Leave out doubles and records without an amount."""
    seen, kept, dropped = set(), [], Counter()
    for record in records:
        if record["id"] in seen:
            dropped["double"] += 1
        elif record.get("amount") in (None, ""):
            dropped["no amount"] += 1
        else:
            seen.add(record["id"])
            kept.append({**record, "amount": round(float(record["amount"]), 2)})
    logging.info("kept %d, dropped %s", len(kept), dict(dropped))
    return kept
''',
    ),
    (
        (),
        '''\
    """Total the amounts of $subject a day and status."""
    import pandas as pd

    frame = pd.DataFrame(records)
    if frame.empty:
        return []
    frame["day"] = pd.to_datetime(frame["updated_at"]).dt.date.astype(str)
    frame["amount"] = frame["amount"].astype(float)
    totals = frame.groupby(["day", "status"], as_index=False)["amount"].sum()
    return totals.to_dict("records")
''',
    ),
    (
        ("decimal:Decimal",),
        '''\
    """Convert the amounts to euros."""
    rates = {"EUR": Decimal(1), "USD": Decimal("0.92"), "GBP": Decimal("1.17")}
    converted = []
    for record in records:
        currency = str(record.get("currency", "EUR")).upper()
        if currency not in rates:
            raise ValueError(f"unknown currency {currency} in $subject {record['id']}")
        amount = Decimal(str(record["amount"])) * rates[currency]
        converted.append({**record, "amount": str(amount), "currency": "EUR"})
    return converted
''',
    ),
)
"""Bodies of functions that take `records` and return records, with their imports."""

LOADS = (
    (
        ("sqlite3", "contextlib:closing", "logging"),
        '''\
    """Put the records into the warehouse, all or none."""
    statement = "INSERT INTO ${team}_$subject (id, amount) VALUES (:id, :amount)"
    with closing(sqlite3.connect("/data/warehouse.db")) as connection:
        try:
            with connection:
                connection.execute("DELETE FROM ${team}_$subject")
                connection.executemany(statement, records)
        except sqlite3.IntegrityError:
            logging.exception("could not load $subject")
            raise
    return len(records)
''',
    ),
    (
        ("json",),
        '''\
    """Write the records below the day that they are of."""
    import boto3

    client = boto3.client("s3")
    lines = "\\n".join(json.dumps(record, sort_keys=True) for record in records)
    client.put_object(
        Bucket="$team-lake",
        Key="clean/$subject/part-0.jsonl",
        Body=lines.encode("utf-8"),
    )
    return len(records)
''',
    ),
    (
        ("requests", "logging"),
        '''\
    """Send the records to the service that reports on them."""
    sent = 0
    for start in range(0, len(records), 200):
        batch = records[start : start + 200]
        answer = requests.post(
            "https://reports.$team.example.com/$subject", json=batch, timeout=60
        )
        if not answer.ok:
            logging.error("batch at %d was refused: %s", start, answer.status_code)
            answer.raise_for_status()
        sent += len(batch)
    return sent
''',
    ),
)
"""Bodies of functions that take `records` and return how many they stored, with their imports."""

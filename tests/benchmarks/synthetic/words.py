"""What the pipelines of the generated company are about."""

from __future__ import annotations

TEAMS = (
    "finance", "sales", "marketing", "logistics", "growth", "risk", "support", "platform",
    "people", "catalog", "pricing", "fraud", "billing", "search", "content", "analytics",
    "partners", "mobile", "retail", "supply",
)  # fmt: skip

SUBJECTS = (
    "orders", "invoices", "customers", "payments", "shipments", "sessions", "campaigns",
    "refunds", "inventory", "tickets", "subscriptions", "prices", "vendors", "clicks",
    "contracts", "returns", "leads", "accounts", "events", "budgets",
)  # fmt: skip

TABLES = (
    "accounts", "addresses", "carts", "categories", "contacts", "countries", "currencies",
    "discounts", "employees", "items", "ledgers", "licences", "offers", "products", "regions",
    "stores", "taxes", "users", "vouchers", "warehouses",
)  # fmt: skip

REGIONS = ("eu_west", "eu_north", "us_east", "us_west", "asia", "oceania")

SCHEDULES = (
    '"@daily"', '"@hourly"', '"@weekly"', '"15 3 * * *"', '"*/30 * * * *"', '"0 6 * * 1-5"',
    "timedelta(hours=4)", "None",
)  # fmt: skip

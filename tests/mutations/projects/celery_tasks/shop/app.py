from celery import Celery

app = Celery("shop", broker="redis://redis:6379/0", backend="redis://redis:6379/1")
app.conf.beat_schedule = {
    "sync-stock": {"task": "shop.tasks.sync_stock", "schedule": 900.0},
}

"""Programs and their flows: for every statement and every way to call, what is taken down.

A program is a module; the flow of its function `run` (or of `Job.run`) is written in
the notation of `notation.py`. `read` and `write` are an extractor's and a loader's.
"""

from __future__ import annotations

COMMON = """
import asyncio
import logging
import time
from contextlib import contextmanager

from sdk import Source, Target

log = logging.getLogger(__name__)
source, target = Source(), Target()


def clean(rows):
    return [row for row in rows if row]


def check(rows):
    if not rows:
        raise ValueError("no rows")

"""
"""What every program begins with."""

PROGRAMS = {
    "calls in a row, with the data that passes between them": (
        """
        def run():
            rows = source.read("orders")
            target.write(clean(rows), table="orders", mode="append")
        """,
        """
        step read [extract] Source? arguments='orders'
        step clean [transform]
          ~ return a list
        step write [load] Target? table='orders' mode='append'
        """,
    ),
    "a function that decides or raises is a box": (
        """
        def run():
            rows = source.read("orders")
            check(rows)
            target.write(rows)
        """,
        """
        step read [extract] Source? arguments='orders'
        box check [validate]
          not read()?
            Yes:
              raise ValueError
            No:
        step write [load] Target?
        """,
    ),
    "if, elif and else": (
        """
        def run(mode):
            rows = source.read("orders")
            if mode == "full":
                target.write(rows, mode="overwrite")
            elif mode == "delta":
                target.write(rows, mode="upsert")
            else:
                return {"status": "skipped"}
            target.publish("orders")
        """,
        """
        step read [extract] Source? arguments='orders'
        mode == 'full'?
          Yes:
            step write [load] Target? mode='overwrite'
          No:
            mode == 'delta'?
              Yes:
                step write [load] Target? mode='upsert'
              No:
                return status: skipped
        step publish [load] Target? arguments='orders'
        """,
    ),
    "a condition made of constants is decided": (
        """
        MODE = "full"
        def run():
            rows = source.read("orders")
            if MODE == "full":
                target.write(rows, mode="overwrite")
            else:
                target.write(rows, mode="append")
        """,
        """
        step read [extract] Source? arguments='orders'
        step write [load] Target? mode='overwrite'
        """,
    ),
    "what a loop changes is no constant": (
        """
        def run():
            offset = 0
            while True:
                rows = source.read("orders", offset)
                if not rows:
                    break
                if offset == 0:
                    target.create("orders")
                target.write(rows)
                offset += len(rows)
        """,
        """
        while
          step read [extract] Source? arguments='orders'
          not read()?
            Yes:
              break
            No:
          count == 0?
            Yes:
              step create [load] Target? arguments='orders'
            No:
          step write [load] Target?
        """,
    ),
    "for, continue and the loop's else": (
        """
        def run(tables):
            for name in tables:
                rows = source.read(name)
                if len(rows) == 0:
                    continue
                target.write(rows)
            else:
                target.publish("done")
        """,
        """
        for tables
          step read [extract] Source?
          len(read()) == 0?
            Yes:
              continue
            No:
          step write [load] Target?
        else
          step publish [load] Target? arguments='done'
        """,
    ),
    "known stages are taken down one after the other": (
        """
        class Read:
            def run(self, rows):
                return source.read("orders")
        class Write:
            def run(self, rows):
                target.write(rows)
        def run():
            rows = None
            for stage in [Read(), Write()]:
                rows = stage.run(rows)
        """,
        """
        step run [extract] Read
          ~ step read [extract] Source? arguments='orders'
          ~ return read()
        step run [load] Write
          ~ step write [load] Target?
        """,
    ),
    "try, except, else and finally": (
        """
        def run():
            try:
                rows = source.read("orders")
            except (ConnectionError, TimeoutError) as error:
                log.error("down %s", error)
                return {"status": "failed"}
            except KeyError:
                raise
            else:
                target.write(rows)
            finally:
                source.forget("orders")
        """,
        """
        try
          step read [extract] Source? arguments='orders'
        except ConnectionError, TimeoutError
          # down %s
          return status: failed
        except KeyError
          raise
        else
          step write [load] Target?
        finally
          step forget [extract] Source? arguments='orders'
        """,
    ),
    "an exception of the project tells its bases": (
        """
        class Broken(ValueError):
            pass
        def run():
            try:
                rows = source.read("orders")
                if not rows:
                    raise Broken("x")
                target.write(rows)
            except ValueError as error:
                raise RuntimeError("y") from error
        """,
        """
        try
          step read [extract] Source? arguments='orders'
          not read()?
            Yes:
              raise Broken
            No:
          step write [load] Target?
        except ValueError
          raise RuntimeError
        """,
    ),
    "match": (
        """
        def run(event):
            rows = source.read("events")
            match event:
                case {"type": "sale"}:
                    target.write(rows, table="sales")
                case "refund" | "chargeback":
                    target.write(rows, table="refunds")
                case _:
                    raise ValueError("unknown")
        """,
        """
        step read [extract] Source? arguments='events'
        event?
          {'type': 'sale'}:
            step write [load] Target? table='sales'
          'refund' or 'chargeback':
            step write [load] Target? table='refunds'
          _:
            raise ValueError
        """,
    ),
    "with: a context manager of the project runs around the body": (
        """
        @contextmanager
        def opened():
            source.load_session("s")
            try:
                yield source
            except ValueError:
                target.reject("s")
                raise
            finally:
                target.save("s")
        def run():
            with opened() as session:
                rows = session.read("orders")
                target.write(rows)
        """,
        """
        step load_session [load] Source? arguments='s'
        try
          step read [extract] Source? arguments='orders'
          step write [load] Target?
        except ValueError
          step reject [error] Target? arguments='s'
          raise
        finally
          step save [load] Target? arguments='s'
        """,
    ),
    "a transaction is a region": (
        """
        def run(db):
            rows = source.read("orders")
            with db.transaction():
                target.write(rows)
        """,
        """
        step read [extract] Source? arguments='orders'
        with transaction
          step write [load] Target?
        """,
    ),
    "a private function stands for what it does": (
        """
        def _fetch():
            return source.read("orders")
        def _store(rows):
            if not rows:
                return
            target.write(rows)
        def run():
            _store(_fetch())
            target.publish("orders")
        """,
        """
        step read [extract] Source? arguments='orders'
        not read()?
          Yes:
          No:
            step write [load] Target?
        step publish [load] Target? arguments='orders'
        """,
    ),
    "a private alert is a step of its own": (
        """
        def _send_alert(text):
            log.error(text)
        def run():
            try:
                target.write(source.read("orders"))
            except Exception as error:
                _send_alert(str(error))
                raise
        """,
        """
        try
          step read [extract] Source? arguments='orders'
          step write [load] Target?
        except Exception
          step send_alert [notify]
            ~ # {Exception}
          raise
        """,
    ),
    "a generator is a step that gives items": (
        """
        def batches(size=500):
            while True:
                rows = source.read("orders", limit=size)
                if not rows:
                    return
                yield rows
        def run():
            for batch in batches():
                target.write(batch)
        """,
        """
        box batches [extract]
          while
            step read [extract] Source? arguments='orders'
            not read()?
              Yes:
                return
              No:
        for batches()
          step write [load] Target?
        """,
    ),
    "async: awaited one after the other": (
        """
        async def fetch(name):
            return await source.read(name)
        async def run():
            a = await fetch("a")
            b = await fetch("b")
            target.write([a, b])
        """,
        """
        box fetch [extract]
          step read [extract] Source? arguments='a'
          return read()
        box fetch [extract]
          step read [extract] Source? arguments='b'
          return read()
        step write [load] Target?
        """,
    ),
    "async: gathered": (
        """
        async def fetch(name):
            return await source.read(name)
        async def run():
            a, b = await asyncio.gather(fetch("a"), fetch("b"))
            target.write([a, b])
        """,
        """
        at once gather
          -
            box fetch [extract]
              step read [extract] Source? arguments='a'
              return read()
          -
            box fetch [extract]
              step read [extract] Source? arguments='b'
              return read()
        step write [load] Target?
        """,
    ),
    "async: one for each item, and tasks that are awaited later": (
        """
        async def fetch(name):
            return await source.read(name)
        async def run(names):
            rows = await asyncio.gather(*[fetch(name) for name in names])
            one = asyncio.create_task(fetch("a"))
            two = asyncio.create_task(fetch("b"))
            await one
            await two
            target.write(rows)
        """,
        """
        at once gather each
          -
            box fetch [extract]
              step read [extract] Source?
              return read()
        at once tasks
          -
            box fetch [extract]
              step read [extract] Source? arguments='a'
              return read()
          -
            box fetch [extract]
              step read [extract] Source? arguments='b'
              return read()
        step write [load] Target?
        """,
    ),
    "a comprehension that calls is a loop": (
        """
        def run(names):
            parts = [source.read(name) for name in names if name]
            target.write(parts)
        """,
        """
        comprehension names
          names[i]?
            Yes:
              step read [extract] Source?
            No:
        step write [load] Target?
        """,
    ),
    "what is called only sometimes": (
        """
        def run(full):
            rows = source.read("orders") if full else source.read("changes")
            full and target.write(rows)
        """,
        """
        full?
          Yes:
            step read [extract] Source? arguments='orders'
          No:
            step read [extract] Source? arguments='changes'
        full?
          Yes:
            step write [load] Target?
          No:
        """,
    ),
    "an assertion is a decision that raises": (
        """
        def run():
            rows = source.read("orders")
            assert len(rows) > 0, "none"
            target.write(rows)
        """,
        """
        step read [extract] Source? arguments='orders'
        len(read()) > 0?
          Yes:
          No:
            raise AssertionError
        step write [load] Target?
        """,
    ),
    "recursion is gone into once": (
        """
        def walk(page):
            rows = source.read("orders", page)
            target.write(rows)
            if rows:
                walk(page + 1)
        def run():
            walk(0)
        """,
        """
        box walk [other]
          step read [extract] Source? arguments='orders'
          step write [load] Target?
          read()?
            Yes:
              step walk [other]
            No:
        """,
    ),
    "conditions keep the parentheses that they need, and no others": (
        """
        def run(full):
            rows = source.read("orders")
            total = rows.net + rows.tax
            if (rows.net <= 0).any() or (total * 2).sum() > 5:
                target.write(rows)
            if not (rows.empty or full) and -rows.first < rows.net - (rows.tax - 1):
                target.write(rows)
        """,
        """
        step read [extract] Source? arguments='orders'
        (read().net <= 0).any() or ((read().net + read().tax) * 2).sum() > 5?
          Yes:
            step write [load] Target?
          No:
        not (read().empty or full) and -read().first < read().net - (read().tax - 1)?
          Yes:
            step write [load] Target?
          No:
        """,
    ),
    "arguments by keyword keep it, but for secrets": (
        """
        def run():
            for chunk in source.chunks("orders", size=50_000, token="abc"):
                target.write(chunk)
        """,
        """
        step chunks [extract] Source? arguments='orders'
        for Source.chunks('orders', size=50000, token=***)
          step write [load] Target?
        """,
    ),
    "a slice of a known list is a list": (
        """
        NAMES = ["a", "b", "c", "d"]
        def run(first):
            for name in NAMES[:2]:
                target.write(name)
            for name in NAMES[first:]:
                target.write(name)
        """,
        """
        for ['a', 'b']
          step write [load] Target?
        for (4 items)[first:]
          step write [load] Target?
        """,
    ),
    "a decision on which nothing depends isn't taken down": (
        """
        def run():
            rows = source.read("orders")
            if rows.empty:
                log.info("nothing")
            target.write(rows)
        """,
        """
        step read [extract] Source? arguments='orders'
        step write [load] Target?
        """,
    ),
    "SQL with values put into it is read": (
        """
        import psycopg2
        connection = psycopg2.connect("postgresql://h/shop")
        def run(day):
            connection.cursor().execute("SELECT * FROM raw.orders WHERE day = '%s'" % day)
        """,
        """
        step execute [extract] <read PostgreSQL raw.orders>
        """,
    ),
    "a path below a path": (
        """
        from upath import UPath
        lake = UPath("s3://lake/raw/")
        def run():
            (lake / "orders" / "all.csv").write_text("x")
        """,
        """
        step write_text [load] <write S3 lake/raw/orders/all.csv>
        """,
    ),
}

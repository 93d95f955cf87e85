"""Loops around a `try` that try nothing again."""

from __future__ import annotations

NO_RETRIES = {
    "each item is guarded": """
        def f(items):
            for item in items:
                try:
                    load(item)
                except ValueError:
                    continue
        """,
    "numbered items are guarded": """
        def f(items):
            for i, item in enumerate(items):
                try:
                    load(item)
                except ValueError:
                    print(i)
        """,
    "the first that works": """
        def f(hosts):
            for host in hosts:
                try:
                    return connect(host)
                except OSError:
                    continue
        """,
    "the first numbered that works": """
        def f(hosts):
            for i, host in enumerate(hosts):
                try:
                    return connect(host)
                except OSError:
                    if i == len(hosts) - 1:
                        raise
        """,
    "the first free port": """
        def f():
            for port in range(8000, 8010):
                try:
                    return bind(port)
                except OSError:
                    continue
        """,
    "pages": """
        def f():
            for page in range(1, 100):
                try:
                    rows = fetch(page)
                except OSError:
                    break
                load(rows)
        """,
    "pages until one is empty": """
        def f():
            page = 1
            while True:
                try:
                    rows = fetch(page)
                    if not rows:
                        break
                    load(rows)
                    page += 1
                except OSError:
                    time.sleep(1)
        """,
    "pages by a flag": """
        def f():
            more = True
            while more:
                try:
                    page = fetch()
                    more = page.more
                except OSError:
                    time.sleep(1)
        """,
    "polling": """
        def f(job):
            while not job.done():
                time.sleep(5)
        """,
    "guarded polling": """
        def f(job):
            for _ in range(60):
                try:
                    if job.done():
                        break
                except OSError:
                    pass
                time.sleep(10)
        """,
    "polling of a state": """
        def f(job):
            for _ in range(60):
                try:
                    state = job.state()
                    if state == "DONE":
                        break
                except OSError:
                    pass
                time.sleep(10)
        """,
    "a consumer": """
        def f(consumer):
            while True:
                try:
                    message = consumer.poll(1.0)
                    if message is None:
                        continue
                    handle(message)
                except ValueError:
                    send_to_dead_letters(message)
        """,
    "a consumer that ends": """
        def f(queue):
            while True:
                try:
                    message = queue.get(timeout=1)
                    handle(message)
                except TimeoutError:
                    break
        """,
    "a worker that ends when there's nothing left": """
        def f(queue):
            while True:
                try:
                    item = work()
                    if item is None:
                        break
                except ValueError:
                    time.sleep(1)
        """,
    "a worker of so many rounds": """
        def f(queue):
            for _ in range(100):
                try:
                    process(queue.get())
                    if queue.empty():
                        break
                except ValueError:
                    print("bad")
        """,
    "a service": """
        def f():
            while True:
                try:
                    run_once()
                except Exception:
                    print("failed")
                time.sleep(60)
        """,
    "every failure ends it": """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    raise RuntimeError
        """,
    "what follows the failure returns": """
        def f():
            for attempt in range(3):
                try:
                    get()
                except OSError:
                    print("failed")
                return None
        """,
    "no try": """
        def f():
            for i in range(3):
                time.sleep(i)
        """,
    "another path": """
        def f(path):
            while path:
                try:
                    return read(path)
                except OSError:
                    path = parent(path)
        """,
    "another path in two steps": """
        def f(path):
            while path:
                try:
                    return read(path)
                except OSError:
                    head, tail = split(path)
                    path = head
        """,
    "the next of a row": """
        def f(names):
            for _ in range(100):
                name = next(names)
                try:
                    return make(name)
                except FileExistsError:
                    continue
        """,
    "a wish to stop": """
        def f(queue):
            while True:
                try:
                    return queue.get(timeout=1)
                except KeyboardInterrupt:
                    print("once more to stop")
        """,
    "no rounds": """
        def f():
            for _ in range(0):
                try:
                    return get()
                except OSError:
                    pass
        """,
    "nothing is called": """
        def f(rows):
            i = 0
            while i < 3:
                try:
                    return rows[0]
                except IndexError:
                    i += 1
        """,
    "a limited search": """
        def f(rows):
            for row in rows:
                try:
                    if int(row):
                        break
                except ValueError:
                    pass
        """,
}

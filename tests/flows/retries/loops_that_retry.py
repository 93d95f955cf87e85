"""Loops written by hand that try again, each with its policy in words."""

from __future__ import annotations

RETRIES = {
    "a range": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except ConnectionError:
                    time.sleep(2 ** attempt)
        """,
        "attempts 3; exponential x2; 1s; on ConnectionError",
    ),
    "break on success, raise on the last failure, random on top": (
        """
        def f(max_retries=5, delay=0.5):
            for attempt in range(max_retries):
                try:
                    rows = get()
                    break
                except (ConnectionError, TimeoutError) as error:
                    if attempt == max_retries - 1:
                        raise
                    time.sleep(delay * 2 ** attempt + random.uniform(0, 1))
            return rows
        """,
        "retries 5; exponential x2 with jitter; 0.5s; on ConnectionError, TimeoutError",
    ),
    "counted from one, as a module's constant says": (
        """
        MAX_RETRIES = 4
        def f():
            for attempt in range(1, MAX_RETRIES + 1):
                try:
                    return get()
                except OSError:
                    if attempt == MAX_RETRIES:
                        raise
                    time.sleep(5 * attempt)
        """,
        "retries 4; linear; 5s; on OSError",
    ),
    "a module's constant that counts tries": (
        """
        MAX_ATTEMPTS = 4
        def f():
            for attempt in range(MAX_ATTEMPTS):
                try:
                    return get()
                except OSError:
                    pass
        """,
        "attempts 4; on OSError",
    ),
    "else after the last failure": (
        """
        def f():
            for _ in range(3):
                try:
                    get()
                except Exception:
                    time.sleep(1)
                else:
                    break
            else:
                raise RuntimeError("gave up")
        """,
        "attempts 3; fixed; 1s; on Exception",
    ),
    "while below a bound": (
        """
        def f(retries=3):
            count = 0
            while count < retries:
                try:
                    return get()
                except Exception:
                    count += 1
                    time.sleep(10)
        """,
        "retries 3; fixed; 10s; on Exception",
    ),
    "while above nothing": (
        """
        def f(retries=3):
            while retries > 0:
                try:
                    return get()
                except Exception:
                    retries -= 1
        """,
        "retries 3; on Exception",
    ),
    "while true with a counter": (
        """
        def f():
            n = 0
            while True:
                try:
                    return get()
                except Exception:
                    n = n + 1
                    if n > 4:
                        raise
                    time.sleep(90)
        """,
        "attempts 5; fixed; 1m 30s; on Exception",
    ),
    "while true, for ever": (
        """
        def f():
            while True:
                try:
                    return get()
                except ConnectionError:
                    time.sleep(5)
        """,
        "fixed; 5s; on ConnectionError",
    ),
    "a pause that is multiplied, up to a limit": (
        """
        def f():
            pause = 2
            for _ in range(6):
                try:
                    return get()
                except ConnectionError:
                    time.sleep(pause)
                    pause = min(pause * 3, 60)
        """,
        "attempts 6; exponential x3; 2s to 1m; on ConnectionError",
    ),
    "a flag in the test": (
        """
        def f(max_tries=3):
            done, tries = False, 0
            while not done and tries < max_tries:
                try:
                    get()
                    done = True
                except Exception:
                    tries += 1
                    time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on Exception",
    ),
    "a result in the test": (
        """
        def f():
            result, n = None, 0
            while result is None and n < 3:
                try:
                    result = get()
                except Exception:
                    n += 1
        """,
        "attempts 3; on Exception",
    ),
    "a flag after the try": (
        """
        def f():
            for i in range(3):
                try:
                    get()
                    ok = True
                except Exception:
                    ok = False
                    time.sleep(1)
                if ok:
                    break
        """,
        "attempts 3; fixed; 1s; on Exception",
    ),
    "an answer that isn't wanted": (
        """
        def f():
            for attempt in range(3):
                try:
                    response = get()
                    if response.status_code == 200:
                        return response
                    print("again")
                except ConnectionError as error:
                    print(error)
                time.sleep(2)
            return None
        """,
        "attempts 3; fixed; 2s; on ConnectionError",
    ),
    "a pause ahead of every try but the first": (
        """
        def f():
            for attempt in range(3):
                if attempt > 0:
                    time.sleep(4)
                try:
                    return get()
                except OSError:
                    continue
        """,
        "attempts 3; fixed; 4s; on OSError",
    ),
    "a pause before all but the last try": (
        """
        def f(attempts=3):
            for attempt in range(attempts):
                try:
                    return get()
                except OSError:
                    if attempt < attempts - 1:
                        time.sleep(2)
                    else:
                        raise
        """,
        "attempts 3; fixed; 2s; on OSError",
    ),
    "listed pauses": (
        """
        def f():
            for delay in (1, 5, 30):
                try:
                    return get()
                except OSError:
                    time.sleep(delay)
        """,
        "attempts 3; stepped; 1s, 5s, 30s; on OSError",
    ),
    "numbered pauses": (
        """
        DELAYS = [1, 2, 4, 8]
        def f():
            for attempt, delay in enumerate(DELAYS):
                try:
                    return get()
                except OSError:
                    print(attempt)
                    time.sleep(delay)
        """,
        "attempts 4; exponential x2; 1s; on OSError",
    ),
    "pauses looked up": (
        """
        DELAYS = [1, 5, 30]
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    time.sleep(DELAYS[min(attempt, len(DELAYS) - 1)])
        """,
        "attempts 3; stepped; 1s, 5s, 30s; on OSError",
    ),
    "pauses that a function gives": (
        """
        def pause(attempt, base=2, cap=60):
            wait = min(cap, base ** attempt)
            return wait * random.uniform(0.5, 1)
        def f():
            for attempt in range(1, 9):
                try:
                    return get()
                except OSError:
                    time.sleep(pause(attempt))
        """,
        "attempts 8; exponential x2 with jitter; 2s to 1m; on OSError",
    ),
    "a function that pauses": (
        """
        def back_off(attempt):
            print("wait")
            time.sleep(3 * attempt)
        def f():
            for attempt in range(1, 4):
                try:
                    return get()
                except OSError:
                    back_off(attempt)
        """,
        "attempts 3; linear; 3s; on OSError",
    ),
    "pauses that a generator gives": (
        """
        def pauses(n):
            wait = 1
            for _ in range(n):
                yield wait
                wait *= 2
        def f():
            for wait in pauses(4):
                try:
                    return get()
                except OSError:
                    time.sleep(wait)
        """,
        "attempts 4; exponential x2; 1s; on OSError",
    ),
    "awaited": (
        """
        async def f():
            for attempt in range(3):
                try:
                    return await get()
                except OSError:
                    await asyncio.sleep(1)
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "random pauses": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    time.sleep(random.uniform(1, 5))
        """,
        "attempts 3; random; 1s to 5s; on OSError",
    ),
    "full jitter": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    time.sleep(random.uniform(0, 0.5 * 2 ** attempt))
        """,
        "attempts 3; exponential x2 with jitter; 0.5s; on OSError",
    ),
    "a pause as a timedelta": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    time.sleep(timedelta(minutes=2).total_seconds())
        """,
        "attempts 3; fixed; 2m; on OSError",
    ),
    "an interruptible pause": (
        """
        import threading
        stop = threading.Event()
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError:
                    stop.wait(10)
        """,
        "attempts 3; fixed; 10s; on OSError",
    ),
    "a pause that the other side asks for": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError as error:
                    time.sleep(float(error.headers["Retry-After"]))
        """,
        "attempts 3; varies; on OSError",
    ),
    "a pause that the other side may ask for": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError as error:
                    wait = 2 ** attempt
                    wait = max(wait, getattr(error, "retry_after", 0.0))
                    time.sleep(wait)
        """,
        "attempts 3; exponential x2; 1s; on OSError",
    ),
    "either pause": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError as error:
                    retry_after = error.headers.get("Retry-After")
                    if retry_after:
                        time.sleep(int(retry_after))
                    else:
                        time.sleep(3 ** attempt)
        """,
        "attempts 3; exponential x3; 1s; on OSError",
    ),
    "unknown settings": (
        """
        def f(config):
            for attempt in range(config["max_retries"]):
                try:
                    return get()
                except OSError:
                    time.sleep(config["delay"] * config["factor"] ** attempt)
        """,
        (
            "retries {f.config[max_retries]}; exponential x{f.config[factor]}; {f.config[delay]}; "
            "on OSError"
        ),
    ),
    "unknown tries": (
        """
        def f(tries):
            for attempt in range(tries + 1):
                try:
                    return get()
                except OSError:
                    pass
        """,
        "attempts {f.tries + 1}; on OSError",
    ),
    "unknown limits": (
        """
        def f(max_attempts, base, limit):
            for attempt in range(max_attempts):
                try:
                    return get()
                except OSError:
                    time.sleep(min(limit, base * 2 ** attempt))
        """,
        "attempts {f.max_attempts}; exponential x2; {f.base} to {f.limit}; on OSError",
    ),
    "limits by hand": (
        """
        def f(max_retries, base, limit):
            n = 0
            while True:
                try:
                    return get()
                except OSError:
                    n += 1
                    if n > max_retries:
                        raise
                    time.sleep(base)
                    base *= 2
                    if base > limit:
                        base = limit
        """,
        "retries {f.max_retries}; exponential x2; {f.base} to {f.limit}; on OSError",
    ),
    "settings of the environment": (
        """
        import os
        def f():
            for attempt in range(int(os.getenv("MAX_RETRIES", "3"))):
                try:
                    return get()
                except OSError:
                    pass
        """,
        "retries 3; on OSError",
    ),
    "some exceptions end it": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except ValueError:
                    raise
                except OSError:
                    time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "a handler that asks for more": (
        """
        class Timeout(Exception): ...
        def f():
            for attempt in range(3):
                try:
                    return get()
                except Exception as error:
                    if not isinstance(error, (Timeout, OSError)):
                        raise
                    time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on Timeout, OSError",
    ),
    "any exception": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except:
                    pass
        """,
        "attempts 3",
    ),
    "suppressed exceptions": (
        """
        from contextlib import suppress
        def f():
            for attempt in range(3):
                with suppress(OSError, ValueError):
                    return get()
                time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on OSError, ValueError",
    ),
    "the counter is shown to the other side": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get(headers={"X-Attempt": str(attempt)})
                except OSError:
                    time.sleep(2 ** attempt)
        """,
        "attempts 3; exponential x2; 1s; on OSError",
    ),
    "an answer that is asked for again": (
        """
        def f():
            for attempt in range(3):
                try:
                    response = get()
                    if response.status_code >= 500:
                        time.sleep(2)
                        continue
                    return response.json()
                except OSError:
                    time.sleep(2)
        """,
        "attempts 3; fixed; 2s; on OSError",
    ),
    "a new connection": (
        """
        def f(client):
            n = 0
            while n < 3:
                try:
                    return client.get()
                except OSError:
                    n += 1
                    time.sleep(1)
                    client = connect(client)
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "a smaller batch": (
        """
        def f(size):
            while size > 1:
                try:
                    return load(size)
                except MemoryError:
                    size //= 2
        """,
        "on MemoryError",
    ),
    "retrieval isn't retrying": (
        """
        def f(retrieve_count=4):
            for _ in range(retrieve_count):
                try:
                    return get()
                except OSError:
                    pass
        """,
        "attempts 4; on OSError",
    ),
    "within a context": (
        """
        def f():
            for attempt in range(3):
                with connect() as connection:
                    try:
                        connection.load()
                        break
                    except OSError:
                        time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "with what is always done": (
        """
        def f():
            for attempt in range(3):
                connection = connect()
                try:
                    return connection.load()
                except OSError:
                    time.sleep(1)
                finally:
                    connection.close()
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "counted down": (
        """
        def f():
            for left in reversed(range(3)):
                try:
                    return get()
                except OSError:
                    if not left:
                        raise
                    time.sleep(1)
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
    "counted without end": (
        """
        import itertools
        def f(max_retries=7):
            for attempt in itertools.count(1):
                try:
                    return get()
                except OSError:
                    if attempt > max_retries:
                        raise
                    time.sleep(attempt)
        """,
        "retries 7; linear; 1s; on OSError",
    ),
    "an attribute that counts": (
        """
        class Client:
            max_retries = 6
            def __init__(self):
                self.tries = 0
            def get(self):
                while True:
                    try:
                        return self.send()
                    except OSError:
                        self.tries += 1
                        if self.tries >= self.max_retries:
                            raise
        client = Client()
        def f(c=client):
            while True:
                try:
                    return c.send()
                except OSError:
                    c.tries += 1
                    if c.tries >= c.max_retries:
                        raise
        """,
        "retries 6; on OSError",
    ),
}

"""Decorators of a project that try again, each with its policy in words."""

from __future__ import annotations

PARAMETERS = """
def retry_with_backoff(retries=3, backoff_factor=2, exceptions=(Exception,)):
    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            for attempt in range(retries):
                try:
                    return function(*args, **kwargs)
                except exceptions as error:
                    if attempt == retries - 1:
                        raise
                    time.sleep(backoff_factor ** attempt)
        return call
    return decorate
"""
CLASS = """
class Retry:
    def __init__(self, max_retries=3, delay=1.0, on=(OSError,)):
        self.max_retries = max_retries
        self.delay = delay
        self.on = on
    def __call__(self, function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            attempt = 0
            while True:
                try:
                    return function(*args, **kwargs)
                except self.on:
                    attempt += 1
                    if attempt > self.max_retries:
                        raise
                    time.sleep(self.delay)
        return call
"""
DECORATED = {
    "parameters": (
        PARAMETERS + "@retry_with_backoff(retries=3, backoff_factor=2)\ndef f(): ...",
        "retries 3; exponential x2; 1s; on Exception",
    ),
    "defaults": (
        PARAMETERS + "@retry_with_backoff()\ndef f(): ...",
        "retries 3; exponential x2; 1s; on Exception",
    ),
    "other parameters": (
        PARAMETERS + "@retry_with_backoff(1, 3, exceptions=(OSError, ValueError))\ndef f(): ...",
        "retries 1; exponential x3; 1s; on OSError, ValueError",
    ),
    "an unknown parameter": (
        PARAMETERS + "import config\n@retry_with_backoff(config.RETRIES)\ndef f(): ...",
        "retries {config.RETRIES}; exponential x2; 1s; on Exception",
    ),
    "a last try behind the loop": (
        """
        class TransientError(Exception): ...
        def retry_with_backoff(retries=3, backoff_factor=0.5, on=(TransientError,)):
            if retries < 0:
                raise ValueError
            def decorate(function):
                @functools.wraps(function)
                def call(*args, **kwargs):
                    for attempt in range(1, retries + 1):
                        try:
                            return function(*args, **kwargs)
                        except on as error:
                            wait = backoff_factor * 2 ** (attempt - 1)
                            wait = max(wait, getattr(error, "retry_after", 0.0))
                            print("retrying", function.__qualname__, attempt, wait)
                            time.sleep(wait)
                    return function(*args, **kwargs)
                return call
            return decorate
        @retry_with_backoff(retries=4)
        def f(): ...
        """,
        "retries 4; exponential x2; 0.5s; on TransientError",
    ),
    "tries counted down, the last behind the loop": (
        """
        def retry(ExceptionToCheck, tries=4, delay=3, backoff=2, logger=None):
            def deco_retry(f):
                @functools.wraps(f)
                def f_retry(*args, **kwargs):
                    mtries, mdelay = tries, delay
                    while mtries > 1:
                        try:
                            return f(*args, **kwargs)
                        except ExceptionToCheck as e:
                            msg = "%s, Retrying in %d seconds..." % (str(e), mdelay)
                            if logger:
                                logger.warning(msg)
                            else:
                                print(msg)
                            time.sleep(mdelay)
                            mtries -= 1
                            mdelay *= backoff
                    return f(*args, **kwargs)
                return f_retry
            return deco_retry
        @retry(OSError, tries=5)
        def f(): ...
        """,
        "attempts 5; exponential x2; 3s; on OSError",
    ),
    "without parameters": (
        """
        def retry(func):
            def wrapper(*args, **kwargs):
                for _ in range(3):
                    try:
                        return func(*args, **kwargs)
                    except Exception:
                        time.sleep(1)
                raise RuntimeError
            return wrapper
        @retry
        def f(): ...
        """,
        "attempts 3; fixed; 1s; on Exception",
    ),
    "with or without parentheses": (
        """
        def retry(func=None, *, max_attempts=3):
            def decorate(function):
                @functools.wraps(function)
                def wrapper(*args, **kwargs):
                    for n in range(max_attempts):
                        try:
                            result = function(*args, **kwargs)
                        except Exception:
                            if n + 1 >= max_attempts:
                                raise
                        else:
                            return result
                return wrapper
            return decorate if func is None else decorate(func)
        @retry
        def f(): ...
        """,
        "attempts 3; on Exception",
    ),
    "a partial of itself": (
        """
        def retry(func=None, *, max_attempts=3):
            if func is None:
                return functools.partial(retry, max_attempts=max_attempts)
            @functools.wraps(func)
            def wrapper(*args, **kwargs):
                for n in range(max_attempts):
                    try:
                        return func(*args, **kwargs)
                    except Exception:
                        time.sleep(2)
            return wrapper
        @retry(max_attempts=6)
        def f(): ...
        """,
        "attempts 6; fixed; 2s; on Exception",
    ),
    "a class with parameters": (
        CLASS + "@Retry(max_retries=5, delay=90)\ndef f(): ...",
        "retries 5; fixed; 1m 30s; on OSError",
    ),
    "a class that holds the function": (
        """
        class retry:
            def __init__(self, function):
                self.function = function
            def __call__(self, *args, **kwargs):
                for attempt in range(3):
                    try:
                        return self.function(*args, **kwargs)
                    except OSError:
                        time.sleep(attempt + 1)
        @retry
        def f(): ...
        """,
        "attempts 3; linear; 1s; on OSError",
    ),
    "async": (
        """
        def retry(retries):
            def decorate(function):
                @functools.wraps(function)
                async def call(*args, **kwargs):
                    for attempt in range(retries + 1):
                        try:
                            return await function(*args, **kwargs)
                        except Exception:
                            await asyncio.sleep(0.1)
                return call
            return decorate
        @retry(2)
        async def f(): ...
        """,
        "retries 2; fixed; 0.1s; on Exception",
    ),
    "sync or async": (
        """
        import inspect
        def retry(retries):
            def decorate(function):
                async def later(*args, **kwargs):
                    for attempt in range(retries):
                        try:
                            return await function(*args, **kwargs)
                        except Exception:
                            await asyncio.sleep(1)
                def now(*args, **kwargs):
                    for attempt in range(retries):
                        try:
                            return function(*args, **kwargs)
                        except Exception:
                            time.sleep(1)
                if inspect.iscoroutinefunction(function):
                    return later
                return now
            return decorate
        @retry(2)
        async def f(): ...
        """,
        "retries 2; fixed; 1s; on Exception",
    ),
    "typed": (
        """
        from collections.abc import Callable
        from typing import ParamSpec, TypeVar
        P = ParamSpec("P")
        R = TypeVar("R")
        def retry(times: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
            def decorate(function: Callable[P, R]) -> Callable[P, R]:
                def call(*args: P.args, **kwargs: P.kwargs) -> R:
                    last: Exception | None = None
                    for _ in range(times):
                        try:
                            return function(*args, **kwargs)
                        except Exception as error:
                            last = error
                    assert last is not None
                    raise last
                return call
            return decorate
        @retry(times=4)
        def f(): ...
        """,
        "attempts 4; on Exception",
    ),
    "a loop in another function": (
        """
        def call_with_retries(function, max_retries, delay):
            for n in range(max_retries + 1):
                try:
                    return function()
                except OSError:
                    if n == max_retries:
                        raise
                    time.sleep(delay * (n + 1))
        def retry(max_retries=2, delay=5):
            def decorate(function):
                @functools.wraps(function)
                def wrapper(*args, **kwargs):
                    return call_with_retries(lambda: function(*args, **kwargs), max_retries, delay)
                return wrapper
            return decorate
        @retry(max_retries=7)
        def f(): ...
        """,
        "retries 7; linear; 5s; on OSError",
    ),
    "a partial of another function": (
        """
        def call(function, retries, *args, **kwargs):
            for _ in range(retries):
                try:
                    return function(*args, **kwargs)
                except OSError:
                    time.sleep(1)
        def retry(retries):
            def decorate(function):
                return functools.partial(call, function, retries)
            return decorate
        @retry(4)
        def f(): ...
        """,
        "retries 4; fixed; 1s; on OSError",
    ),
    "settings in an object": (
        """
        from dataclasses import dataclass
        @dataclass
        class Settings:
            max_retries: int = 3
            base_delay: float = 0.5
            max_delay: float = 8.0
            def delay(self, attempt):
                return min(self.max_delay, self.base_delay * 2 ** attempt)
        def retry(settings):
            def decorate(function):
                def wrapper(*args, **kwargs):
                    for attempt in range(settings.max_retries):
                        try:
                            return function(*args, **kwargs)
                        except OSError:
                            time.sleep(settings.delay(attempt))
                    raise RuntimeError
                return wrapper
            return decorate
        @retry(Settings(max_retries=8))
        def f(): ...
        """,
        "retries 8; exponential x2; 0.5s to 8s; on OSError",
    ),
    "a library's loop": (
        """
        from tenacity import Retrying, stop_after_attempt, wait_fixed
        def retry(function):
            def wrapper(*args, **kwargs):
                for attempt in Retrying(stop=stop_after_attempt(3), wait=wait_fixed(2)):
                    with attempt:
                        return function(*args, **kwargs)
            return wrapper
        @retry
        def f(): ...
        """,
        "attempts 3; fixed; 2s",
    ),
    "a library's object": (
        """
        from tenacity import Retrying, stop_after_attempt, wait_fixed
        def retry(function):
            def wrapper(*args, **kwargs):
                retrying = Retrying(stop=stop_after_attempt(3), wait=wait_fixed(2))
                return retrying(function, *args, **kwargs)
            return wrapper
        @retry
        def f(): ...
        """,
        "attempts 3; fixed; 2s",
    ),
    "a library's decorator by another name": (
        """
        import tenacity
        def retry(attempts):
            return tenacity.retry(stop=tenacity.stop_after_attempt(attempts))
        @retry(4)
        def f(): ...
        """,
        "attempts 4",
    ),
    "a library's decorator inside": (
        """
        import tenacity
        def retry(attempts):
            def decorate(function):
                @functools.wraps(function)
                def wrapper(*args, **kwargs):
                    again = tenacity.retry(stop=tenacity.stop_after_attempt(attempts))
                    return again(function)(*args, **kwargs)
                return wrapper
            return decorate
        @retry(4)
        def f(): ...
        """,
        "attempts 4",
    ),
    "in a thread": (
        """
        def retry(function):
            async def wrapper(*args):
                for n in range(3):
                    try:
                        return await asyncio.to_thread(function, *args)
                    except OSError:
                        await asyncio.sleep(1)
            return wrapper
        @retry
        def f(): ...
        """,
        "attempts 3; fixed; 1s; on OSError",
    ),
}

"""Decorators that only pass on, and some that do more."""

from __future__ import annotations

PASSING = {
    "logs": """
        import logging
        log = logging.getLogger(__name__)
        def decorator(function):
            @functools.wraps(function)
            def call(*args, **kwargs):
                log.info("start %s", function.__name__)
                result = function(*args, **kwargs)
                log.info("end %s", result)
                return result
            return call
        """,
    "takes the time": """
        def decorator(function):
            def call(*args, **kwargs):
                start = time.perf_counter()
                try:
                    return function(*args, **kwargs)
                finally:
                    print(f"{function.__name__}: {time.perf_counter() - start:.2f}s")
            return call
        """,
    "logs and raises again": """
        import logging
        def decorator(function):
            def call(*args, **kwargs):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    logging.exception("failed")
                    raise
            return call
        """,
    "with a parameter": """
        def decorator(name):
            def decorate(function):
                async def call(*args, **kwargs):
                    print(name)
                    return await function(*args, **kwargs)
                return call
            return decorate
        decorator = decorator("x")
        """,
    "without a result": """
        def decorator(function):
            def call(*args, **kwargs):
                function(*args, **kwargs)
            return call
        """,
    "either way": """
        DEBUG = None
        def decorator(function):
            def call(*args, **kwargs):
                if not DEBUG:
                    return function(*args, **kwargs)
                print("start")
                result = function(*args, **kwargs)
                return result
            return call
        """,
    "with a helper that logs": """
        import logging
        def note(text):
            logging.info("%s at %s", text, time.time())
        def decorator(function):
            def call(*args, **kwargs):
                note("start")
                return function(*args, **kwargs)
            return call
        """,
    "looks at the arguments": """
        def decorator(function):
            def call(*args, **kwargs):
                name = kwargs.get("name", "")
                print(name.upper(), len(args))
                return function(*args, **kwargs)
            return call
        """,
    "a class": """
        class decorator:
            def __init__(self, function):
                self.function = function
            def __call__(self, *args, **kwargs):
                print("start")
                return self.function(*args, **kwargs)
        """,
    "in a span": """
        from opentelemetry import trace
        tracer = trace.get_tracer(__name__)
        def decorator(function):
            def call(*args, **kwargs):
                with tracer.start_as_current_span(function.__name__) as span:
                    span.set_attribute("a", 1)
                    return function(*args, **kwargs)
            return call
        """,
}
NOT_PASSING = {
    "caches": """
        def decorator(function):
            cache = {}
            def call(key):
                if key not in cache:
                    cache[key] = function(key)
                return cache[key]
            return call
        """,
    "swallows": """
        def decorator(function):
            def call(*args, **kwargs):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    print("failed")
            return call
        """,
    "alerts": """
        import requests
        def decorator(function):
            def call(*args, **kwargs):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    requests.post("https://hooks.slack.com", json={})
                    raise
            return call
        """,
    "alerts by a function": """
        import requests
        def alert():
            requests.post("https://hooks.slack.com", json={})
        def decorator(function):
            def call(*args, **kwargs):
                alert()
                return function(*args, **kwargs)
            return call
        """,
    "calls twice": """
        def decorator(function):
            def call(*args, **kwargs):
                function(*args, **kwargs)
                return function(*args, **kwargs)
            return call
        """,
    "for each item": """
        def decorator(function):
            def call(items):
                for item in items:
                    function(item)
            return call
        """,
    "changes the result": """
        def decorator(function):
            def call(*args, **kwargs):
                return clean(function(*args, **kwargs))
            return call
        """,
    "gives something else": """
        def decorator(function):
            def call(*args, **kwargs):
                function(*args, **kwargs)
                return 1
            return call
        """,
    "sometimes": """
        def decorator(function):
            def call(*args, **kwargs):
                if args:
                    return function(*args, **kwargs)
            return call
        """,
    "writes the result": """
        def decorator(function):
            def call(*args, **kwargs):
                result = function(*args, **kwargs)
                result.to_sql("table")
                return result
            return call
        """,
    "writes an argument": """
        def decorator(function):
            def call(frame):
                frame.to_sql("table")
                return function(frame)
            return call
        """,
    "checks": """
        def decorator(function):
            def call(*args, **kwargs):
                if not args:
                    raise ValueError
                return function(*args, **kwargs)
            return call
        """,
    "is no wrapper": """
        def decorator(function):
            def call(*args, **kwargs):
                return 1
            return call
        """,
    "waits": """
        def decorator(function):
            def call(*args, **kwargs):
                time.sleep(5)
                return function(*args, **kwargs)
            return call
        """,
}

import functools
import logging
import time

logger = logging.getLogger(__name__)


def retry_with_backoff(retries=3, backoff_factor=2, exceptions=(Exception,)):
    """Retry a function with exponential backoff."""

    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            delay = 1
            for attempt in range(retries + 1):
                try:
                    return func(*args, **kwargs)
                except exceptions as exc:
                    if attempt == retries:
                        logger.error(f"{func.__name__} failed after {retries} retries")
                        raise
                    logger.warning(f"{func.__name__} failed: {exc}. Retrying in {delay}s")
                    time.sleep(delay)
                    delay *= backoff_factor

        return wrapper

    return decorator

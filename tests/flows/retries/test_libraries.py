"""Retry libraries, and the settings of clients: what each call means."""

from __future__ import annotations

import textwrap

import pytest

from pytest_etl_diagram.evaluate.values import Args, External, FunctionValue
from pytest_etl_diagram.flows.retries import passes_to, policy_of, policy_of_call, wrapped
from pytest_etl_diagram.flows.values import Product
from tests.flows.retries.evaluating import Evaluated, said

TENACITY = """
import tenacity
from tenacity import *
class A(Exception): ...
class B(Exception): ...
def is_transient(error): ...
"""
BACKOFF = "import backoff\nclass A(Exception): ...\nclass B(Exception): ...\n"
STAMINA = "import stamina\nimport datetime as dt\n"
RETRYING = "from retrying import retry\ndef is_io(error): ...\n"
GOOGLE = "from google.api_core import retry, exceptions\n"
CELERY = "from celery import Celery, shared_task\napp = Celery('x')\nclass A(Exception): ...\n"

DECORATORS = {
    TENACITY: {
        "retry": "without end",
        "tenacity.retry": "without end",
        "retry()": "without end",
        "retry(stop=stop_after_attempt(3))": "attempts 3",
        "retry(stop=stop_after_attempt(3), wait=wait_fixed(2))": "attempts 3; fixed; 2s",
        "retry(stop=stop_after_delay(30))": "attempts within 30s",
        "retry(stop=stop_after_attempt(3) | stop_after_delay(90))": "attempts 3 within 1m 30s",
        "retry(stop=stop_any(stop_after_attempt(3), stop_after_delay(9)))": "attempts 3 within 9s",
        "retry(wait=wait_exponential(multiplier=1, min=4, max=10))": "exponential x2; 4s to 10s",
        "retry(wait=wait_exponential())": "exponential x2; 1s",
        "retry(wait=wait_exponential(0.5, 60, 3))": "exponential x3; 0.5s to 1m",
        "retry(wait=wait_random(1, 5))": "random; 1s to 5s",
        "retry(wait=wait_random_exponential(multiplier=1, max=60))": (
            "exponential x2 with jitter; 1s to 1m"
        ),
        "retry(wait=wait_exponential_jitter(initial=2, max=30))": (
            "exponential x2 with jitter; 2s to 30s"
        ),
        "retry(wait=wait_incrementing(start=1, increment=2, max=9))": "linear; 1s to 9s",
        "retry(wait=wait_chain(wait_fixed(1), wait_fixed(5)))": "stepped; 1s, 5s",
        "retry(wait=wait_fixed(3) + wait_random(0, 2))": "random; 3s to 5s",
        "retry(wait=wait_combine(wait_exponential(1), wait_random(0, 1)))": (
            "exponential x2 with jitter; 1s"
        ),
        "retry(wait=wait_fixed(timedelta(minutes=2)))": "fixed; 2m",
        "retry(wait=lambda state: 3)": "varies",
        "retry(retry=retry_if_exception_type((A, B)))": "on A, B",
        "retry(retry=retry_if_exception_type(A) | retry_if_exception_type(B))": "on A, B",
        "retry(retry=retry_if_not_exception_type(A))": "on not A",
        "retry(retry=retry_if_exception(is_transient))": "on is_transient",
        "retry(retry=retry_if_result(lambda r: r is None))": "without end",
        "tenacity.retry(reraise=True, stop=tenacity.stop_after_attempt(2))": "attempts 2",
        "tenacity.retry(stop=tenacity.stop.stop_after_attempt(2))": "attempts 2",
        "Retrying(stop=stop_after_attempt(2)).wraps": "attempts 2",
    },
    BACKOFF: {
        "backoff.on_exception(backoff.expo, A)": "exponential x2 with jitter; 1s; on A",
        "backoff.on_exception(backoff.expo, (A, B), max_tries=5)": (
            "attempts 5; exponential x2 with jitter; 1s; on A, B"
        ),
        "backoff.on_exception(backoff.expo, A, max_time=60, factor=2, base=3, jitter=None)": (
            "attempts within 1m; exponential x3; 2s; on A"
        ),
        "backoff.on_exception(backoff.expo, A, max_value=32)": (
            "exponential x2 with jitter; 1s to 32s; on A"
        ),
        "backoff.on_exception(backoff.constant, A, interval=5, jitter=None, max_tries=2)": (
            "attempts 2; fixed; 5s; on A"
        ),
        "backoff.on_exception(backoff.constant, A, interval=5)": "random; 0s to 5s; on A",
        "backoff.on_exception(backoff.fibo, A, max_value=13)": (
            "fibonacci with jitter; 1s to 13s; on A"
        ),
        "backoff.on_exception(backoff.expo, A, max_tries=lambda: 4)": (
            "attempts 4; exponential x2 with jitter; 1s; on A"
        ),
        "backoff.on_predicate(backoff.expo, max_tries=3)": (
            "attempts 3; exponential x2 with jitter; 1s"
        ),
    },
    STAMINA: {
        "stamina.retry(on=OSError)": (
            "attempts 10; exponential x2 with jitter; 0.1s to 5s; on OSError"
        ),
        "stamina.retry(on=(OSError, ValueError), attempts=3, wait_initial=1, wait_max=60)": (
            "attempts 3; exponential x2 with jitter; 1s to 1m; on OSError, ValueError"
        ),
        "stamina.retry(on=OSError, wait_jitter=0, wait_exp_base=3, timeout=9)": (
            "attempts 10 within 9s; exponential x3; 0.1s to 5s; on OSError"
        ),
        "stamina.retry(on=OSError, attempts=2, wait_max=dt.timedelta(minutes=2))": (
            "attempts 2; exponential x2 with jitter; 0.1s to 2m; on OSError"
        ),
    },
    RETRYING: {
        "retry": "without end",
        "retry(stop_max_attempt_number=7)": "attempts 7",
        "retry(stop_max_delay=10000)": "attempts within 10s",
        "retry(wait_fixed=2000, retry_on_exception=is_io)": "fixed; 2s; on is_io",
        "retry(wait_random_min=1000, wait_random_max=2000)": "random; 1s to 2s",
        "retry(wait_exponential_multiplier=1000, wait_exponential_max=10000)": (
            "exponential x2; 2s to 10s"
        ),
    },
    "from retry import retry\n": {
        "retry()": "without end",
        "retry(ValueError, tries=3, delay=2)": "attempts 3; fixed; 2s; on ValueError",
        "retry((ValueError, OSError), 4, 1, 8, 2)": (
            "attempts 4; exponential x2; 1s to 8s; on ValueError, OSError"
        ),
        "retry(tries=3, delay=1, jitter=2, max_delay=9)": "attempts 3; linear; 1s to 9s",
        "retry(tries=3, delay=1, backoff=2, jitter=(1, 3))": (
            "attempts 3; exponential x2 with jitter; 1s"
        ),
    },
    GOOGLE: {
        "retry.Retry()": "exponential x2 with jitter; 1s to 1m",
        "retry.Retry(initial=2, maximum=10, multiplier=3, timeout=60)": (
            "attempts within 1m; exponential x3 with jitter; 2s to 10s"
        ),
        "retry.Retry(predicate=retry.if_exception_type(exceptions.TooManyRequests), deadline=9)": (
            "attempts within 9s; exponential x2 with jitter; 1s to 1m; on TooManyRequests"
        ),
        "retry.AsyncRetry(timeout=5)": ("attempts within 5s; exponential x2 with jitter; 1s to 1m"),
    },
    CELERY: {
        "app.task(autoretry_for=(A,))": "retries 3; fixed; 3m; on A",
        "shared_task(autoretry_for=(A, OSError), max_retries=5, default_retry_delay=10)": (
            "retries 5; fixed; 10s; on A, OSError"
        ),
        "app.task(autoretry_for=(A,), retry_backoff=True)": (
            "retries 3; exponential x2 with jitter; 1s to 10m; on A"
        ),
        "app.task(autoretry_for=(A,), retry_backoff=5, retry_backoff_max=60, retry_jitter=False)": (
            "retries 3; exponential x2; 5s to 1m; on A"
        ),
        "app.task(autoretry_for=(A,), retry_kwargs={'max_retries': 7, 'countdown': 4})": (
            "retries 7; fixed; 4s; on A"
        ),
    },
    "from prefect import task, flow\nfrom prefect.tasks import exponential_backoff\n": {
        "task(retries=3, retry_delay_seconds=10)": "retries 3; fixed; 10s",
        "task(retries=3, retry_delay_seconds=[1, 10])": "retries 3; stepped; 1s, 10s",
        "flow(retries=2)": "retries 2",
    },
    "from dagster import op, RetryPolicy, Backoff, Jitter\n": {
        "op(retry_policy=RetryPolicy(max_retries=3, delay=0.2))": "retries 3; fixed; 0.2s",
        "op(retry_policy=RetryPolicy(max_retries=3, delay=1, backoff=Backoff.EXPONENTIAL, "
        "jitter=Jitter.PLUS_MINUS))": "retries 3; exponential with jitter; 1s",
    },
    "import ray\n": {"ray.remote(max_retries=3)": "retries 3"},
    "from acme.resilience import retry, with_retries\n": {
        "retry": "without end",
        "retry(max_attempts=3, delay=2)": "attempts 3; fixed; 2s",
        "retry(3)": "attempts 3",
        "with_retries(retries=3, backoff_factor=2, exceptions=(OSError,))": (
            "retries 3; exponential x2; on OSError"
        ),
        "retry(OSError, tries=4, delay=1, backoff=2)": (
            "attempts 4; exponential x2; 1s; on OSError"
        ),
    },
}
ROWS = [(above, source) for above, rows in DECORATORS.items() for source in rows]


@pytest.mark.parametrize(("above", "source"), ROWS, ids=[source for _, source in ROWS])
def test_a_librarys_decorator_leaves_its_policy_on_the_function(above, source, tmp_path):
    world = Evaluated(tmp_path, f"{above}\n@{source}\ndef f():\n    return 1\n")
    found = wrapped(world.it, world["f"])
    assert found is not None
    policy, inner = found
    assert said(policy) == DECORATORS[above][source]
    assert policy_of(world["f"]) == policy
    assert isinstance(inner, FunctionValue)
    assert inner.node.name == "f"
    assert wrapped(world.it, inner) is None
    assert world.it.call(world["f"], Args()) == 1


OTHER_DECORATORS = """
functools.lru_cache
functools.lru_cache(maxsize=3)
functools.cache
acme.logged
acme.timed(unit="s")
app.task
app.task(bind=True, max_retries=3)
acme.command(tries=3)
""".split("\n")[1:-1]


@pytest.mark.parametrize("source", OTHER_DECORATORS)
def test_another_decorator_leaves_no_policy(source, tmp_path):
    text = f"import acme\n{CELERY}\n@{source}\ndef f(self): ...\n"
    world = Evaluated(tmp_path, text)
    assert wrapped(world.it, world["f"]) is None
    assert passes_to(world.it, world["f"]) is None


BY_ITSELF = {
    "a countdown": (
        """
        @app.task(bind=True, max_retries=5)
        def f(self):
            try:
                get()
            except (A, OSError) as error:
                raise self.retry(exc=error, countdown=60)
        """,
        "retries 5; fixed; 1m; on A, OSError",
    ),
    "a countdown that grows": (
        """
        @shared_task(bind=True)
        def f(self):
            try:
                get()
            except A as error:
                raise self.retry(exc=error, countdown=2 ** self.request.retries, max_retries=7)
        """,
        "retries 7; exponential x2; 1s; on A",
    ),
    "defaults": (
        """
        @app.task(bind=True, default_retry_delay=30)
        def f(task):
            try:
                get()
            except A as error:
                task.retry(exc=error)
        """,
        "retries 3; fixed; 30s; on A",
    ),
    "by its name": (
        """
        @app.task
        def f():
            try:
                get()
            except A as error:
                f.retry(exc=error)
        """,
        "retries 3; fixed; 3m; on A",
    ),
}


@pytest.mark.parametrize("name", BY_ITSELF)
def test_a_celery_task_may_ask_for_its_retry_itself(name, tmp_path):
    text, words = BY_ITSELF[name]
    world = Evaluated(tmp_path, CELERY + textwrap.dedent(text))
    assert said(policy_of(world["f"])) == words


CALLED = {
    "retry(stop=stop_after_attempt(3))(get)": "attempts 3",
    "retry(stop=stop_after_attempt(3))(client.get)": "attempts 3",
    "retry(stop=stop_after_attempt(3))(requests.get)": "attempts 3",
    "retry(stop=stop_after_attempt(3))(functools.partial(get, 1))": "attempts 3",
    "again(get)": "attempts 6",
    "decorated.retry_with(stop=stop_after_attempt(9))": "attempts 9; fixed; 1s",
}


@pytest.mark.parametrize("source", CALLED)
def test_a_decorator_may_be_called_like_any_function(source, tmp_path):
    text = f"""
from tenacity import *
import requests
def get(x=0): ...
class Client:
    def get(self): ...
client = Client()
again = retry(stop=stop_after_attempt(6))
@retry(stop=stop_after_attempt(3), wait=wait_fixed(1))
def decorated(): ...
x = {source}
"""
    world = Evaluated(tmp_path, text)
    policy, _ = wrapped(world.it, world["x"])
    assert said(policy) == CALLED[source]
    assert wrapped(world.it, world["get"]) is None  # what is decorated stays what it was


OBJECTS = """
import stamina
from tenacity import Retrying, stop_after_attempt
from retry.api import retry_call
def get(x):
    return x
a = Retrying(stop=stop_after_attempt(3))(get, 1)
b = stamina.RetryingCaller(attempts=5).on(OSError)(get, 2)
c = stamina.RetryingCaller(attempts=5)(OSError, get, 3)
d = retry_call(get, fargs=[4], tries=3)
e = Retrying(stop=stop_after_attempt(3)).call(get, x=5)
"""


def test_calling_through_a_library_gives_what_the_function_gives(tmp_path):
    world = Evaluated(tmp_path, OBJECTS)
    assert [world[name] for name in "abcde"] == [1, 2, 3, 4, 5]


LOOPS = {
    "Retrying(stop=stop_after_attempt(3), wait=wait_fixed(1))": "attempts 3; fixed; 1s",
    "stamina.retry_context(on=OSError, attempts=4)": (
        "attempts 4; exponential x2 with jitter; 0.1s to 5s; on OSError"
    ),
    "AsyncRetrying(stop=stop_after_attempt(2))": "attempts 2",
    "SHARED": "attempts 8",
}


@pytest.mark.parametrize("source", LOOPS)
def test_a_loop_over_a_librarys_attempts_is_a_retry(source, tmp_path):
    text = f"""
from tenacity import *
import stamina
SHARED = Retrying(stop=stop_after_attempt(8))
def f():
    for attempt in {source}:
        print("try")
        with attempt:
            load()
"""
    (found,) = Evaluated(tmp_path, text).loops()
    assert said(found and found.policy) == LOOPS[source]
    assert len(found.before) == 1
    assert len(found.attempt.body) == 1
    assert found.body == (*found.before, *found.attempt.body)


CLIENTS = {
    "urllib3.Retry(total=3)": "retries 3",
    "urllib3.util.retry.Retry(3, backoff_factor=0.5, status_forcelist=[502, 503])": (
        "retries 3; exponential x2; 1s; on HTTP 502, HTTP 503"
    ),
    "urllib3.Retry(connect=2)": "retries 10",
    "urllib3.Retry(total=None, connect=2)": "retries 2",
    "urllib3.Retry(0)": "no policy",
    "urllib3.Retry(total=False)": "no policy",
    "HTTPAdapter(max_retries=3)": "retries 3",
    "HTTPAdapter()": "no policy",
    "HTTPAdapter(max_retries=urllib3.Retry(total=5))": "retries 5",
    "mounted(requests.Session(), 4)": "retries 4",
    "mounted(requests.session(), urllib3.Retry(total=6))": "retries 6",
    "mounted(OwnSession(), 7)": "retries 7",
    "requests.Session()": "no policy",
    "urllib3.PoolManager(retries=urllib3.Retry(5))": "retries 5",
    "httpx.HTTPTransport(retries=3)": "retries 3",
    "httpx.Client(transport=httpx.HTTPTransport(retries=3))": "retries 3",
    "httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=2))": "retries 2",
    "httpx.Client()": "no policy",
    "Config(retries={'max_attempts': 5, 'mode': 'adaptive'})": "retries 5; adaptive",
    "Config(retries={'total_max_attempts': 5})": "attempts 5",
    "Config(retries={'mode': 'standard'})": "standard",
    "Config(retries={'max_attempts': 0})": "no policy",
    "Config(region_name='eu')": "no policy",
    "boto3.client('s3', config=Config(retries={'max_attempts': 5}))": "retries 5",
    "boto3.Session().client('s3', config=Config(retries={'max_attempts': 5}))": "retries 5",
    "boto3.resource('s3', config=Config(retries={'mode': 'standard'}))": "standard",
    "boto3.client('s3')": "no policy",
    "redis.retry.Retry(redis.backoff.ExponentialBackoff(cap=10, base=1), 3)": (
        "retries 3; exponential x2; 1s to 10s"
    ),
    "redis.Redis(retry=redis.retry.Retry(redis.backoff.ConstantBackoff(2), 3))": (
        "retries 3; fixed; 2s"
    ),
    "KafkaProducer(bootstrap_servers='x', retries=5, retry_backoff_ms=100)": (
        "retries 5; fixed; 0.1s"
    ),
    "Producer({'bootstrap.servers': 'x', 'retries': 5, 'retry.backoff.ms': 200})": (
        "retries 5; fixed; 0.2s"
    ),
    "Producer({'bootstrap.servers': 'x'})": "no policy",
    "Elasticsearch('x', max_retries=4, retry_on_timeout=True)": "retries 4",
    "aiohttp_retry.ExponentialRetry(attempts=3)": "attempts 3; exponential x2; 0.1s to 30s",
    "aiohttp_retry.RetryClient(retry_options=aiohttp_retry.ListRetry([1, 5]))": (
        "attempts 2; stepped; 1s, 5s"
    ),
    "BlobServiceClient('x', retry_policy=ExponentialRetry(initial_backoff=10, retry_total=4))": (
        "retries 4; fixed; 10s"
    ),
    "RetryPolicy(maximum_attempts=3, initial_interval=timedelta(seconds=1), "
    "backoff_coefficient=2.0)": "attempts 3; exponential x2; 1s",
    "LuigiTask()": "retries 5",
    "Choice(max_retries=2) if unknown else None": "retries 2",
    "elasticsearch.client(max_retries=2)": "retries 2",
    "elasticsearch.retrieve(2)": "no policy",
    "elasticsearch.fetch(retries=2)": "no policy",
    "elasticsearch.fetch(retry=RetryPolicy(maximum_attempts=3))": "no policy",
    "elasticsearch.connect(retry=RetryPolicy(maximum_attempts=3))": "attempts 3",
    "elasticsearch.with_retries(mounted, retries=2)": "no policy",
    "1": "no policy",
}
CLIENT_IMPORTS = """
import urllib3, requests, httpx, boto3, redis, aiohttp_retry, luigi
from requests.adapters import HTTPAdapter
from botocore.config import Config
from kafka import KafkaProducer
from confluent_kafka import Producer
import elasticsearch
from elasticsearch import Elasticsearch, Elasticsearch as Choice
from azure.storage.blob import BlobServiceClient, ExponentialRetry
from temporalio.common import RetryPolicy
class OwnSession(requests.Session): ...
class LuigiTask(luigi.Task):
    retry_count = 5
def mounted(session, retries):
    session.mount("https://", HTTPAdapter(max_retries=retries))
    return session
"""


@pytest.mark.parametrize("source", CLIENTS)
def test_an_object_of_a_library_carries_its_policy(source, tmp_path):
    world = Evaluated(tmp_path, f"{CLIENT_IMPORTS}\nx = {source}\n")
    assert said(policy_of(world["x"])) == CLIENTS[source]


def test_what_is_traced_is_as_good_as_what_it_comes_from(tmp_path):
    text = f"{CLIENT_IMPORTS}\nretry = urllib3.Retry(total=4)\nsession = requests.Session()\n"
    world = Evaluated(tmp_path, text)
    traced = Product("{urllib3.Retry()}")
    traced.origin = world["retry"]
    adapter = world.it.call(External("requests.adapters.HTTPAdapter"), Args([10, 10, traced]))
    world.it.call_method(world["session"], "mount", "https://", adapter)
    assert said(policy_of(world["session"])) == "retries 4"


CALLS = {
    "(sql, retry=google_retry.Retry(timeout=60))": (
        "attempts within 1m; exponential x2 with jitter; 1s to 1m"
    ),
    "(sql, retries=3)": "retries 3",
    "(sql, tries=3)": "no policy",
    "(sql)": "no policy",
    "(sql, retries=0)": "no policy",
}


@pytest.mark.parametrize("source", CALLS)
def test_a_call_may_be_given_a_policy(source, tmp_path):
    text = f"""
from google.api_core import retry as google_retry
sql = "select 1"
def keep(*args, **kwargs):
    return args, kwargs
x = keep{source}
"""
    positional, keywords = Evaluated(tmp_path, text)["x"]
    assert said(policy_of_call(Args(positional, dict(keywords)))) == CALLS[source]

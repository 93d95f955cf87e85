"""Names whose values are secrets, told by their words: `DB_PASSWORD`, `apiKey`, `fernet-key`."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_ANYWHERE = frozenset(
    "password passwords passwd passwds pwd passphrase passcode secret token apikey apikeys "
    "apitoken accesskey secretkey privatekey accountkey credential credentials creds "
    "authorization bearer jwt sastoken fernet pgpassword authtoken userpass".split()
)
"""One of these words, wherever it stands, makes a secret of a value."""

_LAST = frozenset("pass pw tokens cookie cookies".split())
"""These do so only at the end: `db_pass`, but not `pass_through`."""

_LAST_OF_SEVERAL = frozenset("pat pin salt otp totp sas".split())
"""These do so only at the end, after another word: `github_pat`."""

_KEYS = frozenset(
    "api access secret private fernet encryption decryption signing master account shared storage "
    "ssh gpg pgp rsa aes hmac auth license licence app application subscription deploy crypto ssl "
    "tls write ingest jwt datadog dd sendgrid stripe openai anthropic azure".split()
)
"""`key` after one of these is a secret; `sort_key` and `primary_key` aren't."""

_SIGNATURES = frozenset("access sas shared amz goog".split())

_OWNERS = frozenset("aws access s3".split())
"""`key_id` beside one of these is the half of a secret; a `kms_key_id` isn't."""

_ABOUT = frozenset(
    "name names file files filename path paths dir directory folder url uri urls endpoint host "
    "port ref reference references arn type kind mode length size ttl expiry expiration expires "
    "expire lifetime policy count counts limit limits env variable var column columns field "
    "fields header headers table mount backend provider manager scope scopes version reset resets "
    "rotation rotate rotated required enabled disabled store namespace alias vault cmd command "
    "prefix suffix pattern regex validation validator check algorithm method format location "
    "event events usage budget class engine interval seconds minutes hours days date created "
    "updated template audience issuer cache bucket tag".split()
)
"""A name that ends with one of these only tells about a secret: `secret_name`, `token_url`."""

_COUNTED = frozenset("max min num total input output prompt completion stop".split())
"""Tokens that are counted, of a language model."""

_LONGEST = 200  # characters; nobody gives a longer name


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether the value of something of that name is likely a secret.

    >>> is_secret_name("AWS_SECRET_ACCESS_KEY"), is_secret_name("secretName")
    (True, False)
    """
    words = [word.lower() for word in _WORD.findall(name[-_LONGEST:])]
    if not words or words[-1] in _ABOUT:
        return False
    if not _ANYWHERE.isdisjoint(words) or _ends_secretly(words):
        return True
    pairs = itertools.pairwise(words)
    return any(
        (before in _KEYS and word in ("key", "keys"))
        or (before in _SIGNATURES and word == "signature")
        or ((before, word) == ("key", "id") and not _OWNERS.isdisjoint(words))
        for before, word in pairs
    )


def _ends_secretly(words: list[str]) -> bool:
    *before, last = words
    if last == "tokens" and not _COUNTED.isdisjoint(before):
        return False
    return last in _LAST or (bool(before) and last in _LAST_OF_SEVERAL)

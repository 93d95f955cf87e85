"""What the names of functions, methods and classes say of what a step is for."""

from __future__ import annotations

import re

ROLE_WORDS: tuple[tuple[str, str], ...] = (
    ("error", "dlq deadletter quarantine quarantined reject rejected"),
    ("notify", "notify notification notifications notifier alert alerts alerter alerting page"),
    ("notify", "slack pagerduty opsgenie email mail sms"),
    ("validate", "check checks checker validate validates validation validator verify verifies"),
    ("validate", "quality assert ensure audit expectation expectations"),
    ("extract", "extract extracts extractor fetch fetches fetcher download downloads read reads"),
    ("extract", "reader pull pulls ingest ingests scrape crawl query poll consume consumer source"),
    ("load", "load loads loader write writes writer upload uploads store save saves saver insert"),
    ("load", "inserts upsert upserts export exports publish publisher push sink persist merge"),
    ("load", "produce producer target destination copy"),
    ("transform", "transform transforms transformer transformation clean cleans cleaner cleanse"),
    ("transform", "aggregate aggregates aggregator enrich enriches enricher join joins normalize"),
    ("transform", "normalise deduplicate dedupe compute calculate convert parse parser process"),
    ("transform", "processor filter map group pivot prepare standardize standardise score"),
)
"""Words in names, by role; the first word of a name that has a role decides."""

FIRST_ONLY = frozenset("page query source target store copy map".split())
"""Words that name a thing unless they come first: `page_on_call`, but `get_page`."""

MESSAGES = frozenset("mail email sms slack".split())
"""Words of telling people, unless something is asked for: `send_mail`, but `get_email`."""

ASKING = frozenset("list get find search iter iterate lookup fetch parse read load next".split())
"""What a component's methods begin with that ask an outside system for something."""

EVERYDAY = frozenset(
    "append extend add update items keys values get pop popleft setdefault copy clear sort sorted "
    "reverse index count insert remove discard split rsplit splitlines join strip lstrip rstrip "
    "replace format lower upper title startswith endswith encode decode isdigit isoformat "
    "strftime strptime timestamp date time group groups match search fullmatch findall sub exists "
    "is_file is_dir mkdir unlink rename as_posix resolve result done cancel close start stop join "
    "acquire release set wait commit rollback flush begin connect cursor dispose shutdown "
    "__enter__ __exit__ __iter__ __getitem__ __call__ get_nowait put_nowait task_done "
    "inc dec observe labels set_attribute debug info warning error exception parse_args "
    "add_argument echo exit tolist to_dict to_list head tail astype fillna isna notna sum mean "
    "max min median any all round abs len describe".split()
)
"""Methods of everyday objects: by themselves no step of a pipeline."""

TELLING = frozenset("debug info warning error exception echo".split())
"""Those of them that only tell what goes on."""

_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_BY_WORD = {word: role for role, words in ROLE_WORDS for word in words.split()}
_DEAD_LETTER = re.compile(r"dead_?letter|(?:^|_)dlq(?:_|$)|quarantin", re.IGNORECASE)


_SECRET = re.compile(
    r"pass(?:word|wd|phrase)?(?:_|$)|pwd|secret|token|api_?key|credential|auth|login|sign_?in|conn",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Tell whether a parameter or function of this name may take a secret: it isn't shown."""
    return _SECRET.search(name) is not None


_HOLDS = re.compile(
    r"pass(?:word|wd|phrase)|pwd|secret|token|api_?key|credential|private_?key", re.IGNORECASE
)


def holds_secret(name: str) -> bool:
    """Tell whether what is called so is a secret itself: nothing that equals it is shown."""
    return _HOLDS.search(name) is not None


def is_dead_letter(name: str) -> bool:
    """Tell whether something is named after a dead-letter queue or a quarantine."""
    return _DEAD_LETTER.search(name) is not None


def words_of(name: str) -> list[str]:
    """Return the words of an identifier, in lower case."""
    return [word.lower() for word in _WORDS.findall(name)]


def role_by_words(name: str) -> str:
    """Return the role that the first telling word of a name has, "" for none."""
    if is_dead_letter(name):
        return "error"
    words = words_of(name)
    known = (word for i, word in enumerate(words) if word in _BY_WORD and not _is_object(words, i))
    return next((_BY_WORD[word] for word in known), "")


def _is_object(words: list[str], index: int) -> bool:
    """Tell whether a word that may be a verb is what something is done to: `get_page`."""
    word = words[index]
    if index and word in FIRST_ONLY:
        return True
    return word in MESSAGES and words[0] in ASKING


def step_role(name: str, component: str) -> str:
    """Return the role of a call: by its own name, else by its class's; `other` for neither."""
    own = role_by_words(name)
    if is_dead_letter(component):
        return "error"
    if own:
        return own
    if component and words_of(name)[:1] and words_of(name)[0] in ASKING:
        return "extract"
    words = words_of(component)
    return next((_BY_WORD[word] for word in reversed(words) if word in _BY_WORD), "other")

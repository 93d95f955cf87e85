"""Programs whose every step is much work: what is made first, and what is done again and again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.trust.anyfile.way import passed, reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIST = "v = list(range(90_000))\nw = dict(enumerate(v))\n"
_UNKNOWN = f"{_LIST}v.append(os.environ['X'])\n"
_TEXT = "v = 'a1 b,' * 150_000\n"

MAX_SECONDS = 12
"""Of processor time, on any machine; here the slowest takes 3, and without a measure minutes."""

LABOUR: Mapping[str, tuple[str, str]] = {
    "files that aren't there": ("", "open(i)"),
    "a path of many parts": ("v = '/' + 'dags/' * 90_000\n", "open(v)"),
    "a text that is a path": (_TEXT, "open(v)"),
    "a text filled in": (_TEXT, "'%s' % v"),
    "a text joined": (_TEXT, "','.join(v)"),
    "a text as a key": (_TEXT, "{}[v]"),
    "a list as text": (_UNKNOWN, "str(v)"),
    "a list joined": (_UNKNOWN, "','.join(v)"),
    "a list compared": (_UNKNOWN, "v == [v, v]"),
    "a list searched for": (_UNKNOWN, "v in [v, w]"),
    "a list as an attribute": (_UNKNOWN, "getattr(v, w)"),
    "a list copied": ("v = [[j] for j in range(9_000)]\n", "copy.deepcopy(v)"),
    "a list summed": (_LIST, "sum(v)"),
    "a list that all is true of": (_LIST, "all(v[1:])"),
    "a list mapped": (_LIST, "list(map(str, v))"),
    "a dict updated": (_LIST, "w.update(w)"),
    "a pattern of kinds": (_LIST, "try:\n            raise v\n        except w: pass"),
    "a product": ("", "list(itertools.product('ab', repeat=16))"),
    "choices of choices": (
        "a = b = 0\n",
        "a = (1 if os.environ['A'] else i) + a; b = (a if os.environ['B'] else i) + a * b",
    ),
    "places for many": ("", "list(itertools.permutations('ab', 2**29))"),
}


def seconds_of(name: str, path: Path) -> float:
    """Return the seconds of processor time that such a program takes, written to `path`."""
    before, work = LABOUR[name]
    path.write_text(
        f"import copy, itertools, os\n{before}for i in range(9_000):\n"
        f"    try:\n        {work}\n    except Exception: pass\n",
        encoding="utf-8",
    )
    started = time.process_time()
    passed(reader(path.parent), path)
    return time.process_time() - started

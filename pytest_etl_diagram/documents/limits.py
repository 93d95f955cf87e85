"""How much of a file of data is read, so that none keeps a run busy for over two seconds."""

from __future__ import annotations

from typing import Final

MAX_SIZE: Final = 10_000_000
"""So many bytes a file may have."""
MAX_PURE_SIZE: Final = 500_000
"""So many characters a YAML text may have where PyYAML comes without libyaml."""
MAX_PARTS: Final = 200_000
"""So many scalars, lists and mappings a YAML text may hold, once its aliases are expanded."""
MAX_DEPTH: Final = 100
"""So deep lists and mappings may be nested, once aliases are expanded."""
MAX_PREFIXES: Final = 100
"""So many %TAG lines a YAML text may have: what they cost grows with their square."""
MAX_PROBLEMS: Final = 50
"""So many problems of one YAML text are told one by one."""

r"""Characters that a reader can't see, or not where they stand: ranges for regular expressions.

They are fixed ranges and no Unicode categories, so that every Python finds the same. Sources:
Unicode's `Default_Ignorable_Code_Point` and `Bidi_Control` (DerivedCoreProperties.txt and
PropList.txt), and the fillers and blanks without a width by which names are made to look alike
("Trojan Source", CVE-2021-42574, and its kin).
"""

from __future__ import annotations

BLANKS = "\t\n\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks other than the ASCII one: a drawing shows a gap."""

SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f"
"""Marks that choose the look of the character before them, such as an emoji's colours."""

HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What has no shape, or turns the line round: two names may differ in it and look the same."""

NEVER_DRAWN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
)
"""Characters that HTML or XML refuse, even as an entity; half characters among them."""

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Characters that mean something else on each computer."""

MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f7e\u0f80-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
)
"""Accents and the like, which are drawn above or below the character before them."""

FLOOD = f"(?<=[{MARKS}]{{4}})[{MARKS}]+"
"""Marks behind four others on one character: no script has so many, and they cover other lines."""

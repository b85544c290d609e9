"""Values that are chosen to hurt: forms in which careless orchestrators lose, trim, cut or confuse what was given."""

from __future__ import annotations

from typing import Any, Final

TITLES: Final = (
    "Write the release notes",
    "a",
    "0",
    "null",
    "false",
    "  blanks at both ends  ",
    "\ttab and\nline end\n",
    "\ufeffbyte order mark",
    "byte order mark at the end\ufeff",
    "e\u0301tude decomposed",
    "\u00e9tude composed",
    "Stra\u00dfe",
    "STRASSE",
    "\u0130stanbul and \u0131l\u0131k",
    "\u03a3\u0399\u03a3\u03a5\u03a6\u039f\u03a3 \u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
    "100% done_ *now* \\ and back",
    "a_b",
    "a%b",
    "a*b",
    "Shipped \U0001f680 by \U0001f469\u200d\U0001f469\u200d\U0001f467",
    "Robert'); DROP TABLE tasks; --",
    '{"title": "inner", "status": "completed"}',
    "{{NAME}} and {% if %}",
    "<b>&amp; &lt;</b>",
    "\ufb01ne ligature",
    "\u202eright to left",
    "zero\u200bwidth",
    "\u00a0no-break\u00a0",
    "\u2028line separator",
    "\x01control\x7f",
    "\U0010ffff last of all",
    "x" * 255 + "y",
    "/etc/passwd",
    "../outside",
    "-1",
    "1e5",
    "True",
)
TEXTS: Final = ("", " ", "\n", *TITLES, "The long one. " * 715, "line\r\nline\r\n", "\u00fcber " * 60 + "end")
BLANKS: Final = ("", "   ", "\t\n")
CONTEXTS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"instructions": ["first", "second"], "expert": "somebody"},
    {"big": 2**53 + 1, "bigger": 10**30, "negative": -(2**63) - 1},
    {"nothing": None, "zero": 0, "no": False, "empty": "", "list": [], "object": {}},
    {"float": 0.1, "huge": 1e300, "tiny": 1e-7, "whole": 1.0},
    {"deep": {"a": [1, [2, {"b": [None, {"c": "d"}]}]]}},
    {"order": [3, 1, 2, 1], "mixed": [True, 1, "1", 1.0, None]},
    {"title": "not the title", "status": "completed", "task_id": "task_0", "description": None},
    {"": "an empty key", " ": "a blank", "\u00e9": "composed", "e\u0301": "decomposed"},
    {"text": " \ufeff\u00a0blanks \n", "emoji": "\U0001f680", "quote": "\"'\\"},
)
EFFORTS: Final = ("", "0", "2 hours", " 3 days ", "\u00bd day", "x" * 256)
DUE_DATES: Final = (
    "2026-05-01",
    "2026-05-01T10:00:00Z",
    "2026-05-01T10:00:00+05:30",
    "2026-05-01T10:00:00",
    "2024-02-29",
    "2026-05-01T23:59:59.123456-11:00",
    "9999-12-31",
)
WRONG_DUE_DATES: Final = ("tomorrow", "2026-13-01", "2026-02-30", "01.05.2026", "2026-05-01T25:00:00Z")
REASONS: Final = ("the release moved to May", "  blanks  ", "\U0001f680", 'It\'s "done"', "0", "x" * 1000, "e\u0301")
WORKS: Final = (
    "The notes are written.",
    "0",
    "  blanks before and behind  \n\t\n   ",
    "first\r\nsecond\r\n",
    "no end of line",
    "\ufeffbyte order mark\n",
    "e\u0301 is not \u00e9",
    "Shipped \U0001f680 \u2014 \u6f22\u5b57\n",
    '{"done": true, "parts": [1, 2.0, null]}',
    "The long one. " * 715,
    "\x01\x7f\u2028\U0010ffff",
    "Sixty-six thousand characters. " * 2_200,
)
FILES: Final = ("notes.md", "src/a b.py", "src/\u00e9.py", "../outside.txt", "/etc/passwd", "a,b;c", "C:\\x.txt")
MOMENTS: Final = (-60 * 24 * 400, -180, -90, 90, 180, 60 * 24 * 400)
OFFSETS: Final = (None, 0, 2, -2, 5, -11, 14)
WRONG_TIMES: Final = ("yesterday", "2026-13-01", "12:00")
WILDCARDS: Final = ("%", "_", "*", "\\", "%%", "a%", "?", ".*", '"')
TEMPLATE_TEXTS: Final = (
    "plain",
    "\\ back and // slashes",
    "{{OTHER}} inside",
    " blanks ",
    "/* no comment */",
    "\U0001f680 e\u0301",
    'it\'s "quoted"',
    "0",
    "false",
)

"""The usual ways to write a secret, or a part of one, so that it is found whichever was chosen."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, quote_plus

from acceptance.contract.tools import TOOLS

PART: Final = 8
"""So many characters of a secret in a row tell enough of it to be hidden."""

PART_OF_BASE64: Final = 10
"""Eight bytes make so many whole characters of base64 at least, wherever among them they begin."""

FRAME: Final = " ".join(
    (
        "https:// http:// task_id session_id created_at updated_at working_directory structuredContent localhost",
        "127.0.0.1 timestamp application/json orchestrator",
        *TOOLS,
    )
)
"""What replies and addresses are made of: a part of a secret that is no more than this is not hidden for itself."""

BACKSLASHES: Final = re.compile(r"\\{2,}")
"""Each time that JSON stands in JSON, it doubles them; so they are looked for as one."""


def parts(secret: str) -> Iterator[str]:
    """The parts of a secret that must stand nowhere; a short one is a single part."""
    if len(secret) <= PART:
        yield secret
        return
    found = (secret[start : start + PART] for start in range(len(secret) - PART + 1))
    # Eight hyphens, and what every reply has, tell nothing; the text around would be blacked out.
    telling = [part for part in found if len(set(part)) > 2 and part not in FRAME]
    yield from telling or [secret]


def written(secret: str) -> set[bytes]:
    """All that has to be looked for to find a secret or a part of it; nothing in it goes over a line's end."""
    found: set[str] = set()
    for part in parts(secret):
        for text in (part, part[::-1], part.lower(), part.upper()):
            found.add(text)
        found.update(escaped(part))
    found.update(in_base64(secret))
    found |= {BACKSLASHES.sub(r"\\", text) for text in found if "\\\\" in text}
    return {text.encode("utf-8", "surrogatepass") for text in found if "\n" not in text and "\r" not in text}


def escaped(text: str) -> Iterator[str]:
    """A text as JSON, addresses, HTML, Python and hexadecimal digits write it."""
    for in_json in (json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]):
        yield in_json
        yield in_json.replace("/", "\\/")
    units = text.encode("utf-16-be", "surrogatepass")
    octets = text.encode("utf-8", "surrogatepass")
    numbers = [int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)]
    for letters in ("x", "X"):
        yield "".join(f"\\u{number:04{letters}}" for number in numbers)
        yield "".join(f"\\x{octet:02{letters}}" for octet in octets)
        yield "".join(f"%{octet:02{letters}}" for octet in octets)
        yield "".join(f"&#x{ord(one):{letters}};" for one in text)
        for between in ("", ":", " ", "-"):
            yield between.join(f"{octet:02{letters}}" for octet in octets)
    yield "".join(f"&#{ord(one)};" for one in text)
    for quoted in (quote(octets, safe=""), quote(octets), quote_plus(octets), quote(quote(octets, safe=""), safe="")):
        yield quoted
        yield _with_small_digits(quoted)
    in_html = html.escape(text)
    yield from (in_html, in_html.replace("&#x27;", "&#39;"), html.escape(text, quote=False))


def in_base64(secret: str) -> Iterator[str]:
    """The parts of a secret in base64, wherever in an encoded text it begins, in both alphabets."""
    octets = secret.encode("utf-8", "surrogatepass")
    for before in range(3):
        whole = b64encode(b"\0" * before + octets).decode().rstrip("=")
        end = len(whole) if (before + len(octets)) % 3 == 0 else -1
        # What is made half of its neighbours' bits is not always the same.
        own = whole[(0, 2, 3)[before] : end]
        windows = [own[at : at + PART_OF_BASE64] for at in range(max(1, len(own) - PART_OF_BASE64 + 1))]
        for window in windows:
            if len(set(window)) > 2:
                yield from (window, window.replace("+", "-").replace("/", "_"), window.replace("/", "\\/"))


def _with_small_digits(quoted: str) -> str:
    pieces = quoted.split("%")
    return "%".join([pieces[0], *(piece[:2].lower() + piece[2:] for piece in pieces[1:])])

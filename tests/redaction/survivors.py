"""What is left of a secret in a text, looked for by decoding the text: the other way round than it is hidden."""

import html
import json
import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote_plus

PART = 8
CODES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([\"\\/bfnrt])")
SINGLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def readings(text: str) -> Iterator[str]:
    """A text as it stands, and as each decoder reads it."""
    yield text
    yield text[::-1]
    yield html.unescape(text)
    yield unquote_plus(text)
    yield unquote_plus(unquote_plus(text))
    unescaped = text
    for _ in range(4):
        unescaped = CODES.sub(plain, unescaped)
        yield unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for run in re.findall(r"[A-Za-z0-9+/_-]{11,}", text):
        for start in range(4):
            for decode in (b64decode, urlsafe_b64decode):
                piece = run[start : start + (len(run) - start) // 4 * 4]
                with suppress(ValueError):
                    yield decode(piece).decode("utf-8", "replace")
                    yield decode(piece).decode("latin-1")
    for run in re.findall(r"(?:[0-9a-fA-F]{2}[: -]?){8,}", text):
        digits = re.sub(r"[^0-9a-fA-F]", "", run)
        for start in range(2):
            yield bytes.fromhex(digits[start : start + (len(digits) - start) // 2 * 2]).decode("latin-1")


def plain(code: re.Match[str]) -> str:
    if code[1] or code[2]:
        return chr(int(code[1] or code[2], 16))
    return SINGLE.get(code[3], code[3])


def pieces_of(secret: str) -> set[str]:
    """All parts of a secret of eight characters."""
    return {secret[at : at + PART] for at in range(len(secret) - PART + 1)}


def left_of(secret: str, text: str) -> list[str]:
    """The parts of eight characters that a reader gets out of a text."""
    read = "\n".join(readings(text))
    small, large = read.lower(), read.upper()
    return sorted(part for part in pieces_of(secret) if part in read or part.lower() in small or part.upper() in large)


def in_json(text: str, depth: int) -> str:
    """A text inside of JSON, which is a text inside of JSON, and so on."""
    for _ in range(depth):
        text = json.dumps({"told": text})
    return text

"""Reads what is in the compressed parts of the report's page, as a browser does."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from pathlib import Path
from typing import Final

PAGE: Final = "acceptance-report.html"
PART: Final = re.compile(r'<script type="text/plain" class="packed">([^<]*)</script>')


def unpacked(page: str) -> dict[str, bytes]:
    """The files that are packed into a page, by their names; its program and its index are none of them."""
    _program, _index, *parts = (gzip.decompress(b64decode(part)) for part in PART.findall(page))
    return {name: told.encode("latin-1") for part in parts for name, told in json.loads(part).items()}


def told_in(file: Path) -> str:
    """What a reader gets out of a file: of the report's page all that is packed into it."""
    text = file.read_text(encoding="utf-8", errors="backslashreplace")
    if file.name != PAGE:
        return text
    files = unpacked(text)
    assert files, f"nothing is packed into {file}"
    return "\n".join((PART.sub("", text), *(told.decode("utf-8", "backslashreplace") for told in files.values())))

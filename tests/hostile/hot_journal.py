"""A rollback journal that has SQLite remove a file, whoever opens the store beside which it lies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
SECTOR_BYTES: Final = 512
PAGE_BYTES: Final = 4096


def naming(file: Path) -> bytes:
    """A journal that names a file as its super-journal, which is removed when it is rolled back.

    See sqlite.org/fileformat.html: a header that tells of no pages, and behind it the page that is never written, the
    name, its length, its sum, and the magic again.
    """
    name = os.fsencode(file)
    numbers = (0, 0, 2, SECTOR_BYTES, PAGE_BYTES)
    header = MAGIC + b"".join(number.to_bytes(4, "big") for number in numbers)
    lock_page = (0x40000000 // PAGE_BYTES + 1).to_bytes(4, "big")
    end = len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + MAGIC
    return header.ljust(SECTOR_BYTES, b"\0") + lock_page + name + end

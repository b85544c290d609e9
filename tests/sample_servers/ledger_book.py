"""The store of the ledger: one Markdown file for each errand in `errands/`, for any number of processes.

A file begins with the digest of the rest, and `ledger.md` tells the last number, so that what was damaged or removed is
noticed.
"""

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("errands")
STATES = ("queued", "under way", "parked", "settled", "dropped")
PATIENCE = 3.0
"""Seconds that a change waits for another process."""


class SorryError(Exception):
    """A call is rejected, for a reason that a person can read."""


@dataclass(frozen=True)
class Errand:
    """One entry of the ledger; `remark` is what was said when it was parked, settled or dropped."""

    number: int
    title: str
    notes: str
    effort: str
    after: tuple[int, ...]
    jotted: str
    state: str = "queued"
    remark: str = ""

    @property
    def head(self) -> str:
        after = ", ".join(f"E-{number}" for number in self.after) or "nothing"
        return f"It is {self.state}. It takes {self.effort} effort and comes after {after}. Jotted down {self.jotted}."

    @property
    def told(self) -> str:
        texts = f"~~~ notes\n{self.notes}\n~~~ remark\n{self.remark}\n~~~"
        return f"# E-{self.number}: {self.title}\n{self.head}\n{texts}\n"


ENTRY = re.compile(
    r"# E-(\d+): ([^\n]*)\nIt is ([a-z ]+)\. It takes ([a-z]+) effort and comes after ([^.]+)\. "
    r"Jotted down ([^\n]+)\.\n~~~ notes\n(.*)\n~~~ remark\n(.*)\n~~~\n",
    re.DOTALL,
)


class Ledger:
    """The folder of errands, which other processes may use as well."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[int, int], Errand]] = {}
        self._seen = False

    def errands(self) -> dict[int, Errand]:
        """Every errand as it is now, by number."""
        try:
            last = self._last()
            names = [entry.name for entry in os.scandir(FOLDER) if entry.name.startswith("E-")]
            found = {errand.number: errand for errand in map(self._errand, names)}
        except FileNotFoundError:
            last, found = 0, {}
        except OSError as error:
            raise SorryError(f"Sorry, the ledger cannot be read ({error.strerror}).") from None
        if self._seen and last == 0:
            raise SorryError("Sorry, the ledger is gone. Nothing was changed; look at errands/.")
        # Whoever ended between the first errand and ledger.md has left the one without the other.
        if lost := set(range(1, last + 1)) - set(found) if last else set(found) - {1}:
            raise SorryError(f"Sorry, E-{min(lost)} does not fit the rest of the ledger; look at errands/.")
        self._seen = self._seen or last > 0
        return dict(sorted(found.items()))

    @contextmanager
    def changing(self) -> Iterator[dict[int, Errand]]:
        """The errands, while no other process changes them."""
        try:
            if not self._seen:
                FOLDER.mkdir(exist_ok=True)
            file = os.open(FOLDER / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise SorryError(f"Sorry, the ledger cannot be written ({error.strerror}). Nothing was changed.") from None
        try:
            wait_for(file)
            yield self.errands()
        finally:
            os.close(file)

    def keep(self, errand: Errand, new: bool = False) -> None:
        """Write an errand, and count it if it is new: both or neither."""
        path = FOLDER / f"E-{errand.number}.md"
        try:
            write(path, errand.told)
            if new:
                try:
                    write(FOLDER / "ledger.md", str(errand.number))
                except OSError:
                    path.unlink()
                    raise
        except OSError as error:
            raise SorryError(f"Sorry, E-{errand.number} cannot be written ({error.strerror}).") from None
        self._seen = True

    def _last(self) -> int:
        """The last number that was given, as it is told; 0 where nothing tells it."""
        try:
            return int(checked(FOLDER / "ledger.md"))
        except FileNotFoundError:
            return 0

    def _errand(self, name: str) -> Errand:
        now = (FOLDER / name).stat()
        mark = (now.st_mtime_ns, now.st_ino)
        if name not in self._read or self._read[name][0] != mark:
            match = ENTRY.fullmatch(checked(FOLDER / name))
            if match is None:
                raise SorryError(f"Sorry, errands/{name} is damaged. Nothing was changed.")
            number, title, state, effort, after, jotted, notes, remark = match.groups()
            numbers = tuple(map(int, re.findall(r"\d+", after)))
            self._read[name] = mark, Errand(int(number), title, notes, effort, numbers, jotted, state, remark)
        return self._read[name][1]


def checked(path: Path) -> str:
    """The text of a file behind the digest in its first line."""
    digest, _, rest = path.read_bytes().partition(b"\n")
    if digest.decode("ascii", "replace") != f"<!-- {hashlib.sha256(rest).hexdigest()} -->":
        raise SorryError(f"Sorry, errands/{path.name} is damaged. Nothing was changed.")
    return rest.decode()


def write(path: Path, text: str) -> None:
    """Have a file on the disk, whole."""
    new, content = FOLDER / ".new", text.encode()
    try:
        with new.open("wb") as file:
            file.write(b"<!-- %s -->\n" % hashlib.sha256(content).hexdigest().encode() + content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def wait_for(file: int) -> None:
    """Wait until no other process has the lock."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise SorryError("Sorry, somebody else is writing in the ledger. Try again in a while.") from None
            time.sleep(0.01)


def numbered(errands: dict[int, Errand], ref: str) -> Errand:
    """The errand with a reference such as E-7."""
    match = re.fullmatch(r"E-([1-9][0-9]{0,8})", ref)
    if match is None or int(match[1]) not in errands:
        raise SorryError(f"Sorry, there is no errand {ref[:100]!r} in the ledger.")
    return errands[int(match[1])]


def text(name: str, value: str, most: int, blank: bool = False) -> str:
    """A text that the ledger can hold as it is."""
    if not blank and not value.strip():
        raise SorryError(f"Sorry, the {name} cannot be blank ({value[:20]!r}).")
    if len(value) > most:
        raise SorryError(f"Sorry, the {name} has {len(value)} characters, and the ledger holds {most}.")
    if name == "title" and re.search(r"[\r\n]", value):
        raise SorryError(f"Sorry, the title must be one line ({value[:40]!r}).")
    if re.search(r"(?m)^~~~", value):
        raise SorryError(f"Sorry, no line of the {name} can begin with '~~~'.")
    return value


def open_before(errands: dict[int, Errand], errand: Errand) -> str:
    """Which errands have to be settled before this one is set out on."""
    return ", ".join(f"E-{n} ({errands[n].state})" for n in errand.after if errands[n].state != "settled")

"""The bugs that a newcomer makes, each in one line: what stands in a file of a server, and what instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SERVERS: Final = ("board", "seven")


@dataclass(frozen=True)
class Change:
    """A line of a server's files that is another one.

    Attributes:
        file: the file.
        line: what stands there.
        instead: what stands there with the bug.
    """

    file: str
    line: str
    instead: str

    def made(self, text: str) -> str:
        """The text of the file with the bug."""
        if text.count(self.line) != 1:
            raise LookupError(f"{self.file} has not exactly one {self.line!r}")
        return text.replace(self.line, self.instead)


@dataclass(frozen=True)
class Bug:
    """A bug, in each of the servers.

    Attributes:
        name: its name.
        says: what it does.
        breaks: the requirement whose promise it breaks.
        changes: the line, by the server's name.
        features: features in which scenarios find it, by their paths.
        named: what those scenarios are called, as a regular expression; empty for all of them.
    """

    name: str
    says: str
    breaks: str
    changes: Mapping[str, Change]
    features: tuple[str, ...]
    named: str = ""


BUGS: Final = (
    Bug(
        "deletion",
        "Deletion does nothing.",
        "TASK-6",
        {
            "board": Change("board.py", "        journal.add(ref, None)\n", "        pass\n"),
            "seven": Change("seven.py", '"DELETE FROM task WHERE number = ?"', '"DELETE FROM task WHERE number = -?"'),
        },
        ("features/1_feature_integration/deleting.feature",),
    ),
    Bug(
        "non-ascii",
        "What is no ASCII is lost from a title.",
        "TASK-1",
        {
            "board": Change(
                "board.py",
                '"name": name, "text"',
                '"name": name.encode("ascii", "ignore").decode() or "?", "text"',
            ),
            "seven": Change(
                "seven.py",
                "values = (title, ",
                'values = (title.encode("ascii", "ignore").decode() or "?", ',
            ),
        },
        ("features/1_feature_integration/planning.feature",),
        "A title with|The main task keeps",
    ),
    Bug(
        "unknown",
        "The result of an unknown task is accepted.",
        "TASK-3",
        {
            "board": Change(
                "board.py",
                '        note = shown(ref)\n        if note["column"] != "doing":',
                "        note = shown(ref) if ref in journal.entries else "
                '{"ref": ref, "name": "?", "text": "", "weight": 2, "column": "doing"}\n'
                '        if note["column"] != "doing":',
            ),
            "seven": Change(
                "seven.py",
                'status = known(task_id)["status"]',
                "status = (database.rows(\"SELECT status FROM task WHERE 'T-' || number = ?\", task_id) or "
                '[{"status": "in_progress"}])[0]["status"]',
            ),
        },
        ("features/1_feature_integration/completing.feature", "features/2_api_testing/protocol.feature"),
        "unknown task",
    ),
    Bug(
        "unflushed",
        "The store is not written before the end of the process.",
        "SAFE-1",
        {
            "board": Change(
                "journal.py",
                "        self._write(line)\n",
                "        __import__('atexit').register(self._write, line)\n",
            ),
            "seven": Change(
                "database.py", "        self._opened().commit()", "        atexit.register(self._opened().commit)"
            ),
        },
        ("features/5_error_scenarios/restart.feature",),
        "The first random kill",
    ),
    Bug(
        "reused",
        "The identity of a deleted task is given again.",
        "TASK-1",
        {
            "board": Change(
                "board.py",
                "{journal.last + 1}",
                "{max((int(one[1:]) for one in journal.entries), default=0) + 1}",
            ),
            "seven": Change("seven.py", "INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER PRIMARY KEY"),
        },
        ("features/1_feature_integration/planning.feature",),
        "identifier",
    ),
    Bug(
        "pages",
        "Each page but the first begins one task too late.",
        "TASK-7",
        {
            "board": Change("board.py", "found[skip : skip + most]", "found[skip + (skip > 0) :][:most]"),
            "seven": Change("seven.py", "wanted, limit, offset)", "wanted, limit, offset and offset + 1)"),
        },
        ("features/1_feature_integration/counting.feature", "features/5_error_scenarios/scale.feature"),
        "goes beyond one page|The pages of a search contain each of 1,000|With 1,000 tasks, the count",
    ),
)


def write_server(folder: Path, server: str, bug: Bug | None = None) -> None:
    """Write the files of a server, sound or with a bug, as a package of their own."""
    place = folder / "tests" / "newcomers"
    place.mkdir(parents=True)
    (folder / "tests" / "__init__.py").touch()
    for file in HERE.iterdir():
        if file.suffix in {".py", ".toml"}:
            text = file.read_text(encoding="utf-8")
            change = bug.changes[server] if bug is not None else None
            (place / file.name).write_text(
                change.made(text) if change is not None and change.file == file.name else text, encoding="utf-8"
            )

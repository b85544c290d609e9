"""Targets that tell of artifacts that are none of theirs, or put something else where one is expected."""

import os
import threading
from pathlib import Path

from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile
from tests.hostile.untrue_paths import failed, once, tell_of

STORED = "Submitting a result stores an artifact"
INSIDE = "The artifact of submitted work is stored inside the workspace"
REMOVED = "Validation reports the damage when an artifact is removed (kinds of damage 1)"
CUT = "Validation reports the damage when an artifact is shortened (kinds of damage 2)"
ALTERED = "A full audit reports an artifact altered without changing its size"
UNCHANGED = "Submitted work that contains a plain sentence reads back byte for byte (contents 1)"
GONE = "Work discarded by a cancellation can no longer be read"
ARTIFACTS = (STORED, INSIDE, UNCHANGED, REMOVED, CUT, ALTERED, GONE)
HANDOVERS = (
    "The handover document lists every open task",
    "The handover document is written inside the workspace (documents 1)",
)
TOLD_NOWHERE = (
    "A submission listing the absolute path of the secret keeps the secret safe (dangerous names and paths 1)"
)
SOME = (STORED, UNCHANGED, CUT, GONE)


@hostile(
    "the-artifact-lies-at-home",
    "It says that an artifact lies at a path of the person who runs the suite.",
    scenarios=ARTIFACTS,
    holds=failed(*ARTIFACTS, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: str(lie.home / "notes.txt"))


@hostile(
    "the-artifact-climbs-home",
    "It says that an artifact lies at a path that climbs out of the workspace.",
    scenarios=(STORED, REMOVED),
    holds=failed(STORED, REMOVED, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: os.path.relpath(lie.home / "notes.txt"))


@hostile(
    "the-artifact-is-a-link-home",
    "A symbolic link in the workspace leads to a file of the person who runs the suite.",
    scenarios=SOME,
    holds=failed(*SOME, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("work.txt").symlink_to(lie.home / "notes.txt"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-lies-behind-a-link-home",
    "A folder of the workspace is a symbolic link to the home of the person who runs the suite.",
    scenarios=(UNCHANGED, ALTERED),
    holds=failed(UNCHANGED, ALTERED, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("folder").symlink_to(lie.home))
        return str(Path("folder/documents/letter.md").absolute())

    tell_of(lie, path)


@hostile(
    "the-artifact-is-a-hard-link-home",
    "A file of the person who runs the suite has a second name in the workspace.",
    scenarios=(STORED, UNCHANGED, CUT),
    holds=failed(STORED, UNCHANGED, CUT, words="hard links"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: os.link(lie.home / "notes.txt", "work.txt"))
        return "work.txt"

    tell_of(lie, path)


def users_are_told_nowhere(left: Aftermath) -> None:
    """No line of /etc/passwd stands in what was written."""
    failed(STORED, UNCHANGED)(left)
    first = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    assert first not in left.everything_written(), "/etc/passwd is told"


@hostile(
    "the-artifact-is-the-list-of-users",
    "It says that an artifact is /etc/passwd.",
    scenarios=(STORED, UNCHANGED, "Submitted work that contains emoji reads back byte for byte (contents 3)"),
    holds=users_are_told_nowhere,
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "/etc/passwd")


@hostile(
    "the-artifact-is-a-pipe",
    "A named pipe to which nobody writes lies where the artifact is said to be.",
    scenarios=SOME,
    holds=failed(*SOME[:-1], words="is a named pipe"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: os.mkfifo("work.txt"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-has-no-end",
    "It says that an artifact is /dev/zero, behind a symbolic link.",
    scenarios=(STORED, INSIDE, UNCHANGED, CUT),
    holds=failed(STORED, INSIDE, UNCHANGED, CUT, words="leads out of the workspace"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        once(lambda: Path("work.txt").symlink_to("/dev/zero"))
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-is-a-folder",
    "It says that an artifact is a folder of the workspace, and a handover the workspace itself.",
    scenarios=(STORED, UNCHANGED, CUT, *HANDOVERS),
    holds=failed(STORED, UNCHANGED, CUT, *HANDOVERS, words="is a folder"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: ".task_orchestrator")
    lie.reply("orchestrator_maintenance_coordinator", lambda reply, call: {**reply, "path": "."})


@hostile(
    "the-path-has-a-nul",
    "The path of an artifact contains a NUL character, and that of a session's directory too.",
    scenarios=(STORED, INSIDE, CUT, GONE, "A session has an identifier and reports its directory"),
    holds=failed(STORED, INSIDE, CUT, GONE, words="NUL"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "work\0.txt")
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": "a\0b"})


@hostile(
    "the-path-has-5000-characters",
    "The path of an artifact has five thousand characters, and that of a session's directory too.",
    scenarios=(STORED, INSIDE, CUT, GONE, "Two submissions for a task are stored as two artifacts"),
    holds=failed(STORED, INSIDE, CUT, GONE, words="longer than any path"),
)
def _(lie: Hostility) -> None:
    tell_of(lie, lambda: "path/" * 1_000)
    lie.reply("orchestrator_initialize_session", lambda reply, call: {**reply, "working_directory": "/x" * 2_500})


@hostile(
    "the-path-has-half-a-character",
    "The path of an artifact has a lone surrogate in it, and names of files in the workspace are no text.",
    scenarios=(STORED, INSIDE, REMOVED, TOLD_NOWHERE),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        Path(os.fsdecode(b"\xff\xfe\x1b[31m")).write_text("no text")
        return "work-\ud83d.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-changes-places",
    "A file of the workspace and a symbolic link to a file of the person change places all the time.",
    scenarios=ARTIFACTS,
)
def _(lie: Hostility) -> None:
    def alternate() -> None:
        while True:
            Path("own").write_text("The notes are written, proof-read and linked.")
            Path("own").replace("work.txt")
            Path("link").symlink_to(lie.home / "notes.txt")
            Path("link").replace("work.txt")

    def path() -> str:
        if threading.active_count() < 2 or not any(one.name == "alternate" for one in threading.enumerate()):
            threading.Thread(target=alternate, name="alternate", daemon=True).start()
        return "work.txt"

    tell_of(lie, path)


@hostile(
    "the-artifact-has-ten-gigabytes",
    "An artifact has ten gigabytes, of which none is on the disk.",
    scenarios=(STORED, UNCHANGED, CUT, TOLD_NOWHERE),
    holds=failed(UNCHANGED, CUT, words="reads no more than"),
)
def _(lie: Hostility) -> None:
    def path() -> str:
        with Path("work.txt").open("ab") as file:
            file.truncate(10 * 1024**3)
        return "work.txt"

    tell_of(lie, path)

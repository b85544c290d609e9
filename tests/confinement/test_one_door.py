"""One door: what is about a target's files does nothing to files but through `acceptance.confinement`."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATHS = (
    "acceptance/faults",
    "acceptance/matchers",
    "acceptance/campaign/campaign_runner.py",
    "acceptance/scenario",
    "acceptance/servers/store.py",
    "acceptance/world",
)
MORE = (
    "acceptance/servers/orchestrator.py",
    "steps",
)
TOUCHES = re.compile(
    r"\.(?:read_bytes|read_text|write_bytes|write_text|unlink|rmdir|r?glob|iterdir|is_file|is_dir|exists|resolve"
    r"|readlink|symlink_to|hardlink_to|touch|chmod|l?stat|walk)\(|\bopen\(|\bshutil\.|\bos\.(?:open|remove|unlink"
    r"|truncate|chmod|rename|replace|listdir|scandir|walk|link|symlink|stat)\("
)
ALLOWED = {
    # What the system tells of processes, and what the suite made or was installed with.
    ("acceptance/faults/clock_faults.py", ".read_text("),
    ("acceptance/faults/process_faults.py", ".read_text("),
    ("acceptance/faults/disk_faults.py", ".read_text("),
    # Folders around a workspace, which are looked at by name, size and time; what lies in them is never opened.
    ("acceptance/faults/watched_folders.py", "os.walk("),
    ("acceptance/faults/watched_folders.py", ".lstat("),
    # What the machine is installed with, a new folder before anything runs in it, and the target's own program.
    ("acceptance/faults/surroundings.py", ".is_file("),
    ("acceptance/faults/surroundings.py", ".is_dir("),
    ("acceptance/faults/surroundings.py", ".symlink_to("),
    ("acceptance/servers/store.py", ".iterdir("),
    ("acceptance/servers/store.py", ".readlink("),
    ("acceptance/servers/store.py", ".glob("),
    ("acceptance/servers/store.py", ".read_text("),
    # A copy in a folder of the suite's own.
    ("acceptance/servers/store.py", ".read_bytes("),
    ("acceptance/servers/store.py", ".write_bytes("),
    ("acceptance/scenario/tampering.py", ".write_text("),
}


def test_nothing_else_touches_the_files_of_a_target() -> None:
    found = set()
    for place in (ROOT / name for name in (*PATHS, *MORE)):
        # The phrases alone: what supports them writes the report.
        for file in place.glob("*.py") if place.is_dir() else [place]:
            for touch in TOUCHES.findall(file.read_text(encoding="utf-8")):
                found.add((str(file.relative_to(ROOT)), touch))
    assert found - ALLOWED == set()
    assert ALLOWED - found == set(), "what is allowed and not needed any more is to be taken off the list"

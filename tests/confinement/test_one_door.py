"""One door: what is about a target's files does nothing to files but through `acceptance.confinement`."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATHS = (
    "acceptance/faults",
    "acceptance/matchers",
    "acceptance/campaign/campaign_runner.py",
    "acceptance/scenario/tampering.py",
)
MORE = (
    "acceptance/scenario/tasks.py",
    "acceptance/scenario/invalid_calls.py",
    "acceptance/servers/orchestrator.py",
    "acceptance/world/world.py",
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
    ("acceptance/faults/clock_faults.py", ".glob("),
    ("acceptance/faults/process_faults.py", ".read_text("),
    ("acceptance/faults/store.py", ".iterdir("),
    ("acceptance/faults/store.py", ".readlink("),
    ("acceptance/faults/store.py", ".glob("),
    ("acceptance/faults/store.py", ".read_text("),
    ("acceptance/scenario/tampering.py", ".write_text("),
    ("acceptance/campaign/campaign_runner.py", ".resolve("),
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

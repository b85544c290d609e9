"""The profiles of the requirements: the project's own hold each requirement once, and a wrong table is told."""

from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.specification.profiles import Profile, read_profiles
from acceptance.specification.requirements import read_requirements

FILE = Path(__file__).resolve().parents[2] / "features" / "requirements.md"
HEAD = "## Profiles\n\n| profile | what it covers | requirements |\n|---|---|---|\n"
KNOWN = ("TASK-1", "TASK-2", "TASK-3", "CTRL-1")


def test_each_requirement_belongs_to_one_profile() -> None:
    known = read_requirements(FILE)
    profiles = read_profiles(FILE, known)
    assert sorted(one for profile in profiles for one in profile.requirements) == sorted(known)
    assert len(profiles) == 14


def test_ranges_and_lists_are_read_up_to_the_next_section(tmp_path: Path) -> None:
    file = tmp_path / "requirements.md"
    rows = "| tasks | Tasks. | TASK-1 to TASK-3 |\n| control | Health. | CTRL-1 |\n"
    file.write_text(f"{HEAD}{rows}\n## Challenges\n\n| a | b |\n|---|---|\n| c | d |\n", encoding="utf-8")
    assert read_profiles(file, KNOWN) == (
        Profile("tasks", "Tasks.", ("TASK-1", "TASK-2", "TASK-3")),
        Profile("control", "Health.", ("CTRL-1",)),
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("| tasks | Tasks. | TASK-1 to TASK-3 |\n", "CTRL-1 belongs to no profile"),
        ("| a | A. | TASK-1 to TASK-3, CTRL-1 |\n| b | B. | TASK-2 |\n", 'TASK-2 belongs to "a" and to "b"'),
        ("| a | A. | TASK-9 |\n", 'the profile "a" names TASK-9, not a requirement'),
        ("| a | A. | TASK-1 to CTRL-3 |\n", 'line 5: "TASK-1 to CTRL-3" is neither a requirement nor a range'),
        ("| a | TASK-1 |\n", "line 5: a profile has a name, words, and requirements"),
    ],
)
def test_a_table_that_is_wrong_is_told(tmp_path: Path, rows: str, words: str) -> None:
    file = tmp_path / "requirements.md"
    file.write_text(f"{HEAD}{rows}", encoding="utf-8")
    with pytest.raises(SuiteError) as caught:
        read_profiles(file, KNOWN)
    assert words in str(caught.value)

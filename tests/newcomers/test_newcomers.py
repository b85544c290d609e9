"""The newcomers' servers: the sound ones have no false failure, and each bug is one cause; all of it: __main__.py."""

from collections import Counter
from pathlib import Path

import pytest

from tests.newcomers.bugs import BUGS, SERVERS, Bug
from tests.newcomers.trial import found, record, run

SECONDS = 240
OTHERS = ("features/2_api_testing/annotations.feature", "features/2_api_testing/client_costs.feature")
"""Features that need tools by the target's own names."""
SAMPLE = tuple(dict.fromkeys((*OTHERS, *(feature for bug in BUGS for feature in bug.features))))


def behave(folder: Path, server: str, bug: Bug | None, *arguments: str) -> str:
    ended = run(folder, server, bug, ("behave", "--no-color", f"-Dtarget={server}", *arguments), SECONDS)
    return ended.stdout + ended.stderr


@pytest.mark.costly
@pytest.mark.parametrize("server", SERVERS)
def test_a_sound_server_fails_nothing_and_is_judged(tmp_path: Path, server: str) -> None:
    told = behave(tmp_path, server, None, *SAMPLE)
    endings = Counter(one.ending for one in record(tmp_path).outcomes.values())
    assert found(tmp_path) == [], told
    assert endings["passed"] >= 50, told
    assert not endings["broken"] + endings["blocked"] + endings["failed"], told


@pytest.mark.costly
@pytest.mark.parametrize(("server", "judged"), [("board", 6), ("seven", 13)])
def test_a_server_without_sessions_is_judged_by_its_end(tmp_path: Path, server: str, judged: int) -> None:
    told = behave(tmp_path, server, None, "features/5_error_scenarios/shutdown.feature", "--name", "n? .* that is")
    endings = Counter(one.ending for one in record(tmp_path).outcomes.values())
    assert endings["passed"] == judged and found(tmp_path) == [], told


@pytest.mark.costly
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
@pytest.mark.parametrize("server", SERVERS)
def test_a_bug_is_one_cause(tmp_path: Path, server: str, bug: Bug) -> None:
    told = behave(tmp_path, server, bug, *bug.features, *(["--name", bug.named] if bug.named else []))
    causes = found(tmp_path)
    assert [one.requirement for one in causes] == [bug.breaks], told

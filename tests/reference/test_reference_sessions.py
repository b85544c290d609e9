import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from reference_bench import Bench

from reference_orchestrator.domain.refusals import Refusal

STORE = Path(".task_orchestrator") / "orchestrator.db"


def listed(bench: Bench, **given: object) -> set[str]:
    return {session["session_id"] for session in bench.call("list_sessions", **given)["sessions"]}


def begin(bench: Bench, place: str | Path | None = None) -> str:
    given = {} if place is None else {"working_directory": str(place)}
    return bench.call("initialize_session", **given)["session_id"]


def test_initialising_says_whether_the_store_is_new(bench: Bench) -> None:
    first = bench.call("initialize_session")
    again = bench.call("initialize_session")
    assert (first["created"], again["created"]) == (True, False)
    assert first["working_directory"] == str(bench.home)
    assert first["session_id"] != again["session_id"]


def test_looking_at_sessions_creates_nothing(bench: Bench) -> None:
    assert bench.call("list_sessions")["sessions"] == []
    assert list(bench.home.iterdir()) == []


def test_each_directory_has_its_tasks(bench: Bench) -> None:
    begin(bench, "new/project")
    task_id = bench.plan("Here")
    begin(bench, bench.home.parent / "other")
    assert bench.call("query_tasks")["tasks"] == []
    begin(bench, "new/../new/project")
    assert bench.look(task_id)["title"] == "Here"


def test_what_is_no_directory_is_refused(bench: Bench) -> None:
    (bench.home / "file").write_text("x")
    for place in ("file", "file/below", "fresh/" + "x" * 300, " ", "/proc/nope/nope"):
        with pytest.raises(Refusal, match="working_directory is"):
            begin(bench, place)
    assert sorted(path.name for path in bench.home.iterdir()) == ["file"]


def test_a_directory_whose_name_is_not_utf_8_is_refused(bench: Bench) -> None:
    (bench.home / "strange\udcff").mkdir()
    (bench.home / "link").symlink_to(bench.home / "strange\udcff")
    with pytest.raises(Refusal, match=r"The directory .*strange\\xff cannot be a workspace"):
        begin(bench, "link")
    elsewhere = Bench(bench.home / "strange\udcff")
    with pytest.raises(Refusal, match="its name is not UTF-8"):
        elsewhere.plan()
    assert begin(elsewhere, bench.home) in listed(elsewhere)


def test_a_new_process_takes_up_and_resumes(bench: Bench) -> None:
    home = begin(bench)
    at_home = bench.plan("At home")
    away = begin(bench, "project")
    left = bench.plan("Left behind")
    fresh = Bench(bench.home)
    assert fresh.look(at_home)["title"] == "At home"
    assert fresh.call("get_status")["session_id"] == home
    assert listed(fresh) == {home, away}
    assert fresh.call("session_status", session_id=away)["counts"]["pending"] == 1
    reply = fresh.call("resume_session", session_id=away)
    assert (reply["session_id"], reply["working_directory"]) == (away, str(bench.home / "project"))
    assert fresh.look(left)["status"] == "pending"
    fresh.server_context.close()


def test_limits_and_completed_sessions(bench: Bench) -> None:
    done = begin(bench, "done")
    bench.finish(bench.plan())
    current = begin(bench, "next")
    assert listed(bench) == {current}
    assert listed(bench, include_completed=True) == {done, current}
    assert listed(bench, include_completed=True, limit=1) == {current}
    assert bench.call("session_status", session_id=done)["status"] == "completed"
    with pytest.raises(Refusal, match="limit is -1"):
        listed(bench, limit=-1)
    for tool in ("session_status", "resume_session"):
        with pytest.raises(Refusal, match="no such session"):
            bench.call(tool, session_id="../../etc/passwd")


@pytest.fixture
def four(bench: Bench) -> dict[str, str]:
    """A completed, an unfinished, an orphaned and the current session."""
    sessions = {"done": begin(bench, "done")}
    bench.finish(bench.plan())
    sessions["unfinished"] = begin(bench, "unfinished")
    bench.plan("Not done yet")
    sessions["orphaned"] = begin(bench, "orphaned")
    bench.plan("Lost")
    sessions["current"] = begin(bench, "next")
    shutil.rmtree(bench.home / "orphaned")
    return sessions


@pytest.mark.parametrize(
    ("kind", "days", "going"),
    [
        ("completed", 7, {"done"}),
        ("orphaned", 7, {"orphaned"}),
        ("old", 7, set()),
        ("old", 0, {"done", "orphaned"}),
        ("all", 7, {"done", "unfinished", "orphaned"}),
    ],
)
def test_clean_up(bench: Bench, four: dict[str, str], kind: str, days: int, going: set[str]) -> None:
    names = {session_id: name for name, session_id in four.items()}
    given = {"cleanup_type": kind, "older_than_days": days}
    rehearsal = bench.call("cleanup_sessions", **given)
    assert {names[session["session_id"]] for session in rehearsal["sessions"]} == going
    assert listed(bench, include_completed=True) == set(names)
    bench.call("cleanup_sessions", dry_run=False, **given)
    assert {names[session] for session in listed(bench, include_completed=True)} == set(four) - going
    begin(bench, "unfinished")
    assert bench.call("query_tasks")["total_count"] == 1


def test_negative_days_are_refused(bench: Bench) -> None:
    with pytest.raises(Refusal, match="older_than_days is -1"):
        bench.call("cleanup_sessions", older_than_days=-1)


def test_an_orphaned_session_is_told_but_not_resumed(bench: Bench, four: dict[str, str]) -> None:
    assert bench.call("session_status", session_id=four["orphaned"])["status"] == "orphaned"
    with pytest.raises(Refusal, match="cannot be resumed"):
        bench.call("resume_session", session_id=four["orphaned"])
    assert bench.call("get_status")["session_id"] == four["current"]


def test_a_session_that_is_resumed_is_no_longer_old(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(days: int) -> None:
        monkeypatch.setattr(bench.server_context, "now", lambda: datetime.now(UTC) + timedelta(days=days))

    resumed, forgotten = begin(bench, "resumed"), begin(bench, "forgotten")
    begin(bench)
    at(6)
    bench.call("resume_session", session_id=resumed)
    begin(bench)
    at(8)
    going = bench.call("cleanup_sessions", cleanup_type="old")["sessions"]
    assert [session["session_id"] for session in going if session["session_id"] in {resumed, forgotten}] == [forgotten]


def test_a_refused_session_leaves_no_directory_and_no_store(bench: Bench) -> None:
    begin(bench)
    home = bench.server_context.current().workspace
    home.database.lock_timeout = 0.1
    with closing(sqlite3.connect(home.directory / STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (bench.home / "mine").mkdir()
        for place in ("far/away", "mine"):
            with pytest.raises(Refusal, match="locked"):
                begin(bench, place)
        assert not (bench.home / "far").exists()
        assert list((bench.home / "mine").iterdir()) == []
    reply = bench.call("initialize_session", working_directory="far/away")
    assert reply["created"]
    assert reply["session_id"] in listed(bench)

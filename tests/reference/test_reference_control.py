"""Server control (Contract CTRL-1 to CTRL-5, SAFE-3, SAFE-4): the truth, also when the store is in trouble."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from reference_bench import Bench, Live

import reference_orchestrator
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.schema import MIGRATIONS
from tests.project import HANG_SECONDS

Start = Callable[[], Live]
STORE = Path(".task_orchestrator") / "orchestrator.db"


def delete(store: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        store.with_name(store.name + ending).unlink(missing_ok=True)


def overwrite(store: Path) -> None:
    with store.open("r+b") as file:
        file.write(b"rubbish " * (store.stat().st_size // 8))


def truncate(store: Path) -> None:
    with store.open("r+b") as file:
        file.truncate(4096)


def replace(store: Path) -> None:
    copy = store.with_name("copy.db")
    shutil.copy(store, copy)
    copy.rename(store)


def test_a_sound_server_is_healthy_and_tells_its_own_version(bench: Bench) -> None:
    bench.plan()
    health = bench.call("health_check")
    assert health["healthy"] is True
    assert health["server_version"] == reference_orchestrator.__version__
    assert health["checks"]["database"] == {"connected": True, "problem": None, "tasks": 1}


def test_parts_that_are_not_wanted_are_left_out(bench: Bench) -> None:
    names = ("include_database_status", "include_connection_status", "include_reboot_readiness")
    assert bench.call("health_check", **dict.fromkeys(names, False))["checks"] == {}


def test_a_server_that_stored_nothing_yet_is_healthy_and_creates_nothing(bench: Bench) -> None:
    assert bench.call("health_check")["healthy"] is True
    assert list(bench.home.iterdir()) == []


@pytest.mark.parametrize("harm", [delete, overwrite, truncate, replace])
def test_a_store_in_trouble_makes_it_unhealthy(bench: Bench, harm: Callable[[Path], None]) -> None:
    for number in range(50):
        bench.plan(f"Task {number}")
    harm(bench.home / STORE)
    health = bench.call("health_check", include_connection_status=False)
    assert health["healthy"] is False
    assert health["checks"]["database"]["problem"]
    assert bench.call("shutdown_prepare")["blocking"][0]["kind"] == "store"


def test_health_is_told_while_somebody_else_writes(start: Start, tmp_path: Path) -> None:
    live = start()
    live.get("initialize_session")
    with sqlite3.connect(tmp_path / STORE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = live.begin("plan_task", title="Waits", description="")
        assert live.get("health_check")["healthy"] is True
        other.execute("ROLLBACK")
    assert live.answer(waiting)["result"]["isError"] is False


def test_a_restart_answers_what_is_under_way_and_ends_well(start: Start) -> None:
    live = start()
    live.get("initialize_session")
    plans = [live.begin("plan_task", title=f"Task {number}", description="") for number in range(20)]
    restart = live.begin("restart_server", reason="schema_migration")
    answers = {message["id"]: message["result"] for message in live.rest()}
    assert live.process.wait(HANG_SECONDS) == 0
    assert answers.keys() == {*plans, restart}
    accepted = [answers[plan]["structuredContent"]["task_id"] for plan in plans if not answers[plan]["isError"]]
    again = start()
    assert {task["task_id"] for task in again.get("query_tasks")["tasks"]} == set(accepted)
    status = again.get("restart_status", include_history=True)
    (entry,) = status["history"]
    assert (status["phase"], status["errors"]) == ("running", [])
    assert (entry["reason"], entry["status"]) == ("schema_migration", "completed")
    assert (entry["process_before"], entry["process_after"]) == (live.process.pid, again.process.pid)
    assert entry["requested_at"] < entry["finished_at"]


def test_of_two_restarts_in_one_write_one_is_accepted(start: Start) -> None:
    live = start()
    live.get("initialize_session")
    call = {"name": "orchestrator_restart_server", "arguments": {}}
    lines = [{"jsonrpc": "2.0", "id": name, "method": "tools/call", "params": call} for name in ("one", "two")]
    live.raw("\n".join(map(json.dumps, lines)).encode())
    refused = [message["result"]["isError"] for message in live.rest()]
    assert sorted(refused) == [False, True]
    assert live.process.wait(HANG_SECONDS) == 0
    assert start().get("restart_status")["restarts"] == 1


def test_new_calls_are_refused_while_it_restarts(bench: Bench) -> None:
    bench.plan()
    bench.call("restart_server")
    assert bench.call("restart_status")["phase"] == "restarting"
    with pytest.raises(Refusal, match="restarting"), bench.server_context.activity.call(during_restart=False):
        pass
    with pytest.raises(Refusal, match="already"):
        bench.call("restart_server")


def test_a_restart_that_cannot_be_noted_is_refused_and_the_server_goes_on(bench: Bench) -> None:
    bench.plan()
    bench.server_context.workspace(bench.home)[0].database.lock_timeout = 0.05
    with sqlite3.connect(bench.home / STORE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="locked"):
            bench.call("restart_server")
        other.execute("ROLLBACK")
    other.close()
    assert not bench.server_context.activity.restarting
    assert bench.plan()


def test_a_store_of_the_first_version_opens_and_keeps_its_tasks(tmp_path: Path) -> None:
    home = tmp_path / "old"
    (home / STORE).parent.mkdir(parents=True)
    with sqlite3.connect(home / STORE) as old:
        old.executescript(f"PRAGMA journal_mode = WAL; {MIGRATIONS[0]} PRAGMA user_version = 1;")
        old.execute(
            "INSERT INTO tasks (id, status, task_type, complexity, created_at, updated_at, title, context, description,"
            " search) VALUES ('task_old', 'in_progress', 'standard', 'moderate', '2026-01-01', '2026-01-01', 'Old',"
            " '{}', '', 'old')"
        )
        old.execute(
            "INSERT INTO artifacts (id, task_id, type, path, size, created_at, file_paths, legacy_artifacts) VALUES"
            " ('artifact_old', 'task_old', 'general', '.task_orchestrator/artifacts/a.txt', 3, '2026', '[]', '[]')"
        )
    old.close()
    bench = Bench(home)
    assert bench.look("task_old")["artifacts"][0]["id"] == "artifact_old"
    bench.hand_in("task_old")
    assert bench.look("task_old")["status"] == "completed"
    bench.server_context.close()


def test_it_is_ready_only_without_work_in_progress(bench: Bench) -> None:
    waiting, busy = bench.plan("Waiting"), bench.in_state("in_progress")
    told = bench.call("shutdown_prepare")
    assert (told["ready"], told["tasks_in_progress"]) == (False, 1)
    assert [one["task_id"] for one in told["blocking"] if one["kind"] == "task_in_progress"] == [busy]
    assert bench.call("shutdown_prepare", check_active_tasks=False, check_client_connections=False)["ready"]
    bench.hand_in(busy)
    assert bench.call("shutdown_prepare", check_client_connections=False)["ready"]
    assert bench.look(waiting)["status"] == "pending"


def test_reconnection_tells_sessions_whose_store_is_there(bench: Bench, tmp_path: Path) -> None:
    gone = bench.call("initialize_session", working_directory=str(tmp_path / "gone"))["session_id"]
    here = bench.call("initialize_session")["session_id"]
    shutil.rmtree(tmp_path / "gone")
    told = {one["session_id"]: one for one in bench.call("reconnect_test")["sessions"]}
    assert (told[gone]["reconnectable"], told[here]["reconnectable"]) == (False, True)
    assert told[here]["current"] is True
    assert [one["session_id"] for one in bench.call("reconnect_test", session_id=here)["sessions"]] == [here]
    with pytest.raises(Refusal, match="session_unknown"):
        bench.call("reconnect_test", session_id="session_unknown")
    bare = bench.call("reconnect_test", include_buffer_status=False, include_reconnection_stats=False)
    assert bare.keys() == {"sessions", "current_session_id"}


def test_a_restart_is_completed_by_a_process_with_the_same_id(bench: Bench) -> None:
    bench.server_context.activity.end_by(lambda _: None)
    bench.plan()
    bench.call("restart_server")
    (asked,) = bench.call("restart_status", include_history=True)["history"]
    assert asked["status"] == "requested"
    # As in a container, where every process may have the id 1.
    after = Bench(bench.home)
    after.plan()
    (done,) = after.call("restart_status", include_history=True)["history"]
    assert (done["status"], done["process_after"]) == ("completed", asked["process_before"])
    after.server_context.close()

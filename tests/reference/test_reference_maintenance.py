"""Maintenance (Contract MAINT-1 to MAINT-3): finds what is really damaged, and touches nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reference_bench import Bench

from reference_orchestrator.domain.refusals import Refusal

STORE = Path(".task_orchestrator") / "orchestrator.db"
LEVELS = ("basic", "comprehensive", "full_audit")


def maintain(bench: Bench, action: str, **given: object) -> dict[str, Any]:
    return bench.call("maintenance_coordinator", action=action, **given)


def tamper(bench: Bench, sql: str, *values: str) -> None:
    with sqlite3.connect(bench.home / STORE) as store:
        store.execute(sql, values)
    store.close()


def test_a_scan_tells_the_stale_and_leaves_them(bench: Bench) -> None:
    stale, fresh = bench.in_state("in_progress"), bench.in_state("in_progress")
    tamper(bench, "UPDATE tasks SET updated_at = '2020-01-01T00:00:00.000000+00:00' WHERE id = ?", stale)
    told = maintain(bench, "scan_cleanup")
    assert [one["task_id"] for one in told["stale"]] == [stale]
    assert (told["orphaned"], told["archived"], told["scanned"]) == ([], [], 2)
    assert [bench.look(one)["status"] for one in (stale, fresh)] == ["in_progress", "in_progress"]


def test_a_scan_archives_the_orphaned_alone(bench: Bench) -> None:
    parent = bench.plan("Parent")
    orphan = bench.plan("Orphan", parent_task_id=parent)
    other = bench.plan("Other")
    tamper(bench, "DELETE FROM tasks WHERE id = ?", parent)
    told = maintain(bench, "scan_cleanup")
    assert (told["archived"], [one["title"] for one in told["orphaned"]]) == ([orphan], ["Orphan"])
    assert (bench.look(orphan)["status"], bench.look(other)["status"]) == ("archived", "pending")


def artifact_of(bench: Bench, task_id: str) -> Path:
    return bench.home / bench.look(task_id)["artifacts"][0]["path"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("harm", ["missing", "size", "content", "outside", "none"])
def test_each_level_finds_what_it_says(bench: Bench, tmp_path: Path, level: str, harm: str) -> None:
    task_id = bench.in_state("completed")
    path = artifact_of(bench, task_id)
    match harm:
        case "missing":
            path.unlink()
        case "size":
            path.write_bytes(path.read_bytes() + b"!")
        case "content":
            path.write_bytes(path.read_bytes().upper())
        case "outside":
            (tmp_path / "outside.txt").write_bytes(path.read_bytes())
            path.unlink()
            path.symlink_to(tmp_path / "outside.txt")
    told = maintain(bench, "validate_structure", validation_level=level)
    expected = [] if harm == "none" or (harm == "content" and level != "full_audit") else [harm]
    assert [one["kind"] for one in told["damage"]] == expected
    assert told["valid"] is (not expected)
    assert all(one["task_id"] == task_id for one in told["damage"])


def test_a_higher_level_finds_bonds_that_are_broken(bench: Bench) -> None:
    parent = bench.plan("Parent")
    child = bench.plan("Child", parent_task_id=parent, dependencies=[parent])
    tamper(bench, "DELETE FROM tasks WHERE id = ?", parent)
    assert maintain(bench, "validate_structure")["valid"]
    kinds = [one["kind"] for one in maintain(bench, "validate_structure", validation_level="comprehensive")["damage"]]
    assert kinds == ["parent", "dependency"]
    assert bench.look(child)["status"] == "pending"


def test_one_task_means_the_task_and_all_below_it(bench: Bench) -> None:
    top = bench.plan("Top")
    below = bench.plan("Below", parent_task_id=bench.plan("Middle", parent_task_id=top))
    bench.plan("Beside")
    told = maintain(bench, "prepare_handover", scope="specific_subtask", target_task_id=top)
    assert [one["title"] for one in told["open_tasks"]] == ["Top", "Middle", "Below"]
    assert below in (bench.home / told["path"]).read_text()


@pytest.mark.parametrize("action", ["scan_cleanup", "validate_structure", "update_documentation", "prepare_handover"])
def test_one_task_must_be_named_and_known(bench: Bench, action: str) -> None:
    bench.plan()
    with pytest.raises(Refusal, match="target_task_id"):
        maintain(bench, action, scope="specific_subtask")
    for scope in ("specific_subtask", "current_session"):
        with pytest.raises(Refusal, match="task_unknown"):
            maintain(bench, action, scope=scope, target_task_id="task_unknown")


def test_a_handover_names_every_open_task_with_its_state(bench: Bench) -> None:
    for state in ("pending", "in_progress", "blocked", "completed", "cancelled"):
        bench.in_state(state)
    bench.plan("Two\nlines | *stars*")
    told = maintain(bench, "prepare_handover")
    text = (bench.home / told["path"]).read_text()
    assert "## A blocked task\n\n- State: blocked" in text
    assert "## Two lines | *stars*" in text
    assert "A completed task" not in text
    assert told["size"] == len(text.encode())


def test_an_overview_shows_the_tree_and_takes_the_place_of_the_last(bench: Bench) -> None:
    parent = bench.plan("Parent")
    bench.finish(bench.plan("Child", parent_task_id=parent), "A fine result")
    first = maintain(bench, "update_documentation")
    bench.plan("Newcomer")
    second = maintain(bench, "update_documentation")
    assert first["path"] == second["path"]
    text = (bench.home / second["path"]).read_text()
    assert "- Parent (pending" in text
    assert "  - Child (completed" in text
    assert "Result: A fine result" in text
    assert "Newcomer" in text
    assert [one.name for one in (bench.home / second["path"]).parent.iterdir()] == ["overview.md"]


def test_no_document_is_written_through_a_link(bench: Bench, tmp_path: Path) -> None:
    bench.plan()
    (tmp_path / "outside").mkdir()
    (bench.home / ".task_orchestrator" / "documents").symlink_to(tmp_path / "outside")
    with pytest.raises(Refusal, match="leads out"):
        maintain(bench, "prepare_handover")
    assert list((tmp_path / "outside").iterdir()) == []


def test_all_there_is_means_the_other_workspaces_too(bench: Bench, tmp_path: Path) -> None:
    bench.plan("At home")
    bench.call("initialize_session", working_directory=str(tmp_path / "away"))
    bench.plan("Away")
    near = maintain(bench, "prepare_handover")
    far = maintain(bench, "prepare_handover", scope="full_project")
    assert [one["title"] for one in near["open_tasks"]] == ["Away"]
    assert {one["title"] for one in far["open_tasks"]} == {"Away", "At home"}
    assert maintain(bench, "validate_structure", scope="full_project")["checked"]["tasks"] == 2
    assert maintain(bench, "scan_cleanup", scope="full_project")["scanned"] == 2


def test_a_scan_of_the_whole_project_archives_orphans_of_other_directories(bench: Bench) -> None:
    bench.call("initialize_session", working_directory="elsewhere")
    parent = bench.plan("Parent")
    orphan = bench.plan("Orphan", parent_task_id=parent)
    bench.call("initialize_session")
    with closing(sqlite3.connect(bench.home / "elsewhere" / STORE, isolation_level=None)) as store:
        store.execute("DELETE FROM tasks WHERE id = ?", (parent,))
    assert maintain(bench, "scan_cleanup")["orphaned"] == []
    told = maintain(bench, "scan_cleanup", scope="full_project")
    assert (told["archived"], [one["title"] for one in told["orphaned"]]) == ([orphan], ["Orphan"])
    bench.call("initialize_session", working_directory="elsewhere")
    assert bench.look(orphan)["status"] == "archived"


def test_any_call_for_a_task_keeps_it_from_being_stale(bench: Bench) -> None:
    tasks = [bench.in_state("in_progress") for _ in range(3)]
    bench.hand_in(tasks[0], next_action="continue")
    tamper(bench, "UPDATE tasks SET updated_at = '2020-01-01T00:00:00.000000+00:00'")
    assert len(maintain(bench, "scan_cleanup")["stale"]) == 3
    bench.hand_in(tasks[0], next_action="continue")
    bench.call("execute_task", task_id=tasks[1])
    bench.call("update_task", task_id=tasks[2], status="in_progress")
    assert maintain(bench, "scan_cleanup")["stale"] == []


@pytest.mark.parametrize("scope", ["current_session", "full_project"])
def test_damage_is_found_in_the_archive(bench: Bench, scope: str) -> None:
    task_id = bench.in_state("completed")
    bench.call("delete_task", task_id=task_id)
    assert maintain(bench, "validate_structure", scope=scope)["valid"]
    artifact_of(bench, task_id).unlink()
    told = maintain(bench, "validate_structure", scope=scope)
    assert [(one["kind"], one["task_id"]) for one in told["damage"]] == [("missing", task_id)]

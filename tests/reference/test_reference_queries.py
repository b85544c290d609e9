import json

import pytest
from reference_bench import Bench

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus


def titles(bench: Bench, **wanted: object) -> set[str]:
    return {task["title"] for task in bench.call("query_tasks", **wanted)["tasks"]}


@pytest.fixture
def family(bench: Bench) -> str:
    top = bench.plan("Move")
    kinds = {
        "Books": {
            "task_type": "testing",
            "complexity": "simple",
            "specialist_type": "coder",
            "description": "In BOXES",
        },
        "Boxes": {"task_type": "review", "complexity": "simple", "specialist_type": "tester"},
        "Straße": {"task_type": "testing", "complexity": "complex"},
    }
    for title, given in kinds.items():
        bench.plan(title, parent_task_id=top, **given)
    return top


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"task_type": ["testing"]}, {"Books", "Straße"}),
        ({"task_type": ["testing", "review"]}, {"Books", "Boxes", "Straße"}),
        ({"task_type": ["testing"], "complexity": ["simple"]}, {"Books"}),
        ({"specialist_type": ["coder", "tester"]}, {"Books", "Boxes"}),
        ({"search_text": "boxes"}, {"Books", "Boxes"}),
        ({"search_text": "STRASSE"}, {"Straße"}),
        ({"search_text": "%"}, set()),
        ({"status": ["active"]}, set()),
        ({"status": [], "complexity": ["complex"]}, {"Straße"}),
        ({"parent_task_id": "task_none"}, set()),
    ],
)
def test_filters(bench: Bench, family: str, wanted: dict[str, object], found: set[str]) -> None:
    assert family
    assert titles(bench, **wanted) == found


def test_the_time_of_planning(bench: Bench, family: str) -> None:
    tasks = bench.call("query_tasks", parent_task_id=family)["tasks"]
    assert [task["title"] for task in tasks] == ["Straße", "Boxes", "Books"]
    moment = tasks[1]["created_at"]
    assert titles(bench, parent_task_id=family, created_after=moment) == {"Straße"}
    assert titles(bench, parent_task_id=family, created_before=moment) == {"Books"}


def test_pages_neither_repeat_nor_miss(bench: Bench) -> None:
    planned = [bench.plan(f"Task {number}") for number in range(23)]
    found: list[str] = []
    for offset in range(0, 30, 5):
        page = bench.call("query_tasks", limit=5, offset=offset)
        assert page["total_count"] == 23
        found += [task["task_id"] for task in page["tasks"]]
    assert found == planned[::-1]
    assert bench.call("query_tasks", limit=0)["tasks"] == []
    assert bench.call("query_tasks", limit=10**30)["total_count"] == 23


def test_a_page_of_long_texts_ends_early_and_says_where_to_go_on(bench: Bench) -> None:
    planned = [bench.plan(f"Task {number}", description="ä" * 1_000) for number in range(100)]
    found: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = bench.call("query_tasks", offset=offset)
        assert page["total_count"] == 100
        assert len(json.dumps(page, ensure_ascii=False).encode()) < 75_000
        found += [task["task_id"] for task in page["tasks"]]
        offset = page.get("next_offset")
    assert found == planned[::-1]
    assert len(bench.look(planned[0])["description"]) == 1_000


@pytest.mark.parametrize("wanted", [{"limit": -1}, {"offset": -1}, {"created_after": "soon"}, {"created_before": ""}])
def test_questions_that_make_no_sense(bench: Bench, wanted: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        bench.call("query_tasks", **wanted)


def test_children_and_artifacts_come_when_asked_for(bench: Bench, family: str) -> None:
    plain = bench.call("query_tasks", search_text="Move")["tasks"][0]
    assert "children" not in plain
    assert "artifacts" not in plain
    bench.finish(bench.call("query_tasks", search_text="Books")["tasks"][0]["task_id"])
    rich = bench.call("query_tasks", search_text="Move", include_children=True, include_artifacts=True)["tasks"][0]
    assert (rich["task_id"], rich["artifacts"]) == (family, [])
    assert [(child["title"], len(child["artifacts"])) for child in rich["children"]] == [
        ("Books", 1),
        ("Boxes", 0),
        ("Straße", 0),
    ]


def test_counts_agree_with_what_is_found(bench: Bench) -> None:
    for state in TaskStatus:
        bench.in_state(state)
    for number in range(120):
        bench.plan(f"Many {number}")
    status = bench.call("get_status", include_completed=True)
    for state in TaskStatus:
        assert status["counts"][state] == bench.call("query_tasks", status=[state], limit=0)["total_count"]
    assert status["counts"]["pending"] == 121
    assert {task["status"] for task in status["tasks"]} == set(TaskStatus) - {TaskStatus.ARCHIVED}
    assert {task["status"] for task in bench.call("get_status")["tasks"]} == {"pending", "in_progress", "blocked"}


def test_a_search_does_not_reach_from_the_title_into_the_description(bench: Bench) -> None:
    bench.plan("Alpha", description="Beta")
    bench.plan("Lines", description="of alpha\nbeta, twice")
    assert titles(bench, search_text="ALPHA\nBETA") == {"Lines"}
    assert titles(bench, search_text="alpha") == {"Alpha", "Lines"}

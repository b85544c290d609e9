import json
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import anyio
import mcp
import pytest
from mcp.client.stdio import StdioServerParameters
from reference_bench import ROOT, Live

import reference_orchestrator
from tests.project import HANG_SECONDS

SURROGATE_TITLE = (
    b'{"jsonrpc":"2.0","id":905,"method":"tools/call","params":{"name":"orchestrator_plan_task","arguments":'
    b'{"title":"\\ud800","description":"x"}}}'
)

Start = Callable[[], Live]


def leftovers(workspace: Path) -> list[str]:
    names = [str(path.relative_to(workspace)) for path in workspace.rglob("*") if path.is_file()]
    return [name for name in names if not name.endswith((".txt", "orchestrator.db"))]


def test_the_sdks_client_is_served(tmp_path: Path) -> None:
    async def talk() -> None:
        parameters = StdioServerParameters(
            command=sys.executable,
            args=["-m", "reference_orchestrator"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
        )
        async with mcp.Client(parameters, mode="legacy") as client:
            tools = (await client.list_tools()).tools
            assert len(tools) == 32
            assert all(tool.output_schema and tool.annotations for tool in tools)
            plan = {"title": "T", "description": "D", "context": {"x": None}}
            task_id = (await client.call_tool("orchestrator_plan_task", plan)).structured_content["task_id"]
            for name, given in {
                "execute_task": {"task_id": task_id},
                "complete_task": {"task_id": task_id, "summary": "S", "detailed_work": "W", "next_action": "complete"},
                "query_tasks": {"include_children": True, "include_artifacts": True},
                "get_status": {"include_completed": True},
                "list_sessions": {"include_completed": True},
                "cleanup_sessions": {},
                "initialize_session": {},
                "update_task": {"task_id": task_id, "status": "archived"},
            }.items():
                # The client checks each reply against the output schema.
                assert not (await client.call_tool(f"orchestrator_{name}", given)).is_error
            assert (await client.call_tool("orchestrator_execute_task", {"task_id": "none"})).is_error

    anyio.run(talk)


def test_bad_lines_stop_nobody(start: Start) -> None:
    live = start()
    assert live.hello["result"]["serverInfo"]["version"] == reference_orchestrator.__version__
    good = live.begin("get_status")
    bad = [
        b"{ no json",
        b"\xff\xfe\x00",
        b'[{"jsonrpc":"2.0","id":900,"method":"ping"}]',
        b'{"jsonrpc":"2.0","id":901}',
        b'{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}',
        b'{"jsonrpc":"2.0","id":902,"method":"\\ud800"}',
        b'{"jsonrpc":"2.0","id":903,"method":"unknown/method"}',
        b'{"jsonrpc":"2.0","id":904,"method":"tools/call","params":{"name":"no_such_tool"}}',
        SURROGATE_TITLE,
        b'{"jsonrpc":"2.0","id":906,"method":"tools/call","params":{"name":"\\udfff"}}',
        b"[" * 100_000,
        b"",
        b"7",
    ]
    for line in bad:
        live.raw(line)
    last = live.begin("get_status")
    seen: dict[object, dict[str, object]] = {}
    while not {good, last, 902, 903, 904, 905, 906} <= set(seen):
        message = live.read()
        seen[message["id"]] = message
    assert "result" in seen[good]
    assert "result" in seen[last]
    assert "lone surrogate" in json.dumps(seen[905])
    assert "There is no tool" in json.dumps(seen[904])
    assert live.get("query_tasks")["total_count"] == 0


def test_many_calls_at_once_and_a_long_line(start: Start) -> None:
    live = start()
    planned = [live.begin("plan_task", title=f"Task {number}", description="x") for number in range(200)]
    answers = live.answers(planned)
    ids = {answer["structuredContent"]["task_id"] for answer in answers.values()}
    assert len(ids) == 200
    assert live.get("get_status")["counts"]["pending"] == 200
    text = "ä🚀\r\n" * 500_000
    reply = live.get("plan_task", title="Long", description=text)
    assert reply["description"] == text
    first = live.get("query_tasks", limit=201)
    assert len(first["tasks"]) == first["next_offset"] == 1, "a long text is whole, and ends its page"
    short = live.get("query_tasks", limit=100, offset=1)["tasks"] + live.get("query_tasks", offset=101)["tasks"]
    stamps = [task["created_at"] for task in short]
    assert len(stamps) == 200
    assert stamps == sorted(set(stamps), reverse=True)


@pytest.mark.parametrize("how", ["end of input", signal.SIGTERM, signal.SIGINT])
def test_calls_under_way_are_answered_at_the_end(start: Start, tmp_path: Path, how: object) -> None:
    live = start()
    task_id = live.get("plan_task", title="T", description="D")["task_id"]
    live.get("execute_task", task_id=task_id)
    calls = [live.begin("plan_task", title=f"Task {number}", description="x") for number in range(30)]
    calls += [
        live.begin("complete_task", task_id=task_id, summary="S", detailed_work="W" * 9000, next_action="continue")
        for _ in range(5)
    ]
    if isinstance(how, signal.Signals):
        live.process.send_signal(how)
        # A second one does no harm.
        live.process.send_signal(signal.SIGTERM)
    else:
        assert live.process.stdin
        live.process.stdin.close()
    answered = [message["id"] for message in live.rest() if not message["result"]["isError"]]
    assert sorted(answered) == calls
    assert live.process.wait(HANG_SECONDS) == 0
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("spelt", [int, str])
def test_a_call_that_was_given_up_holds_up_no_restart(
    start: Start, tmp_path: Path, spelt: Callable[[int], object]
) -> None:
    live = start()
    live.get("initialize_session")
    (store,) = tmp_path.rglob("orchestrator.db")
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        call = live.begin("plan_task", title="Given up", description="x")
        live.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": spelt(call)}})
        live.get("health_check")
        other.execute("ROLLBACK")
    live.get("restart_server", timeout=300)
    assert live.process.wait(HANG_SECONDS) == 0


def test_of_cancel_against_complete_exactly_one_wins(start: Start) -> None:
    one, other = start(), start()
    rounds = 30
    tasks = [one.get("plan_task", title=f"T{number}", description="D")["task_id"] for number in range(rounds)]
    for task_id in tasks:
        other.get("execute_task", task_id=task_id)
    work = {"summary": "S", "detailed_work": "W", "next_action": "complete"}
    won: dict[str, list[bool]] = {"cancelled": [], "completed": []}

    def cancel() -> None:
        won["cancelled"].extend(not one.call("cancel_task", task_id=task_id)["isError"] for task_id in tasks)

    def complete() -> None:
        won["completed"].extend(
            not other.call("complete_task", task_id=task_id, **work)["isError"] for task_id in tasks
        )

    threads = [threading.Thread(target=cancel), threading.Thread(target=complete)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {task["task_id"]: task for task in one.get("query_tasks", include_artifacts=True)["tasks"]}
    for number, task_id in enumerate(tasks):
        winners = [state for state, results in won.items() if results[number]]
        assert winners == [found[task_id]["status"]]
        assert len(found[task_id]["artifacts"]) == (1 if winners == ["completed"] else 0)


def test_what_was_answered_outlives_a_kill(start: Start, tmp_path: Path) -> None:
    live = start()
    live.get("initialize_session")
    tasks = [live.get("plan_task", title=f"T{number}", description="D")["task_id"] for number in range(10)]
    for task_id in tasks[:5]:
        live.get("execute_task", task_id=task_id)
        live.get("complete_task", task_id=task_id, summary="S", detailed_work="W\r\n🚀", next_action="complete")
    for number in range(50):
        live.begin("plan_task", title=f"Unanswered {number}", description="D" * 5000)
    live.process.kill()
    live.process.wait()
    fresh = start()
    found = {task["task_id"]: task for task in fresh.get("query_tasks", include_artifacts=True)["tasks"]}
    assert [found[task_id]["status"] for task_id in tasks] == ["completed"] * 5 + ["pending"] * 5
    for task_id in tasks[:5]:
        assert (tmp_path / found[task_id]["artifacts"][0]["path"]).read_bytes() == "W\r\n🚀".encode()
    assert all(len(task["description"]) in {1, 5000} for task in found.values())
    assert fresh.close() == 0
    assert leftovers(tmp_path) == []


def test_a_nonsense_cursor_is_refused(start: Start) -> None:
    live = start()
    assert "nonsense" in live.answer(live.ask("tools/list", {"cursor": "nonsense"}))["error"]["message"]
    assert len(live.answer(live.ask("tools/list", {}))["result"]["tools"]) == 32


@pytest.mark.parametrize("sign", ["", "-"])
def test_an_endless_integer_is_refused_by_the_id_of_its_call(start: Start, sign: str) -> None:
    live = start()
    call = {"name": "orchestrator_plan_task", "arguments": {"title": "T", "description": "", "context": {"n": [0]}}}
    line = json.dumps({"jsonrpc": "2.0", "id": 71, "method": "tools/call", "params": call})
    live.raw(line.replace("[0]", f"[{sign}{'9' * 4_301}]").encode())
    result = live.answer(71)["result"]
    assert result["isError"]
    assert "an integer of 4301 digits" in result["content"][0]["text"]
    assert live.get("query_tasks")["total_count"] == 0

"""What a list does not tell of its tasks is looked for where a look at one task tells more."""

from pathlib import Path

from mcp_types import Tool

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import named
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter
from acceptance.matchers.searches import finds_only
from acceptance.scenario.servers import ScenarioServers
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.task_queries import TaskQueries
from acceptance.targets.target import Target
from acceptance.world.dry_run import ListedOrchestrator, NoServers

DIALECT = """
speaks = "lists without states"
[looks]
order = ["task"]
[states]
pending = "open"
completed = "done"
[task]
task_id = "id"
title = "title"
status = { path = "state", values = "states" }
[reply]
task = "@"
[verbs.look]
tool = "show"
arguments = { id = "task_id" }
[verbs.search]
tool = "list"
arguments = { state = { from = "status", values = "states", as = "one" } }
reply = { tasks = "tasks" }
"""
STATES = {"1": "open", "2": "done"}
TOOLS = {name: Tool(name=name, input_schema={}) for name in ("show", "list")}


class Board(ListedOrchestrator):
    """Lists two tasks without their states, whatever is asked for, and shows each with its state."""

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        tasks = [{"id": one, "title": f"Task {one}"} for one in STATES]
        shown = {"id": call.arguments.get("id"), "state": STATES.get(str(call.arguments.get("id")))}
        fields = {"tasks": tasks} if call.tool == "list" else shown
        return Reply(call, ToolResult("", fields, is_error=False, milliseconds=0))


def test_the_state_that_a_list_does_not_tell_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(DIALECT, encoding="utf-8")
    target = Target("board", ("board",), dialect=named("board.toml", tmp_path))
    queries = TaskQueries(ScenarioState(ScenarioServers(NoServers(Board(target, TOOLS)))))
    queries.look_up({Filter.STATE: "pending"})
    finding = finds_only(Filter.STATE, "pending")
    assert not finding.matches(queries)
    assert [view.identity for view in queries.found] == ["1", "2"]
    assert finds_only(Filter.STATE, "pending, completed").matches(queries)

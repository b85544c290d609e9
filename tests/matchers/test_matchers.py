"""Matchers: each fits what it should, does not fit what it should not, and says in words what it found."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hamcrest.core.string_description import StringDescription
from mcp_types import Tool

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.tools import TOOLS
from acceptance.contract.values import HEALTH_PARTS, TaskField
from acceptance.contract.views import SessionView
from acceptance.errors import ForbiddenFileError
from acceptance.faults.race import Edits
from acceptance.matchers import catalogue, documents, protocol, replies, scale, server, sessions, templates
from acceptance.matchers.findings import Finding, quoted_around
from acceptance.scenario.invalid_calls import Probe
from acceptance.scenario.template_store import Draft


def reply(verb: str = "plan", *, error: bool = False, text: str = "", **body: Any) -> Reply:
    return Reply(Call(verb, "a_tool"), ToolResult(text or str(body), body or None, error, 1.0))


def tool(name: str = "a_tool", description: str = "Does it", **parameters: Any) -> Tool:
    return Tool(name=name, description=description, input_schema={"type": "object", "properties": parameters})


DESCRIBED = {"type": "string", "description": "What it is"}
SESSION = SessionView("session_1", "/here", None, {})
DRAFT = Draft("release-1", {})
STARTED = cast(Any, SimpleNamespace(name="Release", identity="task_1", title="Release"))
HISTORY = [{"reason": "error_recovery", "requested_at": "2026-11-24T10:00:00"}]

CASES: list[tuple[Finding[Any], Any, Any, str]] = [
    (replies.is_accepted("plan"), reply(), reply(error=True, text="No."), "the plan was rejected: No."),
    (replies.is_rejected("plan"), reply(error=True), reply(text="Fine"), "the plan was accepted: Fine"),
    (replies.is_rejected("plan"), reply(success=False), reply("change", error=True), "the change was rejected"),
    (
        replies.is_rejected("plan"),
        reply(error=True, text="No room."),
        reply(error=True, text="KeyError: 7"),
        'the plan ended with an internal error ("KeyError"): KeyError: 7',
    ),
    (templates.mentions("notes"), reply(text="the notes"), reply(text="nothing"), "it says: nothing"),
    (
        templates.reports_problem_at("17"),
        reply(text="line 17, column 3"),
        reply(text="name-17, line 3, column 117"),
        "it says: name-17",
    ),
    (
        templates.lists_all_of([{"template_id": "a"}, "b"], "user"),
        reply(templates=[{"template_id": name, "category": "user"} for name in "abc"]),
        reply(templates=[{"template_id": "a", "category": "user"}, {"template_id": "b", "category": "shared"}]),
        "it lists",
    ),
    (templates.lists_all_of(["a"], None), reply(templates=[{"name": "a"}]), reply(templates=[]), "it lists"),
    (
        replies.are_given_different_instructions(),
        [(STARTED, reply("start", execution_instructions=[told])) for told in ("Test it.", "Write it.", "Read it.")],
        [(STARTED, reply("start", execution_instructions=[told])) for told in ("Test it.", "Write it.", "Test it.")],
        "both have these",
    ),
    (
        scale.have_kept_both_edits(),
        [Edits(0, ()), Edits(0, ())],
        [Edits(0, ()), Edits(1, (TaskField.EFFORT,))],
        "1 of 2 tasks; for the first, 1 of the updates were rejected, and lost is estimated effort",
    ),
    (scale.have_kept_both_edits(), [Edits(0, ())], [], "none was updated"),
    (replies.does_not_mention("x"), reply(text="y"), reply(text="x"), "it says: x"),
    (
        replies.is_rejected_because("start", "the task is cancelled"),
        reply("start", error=True, text="It was cancelled"),
        reply("start", error=True, text="No"),
        "the reply to the start was: No",
    ),
    (server.reports("healthy"), reply(healthy=True), reply(healthy=False), "it says:"),
    (server.reports("not healthy"), reply(error=True), reply(healthy=True), "it says:"),
    (server.reports("not healthy"), reply(healthy=False), reply(status="fine"), "it says:"),
    (
        server.reports_a_connected_store(),
        reply(checks={"database": {"connected": True}}),
        reply(checks={"database": {"connected": "yes"}}),
        "it says:",
    ),
    (
        server.reports_something_of(HEALTH_PARTS["the connection"]),
        reply(healthy=True, checks={"connections": {}}),
        reply(healthy=True, checks={"database": {"connected": True}}),
        "it says:",
    ),
    (
        server.reports_something_of(HEALTH_PARTS["the readiness"]),
        reply(healthy=True, note="ready to restart"),
        reply(healthy=True, checks={"database": {"connected": True}}),
        "it says:",
    ),
    (server.reports_no_readiness(), reply(error=True, text="No store."), reply(ready=True), "it says:"),
    (server.reports_no_readiness(), reply(ready=False), reply(ready_for_shutdown=True), "it says:"),
    (
        server.reports_nothing_of(HEALTH_PARTS["the data store"]),
        reply(healthy=True, checks={}),
        reply(healthy=True, checks={"database": {}}),
        "it says:",
    ),
    (
        server.reports_version("1.2"),
        reply(server_version="1.2"),
        reply(server_version="2"),
        'it reports the version "2"',
    ),
    (server.reports_version("1.2"), reply(version="1.2"), reply(x=1), "missing"),
    (server.reports("ready to shut down"), reply(ready=True), reply(ready=False), "it says:"),
    (server.reports("not ready to shut down"), reply(ready_for_shutdown=False), reply(error=True), "it says:"),
    (server.reports_a_restart("error recovery"), reply(history=HISTORY), reply(history=[]), "the history is"),
    (
        server.reports_a_restart("error recovery"),
        reply(restart_history=HISTORY),
        reply(history=[{"reason": "error_recovery"}]),
        "the history is",
    ),
    (server.reports_no_history(), reply(phase="running"), reply(history=HISTORY), "it says:"),
    (sessions.names_session(SESSION), reply(a=[{"b": "session_1"}]), reply(a="session_2"), "it says:"),
    (
        sessions.includes_session(SESSION),
        reply(sessions=[{"session_id": "session_1"}]),
        reply(sessions=[{"session_id": "session_2"}]),
        'it lists "session_2"',
    ),
    (
        sessions.includes_session(SESSION, listed_=False),
        reply(sessions=[]),
        reply(sessions=[{"session_id": "session_1"}]),
        "it lists",
    ),
    (sessions.lists_so_many(1), reply(sessions=[{}]), reply(sessions=[]), "the list has 0"),
    (
        sessions.says_whether_the_store_is_new(is_new=True),
        reply(created=True),
        reply(text="It existed already"),
        "it says:",
    ),
    (
        templates.lists_template(DRAFT, category="user"),
        reply(templates=[{"template_id": "release-1", "category": "user"}]),
        reply(templates=[{"template_id": "release-1", "category": "shared"}]),
        'it lists "release-1"',
    ),
    (
        templates.lists_template(DRAFT, listed_=False),
        reply(templates=[]),
        reply(templates=[{"id": "release-1"}]),
        "it lists",
    ),
    (templates.reports_validity(valid=True), reply(valid=True), reply(valid=False), "it says:"),
    (templates.reports_validity(valid=False), reply(is_valid=False), reply(x=1), "it says:"),
    (templates.reports_problem_at("build"), reply(errors=[{"where": "tasks.build"}]), reply(errors=["a"]), "it says:"),
    (templates.mentions("crowds"), reply(a="for crowds"), reply(error=True, text="crowds"), "it says:"),
    (templates.reports_installation("templates as installed"), reply(installed=["a"]), reply(installed=[]), "it says:"),
    (
        templates.reports_installation("all templates as skipped"),
        reply(installed=[], skipped=["a"]),
        reply(installed=["b"], skipped=["a"]),
        "it says:",
    ),
    (protocol.refused_all(20), Probe("t", 25, None), Probe("t", 3, None), "only 3 calls of t were made"),
    (protocol.refused_all(20), Probe("t", 20, None), Probe("t", 25, "with n as 5 it was accepted"), "t with n as 5"),
    (protocol.is_flagged(), reply(error=True), reply(success=False), "the plan was rejected without it"),
    (protocol.is_flagged(), reply(error=True), reply(), "the plan was accepted"),
    (protocol.is_for_people(), reply(text="title is blank"), reply(text="sqlite3.OperationalError: no"), "it says"),
    (
        protocol.is_for_people(),
        reply(text="the data store is locked: try again"),
        reply(text="NOT NULL constraint failed: tasks.title"),
        "it says",
    ),
    (protocol.is_for_people(), reply(text="no task has this id"), reply(text="no such table: tasks"), "it says"),
    (protocol.is_for_people(), reply(text="give a title"), reply(text="KeyError: 'title'"), "it says"),
    (
        protocol.are_all_rejected_for_people(),
        [reply(error=True, text="the data store is locked"), reply("change", error=True, text="it is locked now")],
        [reply(error=True, text="the data store is locked"), reply("change", text="the task is blocked")],
        "the reply to the change was: the task is blocked",
    ),
    (protocol.are_all_rejected_for_people(), [reply(error=True, text="no such task")], [], "nothing was requested"),
    (
        protocol.is_for_people(),
        reply(error=True, text="give a title"),
        reply(error=True, text="Error", why="a b c"),
        "it",
    ),
    (
        protocol.is_taken_as_without(),
        SimpleNamespace(effect_of_unknown=lambda: ""),
        SimpleNamespace(effect_of_unknown=lambda: "its value is in the reply: blue"),
        "its value is in the reply: blue",
    ),
    (protocol.is_the_same_introduction_as(("name", "1")), ("name", "1"), ("name", "2"), 'the version "2"'),
    (protocol.tells_itself(), ("name", "1"), ("name", ""), 'the version ""'),
    (
        protocol.were_answered(1),
        [{"result": {}}],
        [{"error": {"message": "No."}}],
        '0 of them accepted; the first that was not: "No."',
    ),
    (protocol.were_answered(1), [{"result": {}}], [{"result": {"isError": True}}], "an error without words"),
    (catalogue.describes_tools(100), [tool()], [tool(), tool("b", " ")], "1 of 2 tools have a description, 50 %"),
    (catalogue.describes_parameters(100), [tool(a=DESCRIBED)], [tool(a=DESCRIBED, b={})], 'not described: "a_tool(b)"'),
    (catalogue.describes_parameters(100), [tool(a=DESCRIBED)], [], "0 of 0"),
    (catalogue.describes_differently(), [tool(), tool("b", "Other")], [tool(), tool("b")], "Does it"),
    (catalogue.offers_the_contract(), [tool(name) for name in TOOLS], [tool()], "0 are; missing are"),
    (catalogue.lists_each_once(), [tool(), tool("b")], [tool(), tool()], 'listed more than once: "a_tool"'),
    (catalogue.has_sound_schemas(), [tool()], [Tool(name="b", input_schema={"type": 5})], "the schema of b is broken"),
]


@pytest.mark.parametrize(("matcher", "good", "bad", "words"), CASES)
def test_a_matcher_fits_what_it_should_and_tells_what_it_found(
    matcher: Finding[Any], good: Any, bad: Any, words: str
) -> None:
    assert matcher.matches(good)
    assert not matcher.matches(bad)
    told = StringDescription()
    matcher.describe_mismatch(bad, told)
    assert words in str(told)
    assert str(matcher)


def test_a_document_is_judged_by_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "handover.md").write_text("# Handover\n\n## Half done\n\n- State: in progress\n")
    written = reply(path="handover.md")
    assert documents.wrote_inside(WorkspaceFiles(tmp_path)).matches(written)
    with pytest.raises(ForbiddenFileError, match="leads out of the workspace"):
        documents.wrote_inside(WorkspaceFiles(tmp_path / "deeper")).matches(reply(path=str(tmp_path / "handover.md")))


@pytest.mark.parametrize(
    ("line", "body", "is_open"),
    [
        ("- Done: completed", {}, False),
        ("- Other words", {}, False),
        ("- Done: in progress", {}, True),
        ("- Done: pending", {}, True),
        ("- nothing", {"open_tasks": [{"task_id": "task_1"}]}, True),
    ],
)
def test_a_task_is_listed_as_open_in_the_reply_or_in_the_document(
    tmp_path: Path, line: str, body: dict[str, Any], is_open: bool
) -> None:
    (tmp_path / "handover.md").write_text(f"# Handover\n\n{line}\n")
    task = SimpleNamespace(title="Done", name="Done", identity="task_1")
    finding = documents.does_not_list_as_open(cast(Any, task), WorkspaceFiles(tmp_path))
    assert finding.matches(reply(path="handover.md", **body)) is not is_open


@pytest.mark.parametrize(("accepted", "lost", "kept"), [(0, 0, False), (2, 0, True), (2, 1, False)])
def test_what_was_accepted_is_kept_only_if_there_was_something(accepted: int, lost: int, kept: bool) -> None:
    tasks = [
        SimpleNamespace(title=str(one), find=lambda one=one: None if one < lost else "found") for one in range(accepted)
    ]
    operator = SimpleNamespace(meanwhile=tasks)
    assert server.has_kept_what_was_accepted().matches(cast(Any, operator)) is kept


def test_a_document_that_leaves_a_task_out_has_neither_its_title_nor_its_identity(tmp_path: Path) -> None:
    task = SimpleNamespace(title="Left out", name="Left out", identity="task_1")
    finding = documents.does_not_mention_in_document(cast(Any, task), WorkspaceFiles(tmp_path))
    for text, fits in (("Others", True), ("Left out", False), ("see task_1", False)):
        (tmp_path / "overview.md").write_text(text)
        assert finding.matches(reply(path="overview.md")) is fits


def test_what_is_told_in_other_shapes_is_read_too() -> None:
    content = {"metadata": {"name": "R"}}
    assert reply(template=content).template == content
    assert reply(content='{"metadata": {"name": "R"}}').template == content
    assert reply(x=1).template is None


def test_a_long_text_is_cut_around_the_difference() -> None:
    expected = "x" * 1000
    found = "x" * 700 + "y" + "x" * 299
    told = quoted_around(found, expected)
    assert "y" in told
    assert told.startswith('"… (640 characters) x')
    assert len(told) < 220
    assert quoted_around("x" * 900, expected).endswith('x"')
    assert quoted_around("short", expected) == '"short"'

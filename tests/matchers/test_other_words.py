"""What the contract names no field for is read by what is told, whatever the fields are called, and in prose."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.views import SessionView
from acceptance.errors import UnreadableReplyError
from acceptance.matchers import documents, faults, server, sessions, synthesis, templates
from acceptance.matchers.findings import Finding
from acceptance.scenario.template_drafts import Draft


def told(content: Any) -> Reply:
    text = content if isinstance(content, str) else json.dumps(content)
    return Reply(Call("plan", "a_tool"), ToolResult(text, None, False, 1.0))


VICTIM: Any = SimpleNamespace(identity="task_1", title="Victim", name="Victim", files_seen=["work/a_1.txt"])
SESSION = SessionView("session_1", "/here", None, {})
DRAFT = Draft("release-1", {})
AT, LATER = "2026-11-29T07:00:00Z", "2026-11-29T07:00:01Z"
RESTART = {"why": "error_recovery", "began": AT, "ended": LATER}

FITS: list[tuple[Finding[Any], list[Any], list[Any]]] = [
    (
        server.reports_damage_to(VICTIM),
        [
            {"in_order": False, "what_is_wrong": [{"task": "task_1", "kind": "missing"}]},
            {"report": {"broken": ["work/a_1.txt is missing"]}},
            "Damage was found:\n- The file work/a_1.txt of Victim is missing.",
        ],
        [
            {"in_order": True, "what_is_wrong": []},
            {"valid": True, "checked": {"tasks": 1}},
            {"in_order": True, "checked_tasks": ["task_1"]},
            {"target_task_id": "task_1", "what_is_wrong": ["task_2"]},
            "Everything is in order.",
        ],
    ),
    (
        server.reports("ready to shut down"),
        [
            {"can_shut_down": True, "in_the_way": []},
            {"success": True, "safe": True, "calls": 0},
            "The server is ready to shut down.",
            {"message": "It is safe to end the server."},
        ],
        [
            {"can_shut_down": False, "in_the_way": ["task_1"]},
            {"success": True},
            "The server is not ready to shut down.",
            "It is not yet safe to end the server. Try again when it is ready.",
        ],
    ),
    (
        server.reports("not ready to shut down"),
        [{"can_shut_down": False}, "It is not ready: a task is in progress."],
        [{"can_shut_down": True}, "It is ready.", "Nothing is said.", {"calls": 0}],
    ),
    (
        server.reports_a_restart("error recovery"),
        [{"restarts_so_far": [RESTART]}, f"Restarts:\n- error recovery, at {AT}", {"history": [RESTART]}],
        [{"restarts_so_far": [{**RESTART, "why": "manual_request"}]}, f"Restarts:\n- manual request, at {AT}"],
    ),
    (
        server.reports_no_history(),
        [{"phase": "running", "restarts": 1}, "The server is running."],
        [{"phase": "running", "so_far": [RESTART]}, f"Restarts:\n- error recovery, at {AT}"],
    ),
    (
        faults.contains_restarts(2),
        [{"so_far": [RESTART, RESTART]}, f"Restarts:\n- one at {AT}\n- another at {AT}\nThat is all."],
        [{"so_far": [RESTART]}, f"- one at {AT}"],
    ),
    (
        faults.restarts_finished_after_their_requests(),
        [{"so_far": [RESTART]}, f"- asked at {AT}, done at {LATER}"],
        [{"so_far": [{"began": LATER, "ended": AT}]}, f"- asked at {LATER}, done at {AT}"],
    ),
    (
        sessions.includes_session(SESSION),
        [
            {"available": [{"session_id": "session_1", "usable": True}]},
            "You can reconnect to:\nsession_1 in /here",
        ],
        [{"available": [{"session_id": "session_2"}]}, "You can reconnect to:\nsession_2 in /here"],
    ),
    (
        sessions.says_whether_the_store_is_new(is_new=True),
        [{"store_is_new": True}, {"already_there": False}, "A new store was created.", {"status": "store_created"}],
        [{"store_is_new": False}, {"already_there": True}, "It existed.", {"created_at": AT}, {"session_id": "s"}],
    ),
    (
        sessions.says_whether_the_store_is_new(is_new=False),
        [{"store_is_new": False}, {"existed": True}, "The existing store was opened.", {"status": "already_there"}],
        [{"store_is_new": True}, {"created_at": AT, "session_id": "s"}, "A store was created."],
    ),
    (
        templates.lists_template(DRAFT, category="user"),
        [
            {"found": [{"id": "release-1", "kind": "user"}]},
            {"templates": [{"name": "release-1", "category": "user"}]},
            "These are there:\n- release-0 (shared)\n- release-1 (user): for releases",
            "1. `release-1` [user]",
            "All are valid.\nrelease-1 (user): it is valid.",
        ],
        [
            {"found": [{"id": "release-1", "kind": "shared"}]},
            {"found": [{"id": "release-2", "kind": "user"}]},
            "These are there:\n- release-1 (shared)",
            {"total_count": 0},
        ],
    ),
    (
        templates.reports_validity(valid=True),
        [{"passes": True, "mistakes": []}, "The template is valid.", "All templates are valid."],
        [
            {"passes": False},
            "The template is invalid: no valid title.",
            "It is not valid.",
            "It was looked at.",
            {"a": 1},
        ],
    ),
    (
        templates.reports_validity(valid=False),
        [{"passes": False}, "The template is invalid.", "This is not a valid template."],
        [{"passes": True}, "The template is valid.", {"mistakes": []}],
    ),
    (
        templates.reports_installation("templates as installed"),
        [
            {"written": ["a", "b"], "left_alone": []},
            {"newly_installed": 2},
            "Installed: a, b.\nSkipped: none.",
            {"templates": [{"id": "a", "state": "installed"}]},
        ],
        [{"written": [], "left_alone": ["a"]}, "Installed: none.\nSkipped: a.", {"newly_installed": 0}, {"total": 2}],
    ),
    (
        templates.reports_installation("all templates as skipped"),
        [{"written": [], "left_alone": ["a"]}, "Installed: none.\nSkipped: a."],
        [{"written": ["b"], "left_alone": ["a"]}, "Installed: b.\nSkipped: a."],
    ),
    (
        synthesis.lists_nothing_as_unfinished(),
        [{"results": [{"task_id": "task_1", "summary": "no longer pending"}]}, "Victim: built"],
        [{"results": [], "unfinished": [{"title": "Victim"}]}, "Victim is unfinished"],
    ),
]


@pytest.mark.parametrize(
    ("matcher", "content", "fits"),
    [
        (matcher, one, fits)
        for matcher, good, bad in FITS
        for fits, all_ in ((True, good), (False, bad))
        for one in all_
    ],
)
def test_a_thing_is_told_by_naming_it(matcher: Finding[Any], content: Any, fits: bool) -> None:
    assert matcher.matches(told(content)) is fits


@pytest.mark.parametrize(
    "content",
    [
        {"written_to": "notes/handover.md", "size": 7, "see": "https://example.org/a"},
        "The handover was written to notes/handover.md. Open: nothing.",
        "The handover was written to `notes/handover.md`, see also a/b.",
    ],
)
def test_the_path_of_a_document_is_told_by_naming_it(tmp_path: Path, content: Any) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "handover.md").write_text("Victim\n")
    files = WorkspaceFiles(tmp_path)
    assert documents.wrote_inside(files).matches(told(content))
    assert documents.mentions_in_document(VICTIM, files).matches(told(content))


@pytest.mark.parametrize(
    ("content", "is_open"),
    [
        ({"written_to": "handover.md", "still_to_do": [{"id": "task_1"}]}, True),
        ({"path": "handover.md", "open": ["Victim"]}, True),
        ("It was written to ./handover.md. Open:\n- Victim\n- Another", True),
        ({"path": "handover.md", "still_to_do": []}, False),
        ({"path": "handover.md", "open_tasks": [{"task_id": "task_2"}], "all": ["task_1"]}, False),
        ("It was written to ./handover.md. Nothing is open.", False),
    ],
)
def test_an_open_task_is_told_by_naming_it(tmp_path: Path, content: Any, is_open: bool) -> None:
    (tmp_path / "handover.md").write_text("# Handover\n")
    matcher = documents.does_not_list_as_open(VICTIM, WorkspaceFiles(tmp_path))
    assert matcher.matches(told(content)) is not is_open


def test_a_document_without_a_path_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReplyError, match="does not say where the document is"):
        documents.wrote_inside(WorkspaceFiles(tmp_path)).matches(told("It was written."))


@pytest.mark.parametrize("name", ["value", "source", "template"])
def test_a_template_is_loaded_by_whatever_name(name: str) -> None:
    content = {"metadata": {"name": "R"}, "tasks": {"a": {"title": "A"}}}
    assert told({"id": "R", name: content}).template == content
    assert told({"id": "R", name: json.dumps(content)}).template == content
    assert told({"found": {"id": "R", name: content}}).template == content
    assert told({"id": "R", "summary": {"tasks": 3}}).template is None

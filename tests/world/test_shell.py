"""What an operator types and reads: identities of any form, and prose that looks like YAML."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from acceptance.scenario.tasks import Task
from acceptance.world.shell import Shell, Typed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    state: Any = SimpleNamespace(orchestrator=SimpleNamespace(workspace=Path("/a place")), tasks={})
    state.tasks["Feature Integration"] = Task(state, "Feature Integration", "Feature Integration", known_as="urn:a b#1")
    return Shell(state, tmp_path / "operator", None, "marker")


def test_an_identity_with_blanks_is_quoted(shell: Shell) -> None:
    assert shell._filled("tool --task-id=feature_integration_task_id") == "tool --task-id='urn:a b#1'"
    assert shell._filled("tool --task-id=main_task_id") == "tool --task-id='urn:a b#1'"


def test_a_workspace_with_blanks_is_quoted(shell: Shell) -> None:
    assert shell._filled("tool --working-directory=/path/to/project") == "tool --working-directory='/a place'"


@pytest.mark.parametrize(
    ("output", "fields"),
    [
        ("task_id: a\ntitle: '2026-11-29'\nsize: 5\n", {"task_id": "a", "title": "2026-11-29", "size": 5}),
        ("summary: |-\n  two\n  lines\n", {"summary": "two\nlines"}),
        ("# Results\n\nState: pending. No result.\nWork: a.txt\n", {}),
        ("State: pending. No result.\nWork:   a.txt\n", {}),
        ("Just a sentence.\n", {}),
    ],
)
def test_only_what_the_command_wrote_as_fields_is_read_as_fields(output: str, fields: dict[str, Any]) -> None:
    reply = Typed("tool", 0, output, "").reply
    assert reply.body == fields
    assert reply.accepted


def test_a_session_is_opened_before_the_first_line_unless_that_opens_one(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    def run(line: str) -> Typed:
        lines.append(line)
        return Typed(line, 1, "", "")

    orchestrator = SimpleNamespace(workspace=Path("/w"), offers=lambda call: True, require=lambda call: None)
    monkeypatch.setattr(shell._state, "orchestrator", orchestrator)
    monkeypatch.setattr(shell, "_run", run)
    monkeypatch.setattr(shell, "_keep", lambda typed, milliseconds: None)
    shell.type("orchestrator_execute_task --task-id=a")
    shell.type("orchestrator_execute_task --task-id=b")
    opening = "orchestrator_initialize_session --working-directory=/w"
    assert lines == [opening, "orchestrator_execute_task --task-id=a", "orchestrator_execute_task --task-id=b"]
    assert len(shell.typed) == 2
    lines.clear()
    shell.typed.clear()
    shell.type(opening)
    assert lines == [opening]

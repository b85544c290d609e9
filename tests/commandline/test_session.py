"""Where the next command starts its server: where the operator said, whatever a target tells."""

from pathlib import Path

import pytest

from acceptance.commandline.session import opened
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply


def reply(directory: str) -> Reply:
    body = {"session_id": "session_1", "working_directory": directory}
    return Reply(Call("request to open a session", "a_tool"), ToolResult(str(body), body, False, 1.0))


@pytest.mark.parametrize("told", ["{home}", "/", "a\0b", "/x" * 3_000, "\ud83d", "/etc/passwd", "~"])
def test_another_directory_than_the_one_asked_for_is_not_believed(
    tmp_path: Path, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "project").mkdir()
    told = told.replace("{home}", str(tmp_path / "home"))
    place = opened(reply(told), tmp_path, {"working_directory": "project"})
    assert (place.workspace, place.session) == (tmp_path / "project", "session_1")
    words = capsys.readouterr().err
    assert f"{tmp_path / 'project'} was asked for, and counts." in words
    assert len(words) < 600


def test_the_directory_asked_for_is_believed_whatever_links_lead_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "link").symlink_to("project")
    for told in (str(tmp_path / "link"), str(tmp_path / "project")):
        assert (
            opened(reply(told), tmp_path, {"working_directory": str(tmp_path / "link")}).workspace
            == tmp_path / "project"
        )
    remote = {"working_directory": "/not/on/this/machine"}
    assert opened(reply("/not/on/this/machine"), tmp_path, remote).workspace == Path("/not/on/this/machine")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("told", ["a\0b", "/x" * 3_000, "/nowhere/at/all"])
def test_where_no_directory_is_asked_for_one_that_is_not_there_is_not_believed(tmp_path: Path, told: str) -> None:
    (tmp_path / "project").mkdir()
    assert opened(reply(told), tmp_path, {}).workspace == tmp_path
    assert opened(reply(str(tmp_path / "project")), tmp_path, {}).workspace == tmp_path / "project"

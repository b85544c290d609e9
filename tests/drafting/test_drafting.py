"""A dialect file is drafted for servers of other shapes, and bad input is told in plain words."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.contract.dialects import named
from acceptance.drafting.arguments import toml
from acceptance.drafting.probing import form_of
from acceptance.drafting.shapes import fields_of, path_of, state_rules, task_with
from acceptance.drafting.verbs import draft_verbs
from acceptance.drafting.words import state_of
from acceptance.drafting.writing import Replies, dialect_text
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
TODO = shlex.join([sys.executable, str(ROOT / "examples" / "todo_server.py")])
SERVERS = Path(__file__).parent / "servers.py"


def acceptance(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "acceptance", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def drafted(manner: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = shlex.join([sys.executable, str(SERVERS), manner])
    return acceptance("dialect", "new", "--command", command, "--folder", str(folder), cwd=folder)


def tried(manner: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = shlex.join([sys.executable, str(SERVERS), manner])
    return acceptance("dialect", "try", "--command", command, "--dialect", f"{manner}.toml", cwd=folder)


def test_flags_for_states_texts_for_identities_and_needed_values_are_drafted(tmp_path: Path) -> None:
    done = drafted("flags", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (tmp_path / "flags.toml").read_text(encoding="utf-8")
    assert 'rules = [{ if = "isDone", then = "completed" }, { then = "pending" }]' in text
    assert 'project_root = { constant = "{workspace}" }' in text
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "# FINISH" in one)
    assert f'Finish line {line}: color = {{ constant = "red" }}  # FINISH: the first of red, green' in done.stdout
    again = tried("flags", tmp_path)
    assert again.returncode == 0, again.stdout
    assert "Understood: plan, search, submit." in again.stdout


def test_an_identity_that_no_reply_shows_is_found_in_the_list(tmp_path: Path) -> None:
    done = drafted("silent", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'finds = ["title"]' in (tmp_path / "silent.toml").read_text(encoding="utf-8")
    again = tried("silent", tmp_path)
    assert again.returncode == 0, again.stdout
    assert "  --> create_task " in again.stdout and "    task_id          t-1" in again.stdout


def test_what_is_not_understood_of_prose_is_said_with_what_to_write(tmp_path: Path) -> None:
    done = drafted("prose", tmp_path)
    assert "Not understood: The new task is in no reply that is JSON. The reply to its creation: Added" in done.stdout
    again = tried("prose", tmp_path)
    assert again.returncode == 1
    assert "NOT UNDERSTOOD: the reply shows no identity of a task. Write reply with a path or a pattern" in again.stdout


def test_a_name_that_is_taken_is_replaced_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("mine", encoding="utf-8")
    options = ("dialect", "new", "--command", TODO, "--folder", str(tmp_path), "--name", "mine")
    done = acceptance(*options, cwd=tmp_path)
    assert (done.returncode, file.read_text(encoding="utf-8")) == (2, "mine")
    assert done.stdout == f"{file} is there already. Give another name (--name), or replace it (--force).\n"
    assert acceptance(*options, "--force", cwd=tmp_path).returncode == 0
    assert named("mine.toml", tmp_path).verbs.keys() >= {"plan", "look", "search", "start", "submit", "delete"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/no/such/server", "does not exist: /no/such/server. Install it, or correct its path"),
        (f"{sys.executable} -c 'print(\"hello\")'", "ended before it answered initialize"),
        (f"{sys.executable} {SERVERS} none", "The server lists no tools, so there is nothing to draft."),
        (
            f"{sys.executable} {SERVERS} weather",
            "None of its 1 tools looks as if it created, showed, listed or changed",
        ),
        ("", "Say how the server is started: --command"),
        ("'", "cannot be read (No closing quotation)"),
    ],
)
def test_bad_input_is_told_in_plain_words(command: str, words: str, tmp_path: Path) -> None:
    given = ("--command", command) if command else ()
    done = acceptance("dialect", "new", *given, "--folder", str(tmp_path), "--name", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())


def test_a_dialect_of_another_server_is_told(tmp_path: Path) -> None:
    done = acceptance("dialect", "try", "--command", TODO, "--dialect", "dex", cwd=tmp_path)
    assert done.returncode == 1
    assert 'the verb "plan" calls create_task, which the server does not list.' in done.stdout


def tool(name: str, /, **properties: object) -> dict[str, object]:
    required = [one for one, rules in properties.items() if rules]
    schema = {"type": "object", "properties": {one: rules or {} for one, rules in properties.items()}}
    return {"name": name, "inputSchema": {**schema, "required": required}}


TEXT = {"type": "string"}
STATUS = {"type": "string", "enum": ["To do", "In progress", "Done", "Won't fix"]}


def test_a_tool_that_sets_states_says_what_no_other_does() -> None:
    listed = [
        tool("acme_createTask", title=TEXT),
        tool("acme_getTasks"),
        tool("acme_getTask", taskId=TEXT),
        tool("acme_setTaskStatus", taskId=TEXT, status=STATUS),
        tool("acme_finishJourney", city=TEXT),
        tool("acme_removeTask", taskId=TEXT),
    ]
    found = draft_verbs(listed)
    assert {verb: one.tool for verb, one in found.verbs.items()} == {
        "plan": "acme_createTask",
        "look": "acme_getTask",
        "search": "acme_getTasks",
        "start": "acme_setTaskStatus",
        "submit": "acme_setTaskStatus",
        "change": "acme_setTaskStatus",
        "cancel": "acme_setTaskStatus",
        "delete": "acme_removeTask",
    }
    assert found.states == {
        "pending": "To do",
        "in_progress": "In progress",
        "completed": "Done",
        "cancelled": "Won't fix",
    }


def test_arguments_have_the_form_that_the_schema_wants() -> None:
    number = {"type": "integer"}
    create = tool("create_task", name=TEXT, depends_on=TEXT, parent_id=number, weight=number)
    lines = draft_verbs([create]).verbs["plan"].arguments
    assert [str(one).partition("  #")[0] for one in lines] == [
        'name = "title"',
        'depends_on = { from = "dependencies", as = "comma text" }',
        'parent_id = { from = "parent_task_id", as = "number" }',
        "weight = { constant = 0 }",
    ]


def test_names_that_would_break_the_file_are_written_so_that_it_loads() -> None:
    odd = 'what"\n[verbs]\u202e 🚀'
    drafted = draft_verbs([tool("create_task", title=TEXT, **{odd: {"type": "string", "enum": [odd, "b"]}})])
    replies = Replies(task={"title": '"title"'}, where=toml(path_of((odd,))), states={"pending": odd})
    form = form_of(dialect_text(odd, drafted, replies))
    assert list(form.verbs) == ["plan"]
    assert set(form.verbs["plan"].steps[0].arguments) == {"title", odd}


def test_names_that_no_path_has_are_quoted() -> None:
    assert path_of(("a-b", 0, "c")) == '"a-b"[0].c'
    assert path_of(()) == "@"
    found = task_with({"data": [{"id": 3, "na.me": "T"}]}, "T")
    assert found is not None and (found.path, found.list_path) == ("data[0]", "data")
    assert fields_of(found.content, "T", "")["title"] == r'"\"na.me\""'


def test_states_are_known_by_their_usual_words() -> None:
    assert [state_of(word) for word in ("In-Progress", "TODO", "on hold", "strange")] == [
        "in_progress",
        "pending",
        "blocked",
        None,
    ]
    assert state_rules({"done": "yes"}) == ""

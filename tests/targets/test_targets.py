"""targets.toml: every key is read, and every mistake gets one sentence that names the place."""

from pathlib import Path

import pytest

from acceptance.contract.dialects import shipped
from acceptance.errors import TargetError
from acceptance.targets.choosing import check_command, read_target
from acceptance.targets.command_words import split
from acceptance.targets.npm_packages import NPM_FILES
from acceptance.targets.target import AUTO, LEGACY, Timeouts, Transport
from acceptance.targets.target_file import TargetFile

WHOLE = """
default = "mine"
[targets.mine]
command = ["{python}", "-m", "mine", "{root}", "{venv}", "{other}"]
environment = { HOME = "{root}/home" }
install = ["mine==1"]
npm = "{root}/npm"
prepare = "'{python}' prepare {workspace}"
dialect = "1.x"
protocol = "auto"
warm = ["mine.server"]
timeouts = { connect = 1, call = 2.5, close = 3 }
[targets.line]
command = "serve --port 'a b'"
over_http = "web"
[targets.web]
command = ["serve", "--http", "{port}"]
url = "http://127.0.0.1:{port}/mcp"
environment = { PORT = "{port}", KEY = "${ORCHESTRATOR_TEST_KEY}" }
[targets.elsewhere]
url = "https://planner.example/sse"
transport = "sse"
headers = { Authorization = "Bearer ${ORCHESTRATOR_TEST_KEY}" }
workspace = "{root}/there"
protocol = "2025-03-26"
rename = { orchestrator_plan_task = "plan" }
[targets.forked]
command = ["{venv}/bin/python", "-m", "forked"]
preload = ["mcp.server.stdio", "yaml"]
[targets.ours]
url = "https://planner.example/mcp"
owned = true
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "targets.toml"
    file.write_text(text)
    return file


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "npm").mkdir()
    for name in NPM_FILES:
        (tmp_path / "npm" / name).write_text("{}")
    target = read_target(written(tmp_path, WHOLE), None, None, python="/py")
    venv = str(tmp_path / ".targets" / "mine")
    assert target.command == ("/py", "-m", "mine", str(tmp_path), venv, "{other}")
    assert target.environment == {"HOME": f"{tmp_path}/home"}
    assert (target.install, target.warm) == (("mine==1",), ("mine.server",))
    assert (target.npm, target.prepare) == (tmp_path / "npm", ("/py", "prepare", "{workspace}"))
    assert (target.dialect, target.protocol) == (shipped("1.x"), AUTO)
    assert target.timeouts == Timeouts(1, 2.5, 3)


def test_a_target_over_http_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRATOR_TEST_KEY", "opensesame")
    file = written(tmp_path, WHOLE)
    web = read_target(file, "line", None).over_http
    assert web
    placed = web.at_port(8000)
    assert (placed.command, placed.url) == (("serve", "--http", "8000"), "http://127.0.0.1:8000/mcp")
    assert placed.environment == {"PORT": "8000", "KEY": "opensesame"}
    there = read_target(file, "elsewhere", None)
    assert (there.command, there.transport, there.owned) == ((), Transport.SSE, False)
    assert (there.headers, there.secrets) == ({"Authorization": "Bearer opensesame"}, ("opensesame",))
    assert (there.workspace, there.mode, there.offer) == (tmp_path / "there", LEGACY, "2025-03-26")
    assert (there.own_name("orchestrator_plan_task"), there.our_name("plan")) == ("plan", "orchestrator_plan_task")
    assert "opensesame" not in repr(there)
    assert read_target(file, "ours", None).owned


def test_a_variable_that_is_not_set_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORCHESTRATOR_TEST_KEY", raising=False)
    with pytest.raises(TargetError, match='"elsewhere" needs the environment variable ORCHESTRATOR_TEST_KEY, which is'):
        read_target(written(tmp_path, WHOLE), "elsewhere", None)


def test_an_address_alone_is_a_target_that_is_not_ours(tmp_path: Path) -> None:
    target = read_target(tmp_path / "not-there.toml", None, "http://127.0.0.1:8000/mcp")
    assert (target.name, target.command, target.owned) == ("127.0.0.1:8000", (), False)
    check_command(target)
    with pytest.raises(TargetError, match="not an HTTP address"):
        read_target(tmp_path / "not-there.toml", None, "http:///mcp")
    assert split("http://127.0.0.1:8000/mcp", "It") == ("http://127.0.0.1:8000/mcp",)


def test_libraries_are_imported_ahead_for_a_module(tmp_path: Path) -> None:
    assert read_target(written(tmp_path, WHOLE), "forked", None).preload == ("mcp.server.stdio", "yaml")


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ('command = "serve"', r'line 3: "preload" needs a command of the form PYTHON -m MODULE'),
        ('command = "python -m serve"\nwarm = ["serve"]', r'line 3: "preload" and "warm" exclude each other'),
        ('command = "python -m serve"\nenvironment = { HOME = "{home}" }', r"variable HOME differs between them"),
    ],
)
def test_what_cannot_be_forked_is_told(tmp_path: Path, rest: str, told: str) -> None:
    with pytest.raises(TargetError, match=told):
        read_target(written(tmp_path, f'\n[targets.one]\npreload = ["yaml"]\n{rest}\n'), "one", None)


def test_the_files_that_come_along_fit_the_schema() -> None:
    file = TargetFile.read(Path(__file__).resolve().parents[2] / "targets.toml")
    names = list(file.content["targets"])
    assert {"reference", "reference-http", "published-1.7", "published-1.8", "upstream-2.0"} <= set(names)
    assert all(file.table(name) for name in names)


def test_a_command_may_be_written_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRATOR_TEST_KEY", "opensesame")
    target = read_target(written(tmp_path, WHOLE), "line", None)
    assert target.command == ("serve", "--port", "a b")
    assert (target.timeouts, target.protocol, target.dialect) == (Timeouts(), LEGACY, None)


def test_a_command_alone_is_a_target(tmp_path: Path) -> None:
    target = read_target(tmp_path / "not-there.toml", None, "/opt/bin/server --now")
    assert (target.name, target.command) == ("server", ("/opt/bin/server", "--now"))


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            WHOLE,
            "mein",
            'no target "mein" in targets.toml; it has: mine, line, web, elsewhere, forked, ours. Did you mean "mine"?',
        ),
        ("[targets.mine", None, "not valid TOML"),
        ("defualt = 'x'", None, 'line 1: the key "defualt" is unknown. Did you mean "default"?'),
        ("targets = 5", None, '"targets" must be tables'),
        ("targets = { mine = 5 }", "mine", "must be a table"),
        ("[targets.mine]", "mine", "has no command"),
        ("[targets.mine]\ncommand = ''", "mine", "is empty"),
        ('[targets.mine]\ncommand = "a \'b"', "mine", "cannot be read"),
        ("[targets.mine]\ncommand = ['a']\nprepare = ''", "mine", 'the prepare of "mine" is empty'),
        ("[targets.mine]\ncommand = ['a']\nprepare = 5", "mine", 'line 3: "prepare" must be a list of texts, or one'),
        ("[targets.mine]\ncommand = ['a']\nnpm = 'x'", "mine", "line 3: there is no package.json in x. Name a folder"),
        ("[targets.mine]\ncommand = [5]", "mine", 'line 2: "command" must be a list of texts'),
        ("[targets.mine]\ncommand = ['a']\ncomand = 5", "mine", 'line 3: the key "comand"'),
        ("[targets.mine]\ncommand = ['a']\nenvironment = ['x']", "mine", '"environment" must be texts by name'),
        (
            "[targets.mine]\ncommand = ['a']\ndialect = '3.0'",
            "mine",
            'line 3: there is no dialect "3.0". There are: 2.0, 1.x, all',
        ),
        ("[targets.mine]\nurl = 'ftp://x'", "mine", 'line 2: "url" must be an address, "http://HOST:PORT/PATH"'),
        (
            "[targets.mine]\ncommand = ['a']\nprotocol = '1999'",
            "mine",
            '"protocol" must be "legacy", "auto" or a version',
        ),
        (
            "[targets.mine]\nurl = 'http://x'\nowned = 'yes'",
            "mine",
            "line 3: \"owned\" must be true or false, and is 'yes'",
        ),
        ("[targets.mine]\nurl = 'http://x'\nheaders = { A = 5 }", "mine", 'line 3: "headers" must be texts by name'),
        ("[targets.mine]\ncommand = ['a']\nover_http = 'you'", "mine", 'There is no target "you"'),
        ("[targets.mine]\ncommand = ['a']\nover_http = 'mine'", "mine", "names itself"),
        ("[targets.mine]\ncommand = ['a']\nover_http = 'b'\n[targets.b]\ncommand = 'b'", "mine", "which has no url"),
        ("[targets.mine]\ncommand = ['a']\ntimeouts = 5", "mine", '"timeouts" must be seconds by name'),
        ("[targets.mine]\ncommand = ['a']\ntimeouts = { call = 0 }", "mine", "between 0 and 3600"),
        ("[targets.mine]\ncommand = ['a']\ntimeouts = { cal = 1 }", "mine", 'Did you mean "call"?'),
    ],
)
def test_every_mistake_gets_one_sentence(tmp_path: Path, text: str, name: str | None, words: str) -> None:
    with pytest.raises(TargetError) as caught:
        read_target(written(tmp_path, text), name, None)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="cannot be read"):
        read_target(tmp_path / "targets.toml", None, None)


def test_a_target_and_a_command_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="not both"):
        read_target(written(tmp_path, WHOLE), "mine", "serve")


def test_a_program_that_does_not_exist_is_told_before_anything_starts(tmp_path: Path) -> None:
    check_command(read_target(tmp_path / "x", None, "sh -c true"))
    with pytest.raises(TargetError, match="does not exist: /no/such/program"):
        check_command(read_target(tmp_path / "x", None, "/no/such/program"))


@pytest.mark.parametrize("pattern", ["/var/lib/*.db", "../*.db", "data/../../*.db", "~/store.db", "a\\u0000b"])
def test_a_store_outside_the_workspace_is_a_mistake_of_the_file(tmp_path: Path, pattern: str) -> None:
    file = written(tmp_path, f'[targets.reference]\ncommand = "serve"\nstore = "{pattern}"\n')
    with pytest.raises(TargetError, match=r'line 3: "store" must be a glob below the workspace'):
        read_target(file, None, None)


@pytest.mark.parametrize("workspace", ["/", "{home}", "{home}/.."])
def test_a_workspace_that_holds_everything_is_a_mistake_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    told = workspace.replace("{home}", str(tmp_path))
    file = written(tmp_path, f'[targets.reference]\nurl = "http://127.0.0.1:1/mcp"\nworkspace = "{told}"\n')
    with pytest.raises(TargetError, match="which contains your whole home"):
        read_target(file, None, None)

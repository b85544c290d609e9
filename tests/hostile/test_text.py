"""A whole run on a target whose words are more than text: whatever is written, printed or opened shows them as text."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from acceptance.display import visible
from acceptance.reporting.documents.printing import find_chromium
from tests.hostile.aftermath import CONTROL
from tests.hostile.declaring import HOME, PORT, SECRET
from tests.hostile.documents import COMMAND, obeyed_in, words_are_text
from tests.project import COPIED, HANG_SECONDS, ROOT
from tests.redaction.survivors import left_of
from tests.unpacking import PAGE, told_in

WORD = "sesame-0f1e2d3c4b5a69788796a5b4"
PATHS = ("features/1_feature_integration/planning.feature", "features/6_sign_off")
FILES = ("environment.py", "pyproject.toml", "waivers.toml")
SETTINGS = ("allurerc.yml", "README.md", "package.json", "package-lock.json", ".npmrc")


class Spoken:
    """A copy of the project with the target that says it all, and what came of a run."""

    def __init__(self, root: Path, trap: socket.socket) -> None:
        self.root = root
        self.trap = trap
        self.reports = root / "reports"
        self.summary = root / "step-summary.md"

    def acceptance(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": f"{self.root}:{ROOT}", "GITHUB_STEP_SUMMARY": str(self.summary)}
        return subprocess.run(
            [sys.executable, "-m", "acceptance", *words],
            cwd=self.root,
            env={**environment, SECRET: WORD, "XDG_STATE_HOME": str(self.root / "state")},
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=HANG_SECONDS,
            check=False,
        )


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoken]:
    root = tmp_path_factory.mktemp("spoken")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name)
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    (root / "reports").mkdir()
    for name in SETTINGS:
        shutil.copy(ROOT / "reports" / name, root / "reports" / name)
    if (ROOT / ".allure").is_dir():
        (root / ".allure").symlink_to(ROOT / ".allure")
    with socket.create_server(("127.0.0.1", 0), backlog=64) as trap:
        variables = {
            HOME: str(root),
            PORT: str(trap.getsockname()[1]),
            "PYTHONPATH": f"{root}:{ROOT}",
            SECRET: f"${{{SECRET}}}",
        }
        told = "\n".join(f'{name} = "{value}"' for name, value in variables.items())
        command = json.dumps([sys.executable, "-m", "tests.hostile", "says-it-all"])
        (root / "targets.toml").write_text(
            f'default = "it"\n[targets.it]\ncommand = {command}\n[targets.it.environment]\n{told}\n', encoding="utf-8"
        )
        yield Spoken(root, trap)


@pytest.fixture(scope="module")
def console(spoken: Spoken) -> str:
    """What a run printed; it is made once."""
    done = spoken.acceptance("run", "--", *PATHS)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_run_shows_words_as_text(spoken: Spoken, console: str) -> None:
    words_are_text(spoken.reports, console)
    assert not CONTROL.search(console)
    assert not list(obeyed_in(spoken.summary))
    assert "␛" in console, "the target's words were not shown at all"
    assert "␛" in (spoken.reports / "progress.md").read_text(encoding="utf-8")


def test_a_run_tells_no_part_of_a_secret(spoken: Spoken, console: str) -> None:
    files = [path for path in spoken.reports.rglob("*") if path.is_file() and path.stat().st_size < 2_000_000]
    assert spoken.reports / PAGE in files or not (spoken.reports / PAGE).exists()
    for text in (console, *map(told_in, files)):
        assert not left_of(WORD, text)
    assert "•••" in console


def test_the_shell_shows_words_as_text(spoken: Spoken) -> None:
    lines = (
        ("doctor",),
        ("call",),
        ("call", "orchestrator_plan_task", "--title=x"),
        ("call", "orchestrator_get_status"),
        ("call", "orchestrator_get_status", "--json"),
        ("call", "orchestrator_plan_task", "--help"),
    )
    for words in lines:
        done = spoken.acceptance(*words)
        told = done.stdout + done.stderr
        assert visible(told) == told, words
        assert "Traceback" not in told
        assert not COMMAND.search(told), words
        assert not left_of(WORD, told), words
        assert words == ("doctor",) or any(mark in told for mark in ("␛", "\\u001b", "\\e")), words
        if "--json" in words:
            json.loads(done.stdout)


def test_a_comparison_shows_words_as_text(spoken: Spoken, console: str) -> None:
    shutil.copytree(spoken.reports / "allure-results", spoken.root / "other" / "allure-results")
    (spoken.root / "other" / "evidence").mkdir()
    shutil.copy(spoken.reports / "evidence" / "calls.jsonl", spoken.root / "other" / "evidence")
    for result in list((spoken.root / "other" / "allure-results").glob("*-result.json"))[:20]:
        result.write_text(result.read_text(encoding="utf-8").replace('"failed"', '"passed"'), encoding="utf-8")
    done = spoken.acceptance("compare", "other", "reports")
    told = done.stdout + done.stderr
    assert done.returncode == 3, told
    assert not CONTROL.search(told)
    text = (spoken.reports / "compare.md").read_text(encoding="utf-8")
    assert visible(text) == text
    assert not list(obeyed_in(spoken.reports / "compare.md"))


def test_no_page_runs_or_fetches_what_a_target_says(spoken: Spoken, console: str) -> None:
    chromium = find_chromium()
    if chromium is None:
        assert os.environ.get("CI") != "true", "there is no Chromium, which .ci/run is to install"
        pytest.skip("there is no Chromium on this machine")
    pages = ("sign-off.html", "specification.html", "compare.html", "acceptance-report.html")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        for name in pages:
            if (spoken.reports / name).is_file():
                page.goto((spoken.reports / name).as_uri())
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                page.wait_for_timeout(300)
                assert not page.evaluate("window.spoken"), name
        browser.close()
    assert not [url for url in asked if not re.match(r"(file|data|blob):", url)]
    spoken.trap.setblocking(False)
    with pytest.raises(BlockingIOError):
        spoken.trap.accept()


def test_a_shared_run_tells_none_either(spoken: Spoken, console: str) -> None:
    # The last: it takes the place of the run before.
    done = spoken.acceptance("run", "--jobs", "2", "--tags=@PLAN-2", "--", PATHS[0])
    assert done.returncode == 1
    assert not CONTROL.search(done.stdout + done.stderr)
    for path in (spoken.reports / "shards").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not CONTROL.search(text)
        assert not COMMAND.search(text)
        assert not left_of(WORD, text)

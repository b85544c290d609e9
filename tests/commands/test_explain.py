"""`explain` prints a bug report whose replay, without the suite, shows the same answer as the run."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from acceptance.system.workspaces import place_for_workspaces
from tests.project import HANG_SECONDS, ended

ROOT = Path(__file__).resolve().parents[2]
LOST = "A cancelled task keeps the reason for its cancellation"
PASSED = "Cancelling an unknown task is rejected"
SECRET = "swordfish-4711-atlantis"
BLOCK = re.compile(r"^(```+)(\w*)\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)
TARGET = """
default = "flawed"

[targets.flawed]
command = ["{python}", "-m", "tests.flawed", "the-reason-is-lost"]
environment = {{ PYTHONPATH = "{root}", API_TOKEN = "${{MY_TOKEN}}", HOME = "{{home}}" }}
"""


@dataclass(frozen=True)
class Kept:
    """What a run on a flawed reference left."""

    folder: Path

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def environment(self) -> dict[str, str]:
        targets = str(self.folder / "targets.toml")
        return {
            **os.environ,
            "ORCHESTRATOR_REPORTS": str(self.reports),
            "ORCHESTRATOR_TARGETS": targets,
            "MY_TOKEN": SECRET,
        }

    def explain(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "acceptance", "explain", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=HANG_SECONDS,
            check=False,
        )

    def change(self, before: str, after: str) -> None:
        """Put other words into what the run kept."""
        for file in (self.reports / "evidence" / "outcomes.jsonl", *self.reports.glob("allure-results/*.json")):
            file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """One run of two scenarios, shared; a test that changes it copies it first."""
    kept = Kept(tmp_path_factory.mktemp("explained"))
    text = TARGET.format(python=sys.executable, root=ROOT)
    (kept.folder / "targets.toml").write_text(text, encoding="utf-8")
    names = "|".join(re.escape(name) for name in (LOST, PASSED))
    done = subprocess.run(
        [sys.executable, "-m", "behave", f"--name=^(?:{names})$", "features/1_feature_integration/cancelling.feature"],
        cwd=ROOT,
        env=kept.environment,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert "1 scenario passed, 1 failed" in done.stdout, done.stdout + done.stderr
    return kept


@pytest.fixture
def copy(run: Kept, tmp_path: Path) -> Kept:
    subprocess.run(["cp", "-r", f"{run.folder}/.", str(tmp_path)], check=True)
    return Kept(tmp_path)


@pytest.fixture
def empty() -> Iterator[Path]:
    """A folder in which the replay is saved, away from the project."""
    with tempfile.TemporaryDirectory(dir=place_for_workspaces()) as folder:
        yield Path(folder)


def blocks(text: str, language: str) -> list[str]:
    return [found[3] for found in BLOCK.finditer(text) if found[2] == language]


def answers(printed: str) -> dict[int, dict[str, object]]:
    """What a replay printed as answered, by the numbers of the messages."""
    told = [json.loads(line.removeprefix("<-- ")) for line in printed.splitlines() if line.startswith("<-- ")]
    return {one["id"]: one["result"].get("structuredContent", one["result"]) for one in told if "id" in one}


def without_chance(content: object) -> object:
    """An answer without what the server makes anew each time."""
    text = re.sub(r"(?:task|session)_[0-9a-f]+", "ID", json.dumps(content, sort_keys=True))
    return json.loads(re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)", "TIME", text))


def test_the_printed_replay_shows_the_same_answers_without_the_suite(run: Kept, empty: Path) -> None:
    text = run.explain().stdout
    lines, script, (command,) = blocks(text, "json")[-1], blocks(text, "python")[0], blocks(text, "sh")
    (empty / "messages.jsonl").write_text(f"{lines}\n", encoding="utf-8")
    (empty / "replay.py").write_text(f"{script}\n", encoding="utf-8")
    assert "{{home}}" in command and SECRET not in text
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=empty,
        env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = answers(done.stdout)
    printed = re.findall(
        r"^Message (\d+) .*? was (\w+)\. The answer in the run:\n\n```json\n(.*?)\n```", text, re.MULTILINE | re.DOTALL
    )
    assert [(int(number), ended) for number, ended, _ in printed] == [(6, "accepted"), (7, "accepted")]
    for number, _, answer in printed:
        assert without_chance(seen[int(number)]) == without_chance(json.loads(answer))
    assert seen[6]["status"] == "cancelled" and seen[6]["reason"] is None
    assert seen[6]["task_id"] == seen[3]["task_id"] not in lines


def test_the_report_says_what_is_promised_expected_found_and_what_ran(run: Kept) -> None:
    text = run.explain("KEEPS THE REASON").stdout
    assert text.startswith(f"# {LOST}\n")
    assert "Requirement TASK-5 (normal): A cancelled task keeps the reason" in text
    assert '## Expected\n\nthe task is cancelled because "the release moved to May"\n' in text
    assert '## Found\n\n"Write the release notes" is cancelled, and the reason is not shown\n' in text
    assert "- Server: reference-orchestrator 2.0.0\n" in text
    assert re.search(r"- Suite: orchestrator-acceptance \d.*\n- Python: 3\.\d+\.\d+\n- Node: \S+\n", text)
    assert 'Then its cancellation reason is "the release moved to May"   # failed here' in text
    assert re.search(
        r"`?\{\{3 task_id\}\}`? stands for a value .* another at each run: in this run `?task_[0-9a-f]+", text
    )
    assert "••• stands for a secret" in text


def test_the_files_of_the_report_are_written_where_they_are_wanted(run: Kept, tmp_path: Path) -> None:
    done = run.explain("--to", str(tmp_path / "bug"))
    assert sorted(one.name for one in (tmp_path / "bug").iterdir()) == ["issue.md", "messages.jsonl", "replay.py"]
    assert (tmp_path / "bug" / "issue.md").read_text(encoding="utf-8").rstrip() == done.stdout.rstrip()
    (tmp_path / "file").write_text("")
    refused = run.explain("--to", str(tmp_path / "file"))
    assert refused.returncode == 2
    assert refused.stdout.endswith(f"{tmp_path / 'file'} cannot be written to: File exists. Name another folder.\n")


def test_a_cause_is_explained_by_its_number_and_by_its_title(run: Kept) -> None:
    text = run.explain().stdout
    assert "\nCause: Cancelling a task gives a wrong result (TASK-5): fails 1\n" in text
    assert run.explain("1").stdout == run.explain("cancelling a task").stdout == text
    beyond = run.explain("7")
    assert (beyond.returncode, beyond.stdout) == (2, "The last run has 1 cause, so there is no cause 7.\n")


def test_at_a_terminal_the_script_is_left_to_its_file(run: Kept) -> None:
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "acceptance", "explain"]
    with ended(subprocess.Popen(command, cwd=ROOT, env=run.environment, stdout=end)) as process:
        os.close(end)
        text = "".join(read_all(terminal))
        assert process.wait(HANG_SECONDS) == 0
    assert "Start both without the suite. `--to DIR` writes them to a folder, replay.py among them:" in text
    assert "import json" not in text


def read_all(terminal: int) -> Iterator[str]:
    """What comes out of a terminal until nobody writes to it any more, which it tells as an error."""
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece.decode("utf-8", "replace")


def test_what_did_not_fail_says_so(run: Kept) -> None:
    assert run.explain(PASSED).stdout == f'"{PASSED}" passed in the last run, so there is nothing to explain.\n'
    other = "A cancelled task keeps its submitted work unchanged"
    assert run.explain(other).stdout == f'"{other}" was not run. Run it: make scenario NAME={shlex.quote(other)}\n'


def test_a_name_of_no_scenario_names_the_nearest(run: Kept) -> None:
    done = run.explain("A cancelled task keeps the season for its cancellation")
    assert done.returncode == 2
    assert f"\nThe nearest names:\n  {LOST}\n" in done.stdout


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    done = Kept(tmp_path).explain()
    assert done.returncode == 2
    assert done.stdout == (
        f"There are no results of a run in {tmp_path / 'reports'}. Run the suite first: make accept TARGET=NAME\n"
    )


def test_what_the_target_says_is_shown_as_text(copy: Kept) -> None:
    copy.change("the reason is not shown", r"<img src=x> @all [a](http://b) \u001b[31m\n# it is fine\n```")
    found = copy.explain().stdout.partition("## Found\n\n")[2].partition("\n")[0]
    assert found.startswith("```` ") and found.endswith(" ````") and "@all [a]" in found
    assert "\x1b" not in found


def test_a_target_that_is_gone_leaves_the_messages(copy: Kept) -> None:
    (copy.folder / "targets.toml").write_text('default = "other"\n[targets.other]\ncommand = "x"\n', encoding="utf-8")
    text = copy.explain().stdout
    assert "How the server is started is not known: the run was of the target" in text
    assert len(blocks(text, "json")[-1].splitlines()) == 8
    assert not blocks(text, "sh")


def test_an_answer_that_never_came_is_told_with_the_step_that_waited(copy: Kept) -> None:
    copy.change('"outcome": "accepted",\n  "milliseconds"', '"outcome": "not answered within 10 s",\n  "milliseconds"')
    copy.change("Expected: the task is cancelled", "no answer")
    text = copy.explain().stdout
    assert "had no answer that could be read: not answered within 10 s\n" in text
    assert '## Expected\n\nthe step "Then its cancellation reason is' in text


def test_what_was_too_long_to_keep_is_left_out_and_told(copy: Kept) -> None:
    copy.change('"request": {\n    "search_text"', '"request": "too long", "was": {\n    "search_text"')
    text = copy.explain().stdout
    assert "2 calls are left out: their arguments were too long to be kept." in text
    assert len(blocks(text, "json")[-1].splitlines()) == 6

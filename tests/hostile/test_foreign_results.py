"""Results of somebody else: nothing outside of them gets into the report, and nothing of the report is lost by them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.evidence.call_record import read_lines
from acceptance.evidence.scenario_results import read_results
from acceptance.reporting.merging import merge
from tests.hostile.aftermath import digests
from tests.project import HANG_SECONDS


def part(folder: Path, name: str, *scenarios: str) -> Path:
    place = folder / name
    for inner in ("allure-results", "evidence", "servers"):
        (place / inner).mkdir(parents=True)
    for one in scenarios:
        (place / "allure-results" / f"{one}-result.json").write_text(json.dumps({"fullName": one}), encoding="utf-8")
    line = {"event": "target", "name": "mine", "server": "s", "version": "1"}
    (place / "evidence" / "calls.jsonl").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    return place


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "allure-results").mkdir(parents=True)
    (folder / "allurerc.yml").touch()
    (folder / "allure-results" / "old-result.json").write_text('{"fullName": "old"}', encoding="utf-8")
    return folder


def link_a_file(place: Path) -> None:
    (place / "allure-results" / "x-attachment.txt").symlink_to("/etc/passwd")


def link_a_folder(place: Path) -> None:
    (place / "servers" / "etc").symlink_to("/etc", target_is_directory=True)


def link_the_results(place: Path) -> None:
    (place / "allure-results").rename(place / "elsewhere")
    (place / "allure-results").symlink_to(place / "elsewhere", target_is_directory=True)


def link_the_evidence(place: Path) -> None:
    (place / "evidence" / "outcomes.jsonl").symlink_to("/etc/passwd")


def lay_a_pipe(place: Path) -> None:
    os.mkfifo(place / "allure-results" / "pipe-result.json")


def fill_up(place: Path) -> None:
    for number in range(20):
        huge = place / "servers" / f"server-{number}.txt"
        huge.touch()
        os.truncate(huge, 1 << 29)


def one_huge_file(place: Path) -> None:
    os.truncate(place / "evidence" / "calls.jsonl", 10 << 30)


def attach(source: str) -> Callable[[Path], None]:
    def harm(place: Path) -> None:
        steps = [{"name": "s", "attachments": [{"name": "a", "source": source}]}]
        content = {"fullName": "b", "steps": [{"name": "outer", "steps": steps}]}
        (place / "allure-results" / "b-result.json").write_text(json.dumps(content), encoding="utf-8")

    return harm


def attach_to_a_container(place: Path) -> None:
    befores = [{"attachments": [{"source": "../../../etc/passwd"}]}]
    (place / "allure-results" / "c-container.json").write_text(json.dumps({"befores": befores}), encoding="utf-8")


def nest(place: Path) -> None:
    (place / "allure-results" / "n-result.json").write_text('{"fullName": "n", "steps": ' + "[" * 200_000, "utf-8")


HARMS = {
    "a link to a file": (link_a_file, "x-attachment.txt is a link"),
    "a link to a folder": (link_a_folder, "etc is a link"),
    "results that are a link": (link_the_results, "allure-results is a link"),
    "evidence that is a link": (link_the_evidence, "outcomes.jsonl is a link"),
    "a pipe": (lay_a_pipe, "pipe-result.json is not a file"),
    "ten gigabytes": (fill_up, "holds more than 4 GB"),
    "a file of ten gigabytes": (one_huge_file, "calls.jsonl has 10,737,418,240 bytes"),
    "an attachment above": (attach("../../etc/passwd"), r'the attachment "../../etc/passwd", a path'),
    "an absolute attachment": (attach("/etc/passwd"), "a path"),
    "an attachment of Windows": (attach("..\\..\\secret"), "a path"),
    "an attachment of a container": (attach_to_a_container, "a path"),
    "a result nested deeply": (nest, "n-result.json is cut short or not a result"),
}


@pytest.mark.parametrize(("harm", "words"), HARMS.values(), ids=HARMS)
def test_a_part_that_is_more_than_results_is_refused_and_nothing_is_touched(
    tmp_path: Path, reports: Path, harm: Callable[[Path], None], words: str
) -> None:
    one, two = part(tmp_path, "one", "a"), part(tmp_path, "two", "b")
    harm(two)
    before = digests(reports)
    with pytest.raises(SuiteError) as raised:
        merge([one, two], reports)
    assert words in str(raised.value)
    assert digests(reports) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "reports", "two"]


def test_a_part_cannot_take_the_place_of_the_results_of_another(tmp_path: Path, reports: Path) -> None:
    one, two = part(tmp_path, "one", "a"), part(tmp_path, "two", "b")
    (one / "allure-results" / "x-attachment.txt").write_text("what was seen", encoding="utf-8")
    (two / "allure-results" / "x-attachment.txt").write_text("what one would like to see", encoding="utf-8")
    before = digests(reports)
    with pytest.raises(SuiteError, match=r"x-attachment\.txt has the name of a file in another part and other content"):
        merge([one, two], reports)
    assert digests(reports) == before


def test_results_that_are_read_for_a_comparison_are_bounded_too(tmp_path: Path) -> None:
    folder = part(tmp_path, "one", "a") / "allure-results"
    for harm in (lay_a_pipe, nest):
        harm(tmp_path / "one")
    (folder / "link-result.json").symlink_to("/dev/zero")
    (folder / "huge-result.json").touch()
    os.truncate(folder / "huge-result.json", 10 << 30)
    assert len(list(read_results(folder))) == 1
    calls = tmp_path / "one" / "evidence" / "calls.jsonl"
    calls.open("a").write("[" * 200_000 + "\n")
    assert len(list(read_lines(calls))) == 1


def test_the_command_says_it_in_one_sentence(tmp_path: Path, reports: Path) -> None:
    one = part(tmp_path, "one", "a")
    link_a_file(one)
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", "report", str(one)],
        env={**os.environ, "ORCHESTRATOR_REPORTS": str(reports)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.count("\n") == 1

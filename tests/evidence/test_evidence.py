"""The record of a run: a line for each call, also when many write at once and when the disk is full."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from acceptance.evidence.evidence import SHOWN_CHARACTERS, Evidence, Exchange

ROOT = Path(__file__).resolve().parents[2]
ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from acceptance.evidence.evidence import Evidence, Exchange
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
evidence = Evidence(Path(sys.argv[1]), lambda exchange: None)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
for number in range(100):
    evidence.record(Exchange("A scenario", "a_tool", {}, "accepted", True, 1.0, {}))
evidence.close()
print(evidence.answered, *evidence.trouble, sep="\\n")
"""


def exchange(number: int = 0, **changes: object) -> Exchange:
    values = {"arguments": {"number": number}, "outcome": "accepted", "answered": True, "reply": {"ok": True}}
    return Exchange(scenario="A scenario", tool="a_tool", milliseconds=1.23456, **{**values, **changes})


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "calls.jsonl").read_text().splitlines()]


def test_every_exchange_has_a_line_and_is_shown(tmp_path: Path) -> None:
    shown: list[Exchange] = []
    evidence = Evidence(tmp_path, shown.append)
    evidence.record(exchange())
    evidence.record(exchange(answered=False, outcome="was not answered"))
    evidence.event("server ended", exit_code=0)
    evidence.close()
    first, second, event = lines(tmp_path)
    assert (first["tool"], first["outcome"], first["milliseconds"]) == ("a_tool", "accepted", 1.235)
    assert (second["answered"], event["event"], evidence.answered, len(shown)) == (False, "server ended", 1, 2)
    assert "arguments" not in first


def test_a_warning_is_told_once(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, lambda _: None)
    evidence.warn("A server had to be killed.")
    evidence.warn("A server had to be killed.")
    assert evidence.trouble == ["A server had to be killed."]


def test_lines_stay_whole_when_many_write_at_once(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, lambda _: None)
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(evidence.record, map(exchange, range(400))))
    evidence.close()
    assert len(lines(tmp_path)) == 400


def test_a_full_disk_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0] == "100"
    assert "could not be written" in told[1]
    assert len(told) == 2


def test_what_is_long_is_shown_shortened(tmp_path: Path) -> None:
    shown = exchange(reply={"text": "x" * 100_000}).as_text()
    assert len(shown) < 2 * SHOWN_CHARACTERS
    assert "characters are left out" in shown
    assert json.loads(exchange().as_text())["reply"] == {"ok": True}


def test_whatever_a_server_says_can_be_shown() -> None:
    for words in ("Täsk ☃", "half of one: \ud83d", "\0\x1b[31m"):
        assert json.loads(exchange(reply={"said": words}).as_text())["reply"] == {"said": words}
    assert json.loads(exchange(reply={"number": float("inf")}).as_text())["reply"] == {"number": float("inf")}


def test_the_calls_that_are_told_are_those_in_the_record(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, lambda one: None)
    evidence.record(exchange())
    evidence.record(exchange(answered=False, outcome="was not answered"))
    evidence.count("a_tool")
    assert (evidence.recorded, evidence.answered) == (1, 2)
    assert evidence.recorded == sum(bool(line["answered"]) for line in lines(tmp_path))
    evidence.close()

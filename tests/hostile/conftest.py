"""Means that are lent from other tests: a copy of the project, and a small run that is put together line by line."""

import json
from dataclasses import replace

import pytest

from acceptance.commands import report as report_command
from acceptance.commands import review as review_command
from acceptance.commands import sign as commands
from acceptance.reporting import conclusion
from acceptance.system.paths import PATHS
from tests.judging.conftest import Bench, bench

__all__ = ["bench"]

MADE_UP = (
    *("acceptance-report.html", "sign-off.pdf", "allure-results/one-result.json", "allure-results/one-attachment.txt"),
    *("campaign/record.json", "servers/server-1.txt", "shards/shard-1.txt"),
)
"""What the small run does not write itself."""


@pytest.fixture
def run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A whole run that was accepted; `review`, `sign` and `verify` are about it."""
    for name in MADE_UP:
        (bench.reports / name).parent.mkdir(parents=True, exist_ok=True)
        (bench.reports / name).write_text(json.dumps({"fullName": name}), encoding="utf-8")
    bench.waivers.write_text("# nothing is waived\n", encoding="utf-8")
    (bench.root / "settings").mkdir()
    (bench.reports / "allurerc.yml").touch()
    bench.whole()
    bench.conclude()
    places = replace(PATHS, root=bench.root, reports=bench.reports, targets=bench.root / "targets.toml")
    for module in (commands, report_command, review_command):
        monkeypatch.setattr(module, "REPORTS", bench.reports)
        monkeypatch.setattr(module, "ROOT", bench.root)
        monkeypatch.setattr(module, "PATHS", places)
        monkeypatch.setattr(module, "JUDGED", (bench.reports, bench.features, bench.waivers))
    monkeypatch.setattr(report_command, "RESULTS", bench.reports / "allure-results")
    monkeypatch.setattr(report_command, "PAGE", bench.reports / "acceptance-report.html")
    monkeypatch.setattr(conclusion, "print_page", lambda page, output: output.write_bytes(b"%PDF " + page.read_bytes()))
    return bench


@pytest.fixture
def signed(run: Bench) -> Bench:
    """The same, signed by two."""
    assert commands.sign(by="Ada Lovelace", role="Release manager") == 0
    assert commands.sign(by="Grace Hopper", role="") == 0
    return run

"""The official conformance kit beside the suite: a failure is a defect only of what is offered."""

import json
import re
from pathlib import Path

import pytest

from acceptance.commands.paths import PATHS
from acceptance.errors import SuiteError
from acceptance.targets.choosing import read_target
from tools.conformance import kit
from tools.conformance.__main__ import PAGE, WRONG, main
from tools.conformance.judging import Need, Offer, Outcome, Verdict, judge, read_needs, summary
from tools.conformance.page import BEGIN, END, lines, table, write
from tools.conformance.server import served
from tools.style.check import ROOT

TOOLS = {"tools": {"listChanged": False}}
NEEDS = {
    "ping": Need(),
    "resources-list": Need("resources"),
    "resources-subscribe": Need("resources.subscribe", "test://watched"),
    "tools-call-image": Need("tools", "test_image"),
}
PLAIN = Offer(TOOLS, frozenset({"plan"}))
WHOLE = Offer({"resources": {"subscribe": True}, **TOOLS}, frozenset({"test_image", "test://watched"}))


def verdict(scenario: str, offer: Offer, *, passed: int = 0, failed: int = 0) -> Verdict:
    return judge(Outcome(scenario, passed, failed), NEEDS, offer).verdict


@pytest.mark.parametrize(
    ("scenario", "offer", "meant"),
    [
        ("ping", PLAIN, Verdict.DEFECT),
        ("resources-list", PLAIN, Verdict.UNDECLARED),
        ("resources-list", WHOLE, Verdict.DEFECT),
        ("resources-subscribe", Offer({"resources": {}}, WHOLE.names), Verdict.UNDECLARED),
        ("resources-subscribe", Offer({"resources": True}, WHOLE.names), Verdict.UNDECLARED),
        ("resources-subscribe", WHOLE, Verdict.DEFECT),
        ("tools-call-image", PLAIN, Verdict.FIXTURE),
        ("tools-call-image", WHOLE, Verdict.DEFECT),
        ("a-scenario-of-a-newer-kit", WHOLE, Verdict.DEFECT),
    ],
)
def test_a_failure_is_a_defect_only_of_what_the_server_offers(scenario: str, offer: Offer, meant: Verdict) -> None:
    assert verdict(scenario, offer, failed=1) is meant
    assert verdict(scenario, offer, failed=1, passed=3) is meant


def test_a_scenario_that_passes_without_what_it_needs_says_nothing() -> None:
    assert verdict("tools-call-image", PLAIN, passed=1) is Verdict.EMPTY
    assert verdict("resources-list", PLAIN, passed=1) is Verdict.EMPTY
    assert verdict("tools-call-image", WHOLE, passed=1) is Verdict.KEPT
    assert {verdict("tools-call-image", offer) for offer in (PLAIN, WHOLE)} == {Verdict.OPTIONAL}


def results(folder: Path, name: str, *checks: tuple[str, str]) -> None:
    place = folder / f"server-{name}"
    place.mkdir()
    told = [{"id": f"{name[:4]}-{status}", "status": status, "errorMessage": words} for status, words in checks]
    (place / "checks.json").write_text(json.dumps(told), encoding="utf-8")


def test_the_results_of_the_kit_are_read_in_the_order_of_its_run(tmp_path: Path) -> None:
    results(tmp_path, "server-sse-polling-2026-11-29T17-34-08-347Z", ("INFO", ""))
    results(tmp_path, "ping-2026-11-29T17-34-08-100Z", ("SUCCESS", ""), ("SUCCESS", ""))
    results(tmp_path, "json-schema-2020-12-2026-11-29T17-34-08-200Z", ("FAILURE", "no tool"), ("FAILURE", ""))
    assert list(kit.read_outcomes(tmp_path)) == [
        Outcome("ping", 2, 0),
        Outcome("json-schema-2020-12", 0, 2, "no tool; json-FAILURE"),
        Outcome("server-sse-polling", 0, 0),
    ]


def test_a_result_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    results(tmp_path, "ping-2026-11-29T17-34-08-100Z", ("SUCCESS", ""))
    (file,) = tmp_path.glob("*/checks.json")
    file.write_text('[{"id": "ping"}]', encoding="utf-8")
    with pytest.raises(SuiteError, match=re.escape(str(file))):
        list(kit.read_outcomes(tmp_path))


def test_a_kit_that_writes_nothing_is_told_with_its_last_words(tmp_path: Path) -> None:
    program = tmp_path / "kit.js"
    program.write_text("console.error('no such suite'); process.exit(3)", encoding="utf-8")
    with pytest.raises(SuiteError, match="exit code 3: no such suite"):
        kit.run(program, "http://127.0.0.1:1/mcp", tmp_path)


def test_the_summary_counts_each_kind() -> None:
    judged = [
        judge(one, NEEDS, PLAIN)
        for one in (
            Outcome("ping", 0, 1),
            Outcome("resources-list", 0, 1),
            Outcome("tools-call-image", 1, 0),
            Outcome("resources-subscribe", 0, 0),
        )
    ]
    assert summary(judged) == (
        "Of 4 scenarios of the kit, 1 passed, 2 failed, 1 had no outcome. Failures by what they mean: 1 not declared, "
        "0 for parts of the kit's own test server, 1 to be mended. Passed without what they ask for: 1."
    )


def test_what_a_server_says_cannot_command_the_console_or_the_page() -> None:
    judged = [judge(Outcome("ping", 0, 1, "\x1b[2J<script>"), NEEDS, PLAIN)]
    assert "\x1b" not in "".join(lines(judged))
    assert "<script>" not in "".join(table(judged))


def test_figures_are_written_between_their_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(page, "new\n")
    assert page.read_text(encoding="utf-8") == f"# Before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    page.write_text("# Another page\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="has no place for the figures"):
        write(page, "new\n")


def test_the_page_has_the_outcome_of_every_known_scenario_and_the_pinned_version() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z0-9-]+)` \| (?:passed|failed|not judged) \|", page, re.MULTILINE)
    assert sorted(told) == sorted(read_needs())
    assert f"Version {kit.version()} of the kit" in page
    assert Verdict.DEFECT.value not in page


def test_no_host_stands_in_the_pins() -> None:
    assert '"resolved"' not in (kit.PINS / "package-lock.json").read_text(encoding="utf-8")


def test_the_reference_over_http_offers_its_tools_and_nothing_else(tmp_path: Path) -> None:
    target = read_target(PATHS.targets, "reference", None, cache=tmp_path)
    with served(target, tmp_path) as (url, offer):
        assert url.startswith("http://127.0.0.1:")
        assert offer.declares("tools")
        assert not any(map(offer.declares, ("resources", "resources.subscribe", "prompts", "logging", "completions")))
        assert "orchestrator_plan_task" in offer.names


def test_a_target_without_http_is_told_apart(tmp_path: Path) -> None:
    target = read_target(PATHS.targets, "dex", None, cache=tmp_path)
    with pytest.raises(SuiteError, match='speaks HTTP only, and the target "dex"'), served(target, tmp_path):
        pass


def test_the_page_is_about_the_reference_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--target", "dex", "--write"]) == WRONG
    assert "is about the reference" in capsys.readouterr().out

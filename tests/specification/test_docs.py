"""What the documents name exists: files, modules, classes, links, targets of make, phrases; no folder is left out."""

import builtins
import json
import re
from pathlib import Path

import pytest

from acceptance.specification.features import read_specification

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (
    "CONTRIBUTING.md",
    "README.md",
    "docs/conforming.md",
    "docs/decisions.md",
    "docs/mutants.md",
    "reports/README.md",
    "targets.toml",
)
TOPS = "acceptance|steps|features|tests|benchmarks|reference_orchestrator|docs|examples"
PATH = re.compile(rf"(?<![\w/.-])(?:{TOPS})(?:/[\w.-]+)+/?")
FOLDER = re.compile(rf"`((?:{TOPS})(?:/\w+)*/)`")
# Not the `steps.….outputs.…` of a workflow.
MODULE = re.compile(
    r"(?<![\w/.])(?!steps\.\w+\.outputs)(?:acceptance|steps|tests|benchmarks|reference_orchestrator)(?:\.[a-z_]\w*)+"
)
CLASS = re.compile(r"`((?:[A-Z][a-z]+){2,})`")
MAKE = re.compile(r"(?:^|[`$] ?)make ([a-z-]+)", re.MULTILINE)


TEXTS = [(name, (ROOT / name).read_text(encoding="utf-8")) for name in WRITTEN]


def module_exists(dotted: str) -> bool:
    """Whether a module, or a name in one, exists."""
    path = ROOT.joinpath(*dotted.split("."))
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    owner = path.parent.with_suffix(".py")
    return owner.is_file() and re.search(rf"\b{path.name}\b", owner.read_text(encoding="utf-8")) is not None


def defined(name: str) -> bool:
    """Whether a class of this name stands in the code, or is Python's own."""
    files = (file for top in ("acceptance", "steps", "tests") for file in (ROOT / top).rglob("*.py"))
    pattern = re.compile(rf"^class {name}\b", re.MULTILINE)
    return hasattr(builtins, name) or any(pattern.search(file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=WRITTEN)
def test_what_is_named_exists(name: str, text: str) -> None:
    paths = {found[0].rstrip(".") for found in PATH.finditer(text)}
    assert not [path for path in sorted(paths) if not (ROOT / path).exists()]
    assert not [folder for folder in FOLDER.findall(text) if not (ROOT / folder).is_dir()]
    assert not [dotted for dotted in sorted(set(MODULE.findall(text))) if not module_exists(dotted)]
    assert not [word for word in sorted(set(CLASS.findall(text))) if not defined(word)]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=WRITTEN)
def test_links_lead_somewhere(name: str, text: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if ":" in file:
            continue
        page = (ROOT / name).parent / file if file else ROOT / name
        assert page.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=WRITTEN)
def test_what_is_made_can_be_made(name: str, text: str) -> None:
    known = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert not set(MAKE.findall(text)) - set(known)


def test_the_layout_names_every_folder_of_the_driver_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (ROOT / "acceptance").glob("*/__init__.py")}
    table = text.partition("| folder of `acceptance/` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)) == folders
    picture = text.partition("```mermaid")[2].partition("```")[0]
    assert not [folder for folder in sorted(folders) if not re.search(rf"\b{folder}\b", picture)]


def test_the_worked_example_uses_phrases_that_the_features_use() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = re.findall(
        r"^ +(?:Given|When|Then|And) (.+)$", text.partition("```gherkin")[2].partition("```")[0], re.MULTILINE
    )
    cases = read_specification(ROOT / "features").cases.values()
    known = {re.sub(r'"[^"]*"', '""', step.words) for case in cases for step in case.steps}
    assert steps
    assert not [step for step in steps if re.sub(r'"[^"]*"', '""', step) not in known]


def test_the_snapshot_of_the_field_can_be_read() -> None:
    told = json.loads((ROOT / "docs" / "field.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in told["servers"]]

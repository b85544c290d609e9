"""Templates (Contract TMPL-1 to TMPL-5, SAFE-8): kept as they came, judged by rules, filled in whole or not at all."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from reference_bench import Bench
from reference_templates import FOLDER, create, template

from reference_orchestrator.domain.families import parents_first
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.templates import read_template

SHIPPED = sorted(Path(str(files("reference_orchestrator"))).joinpath("templates").rglob("*.json5"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_all_that_is_shipped_is_valid_and_makes_tasks(bench: Bench, path: Path) -> None:
    found, problems = read_template(path.read_text())
    assert found and not problems
    samples = {"string": "A sample text", "number": 3, "boolean": True}
    given = {
        name: rules.get("default", "2031-W20" if "pattern" in rules else samples[rules["type"]])
        for name, rules in found.parameters.items()
    }
    create(bench, path.read_text())
    made = bench.call("template_instantiate", template_id="release", parameters=given, create_tasks=True)
    assert made["total_count"] == len(found.tasks) == bench.call("query_tasks")["total_count"]
    assert all("{{" not in task["title"] + task["description"] for task in made["tasks"])


def test_there_is_something_in_every_part_of_the_library() -> None:
    assert len(SHIPPED) >= 12
    assert {path.parent.name for path in SHIPPED} == {
        *("examples", "development", "research", "creative", "business", "self_development")
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"metadata": {}}, "metadata"),
        ({"metadata": {"name": " "}}, "metadata.name"),
        ({"tasks": {}}, "tasks"),
        ({"tasks": {"a": {}}}, "tasks.a"),
        ({"tasks": {"a": {"title": "A", "parent": "b"}}}, "tasks.a.parent"),
        ({"tasks": {"a": {"title": "A", "dependencies": ["a"]}}}, "tasks.a.dependencies"),
        ({"tasks": {"a": {"title": "A", "parent": "a"}}}, "tasks.a.parent"),
        ({"tasks": {"a": {"title": "{{NOBODY}}"}}}, "tasks.a.title"),
        ({"tasks": {"a": {"title": "A", "type": "dream"}}}, "tasks.a.type"),
        ({"tasks": {"a": {"title": "A", "complexity": 5}}}, "tasks.a.complexity"),
        ({"parameters": {"P": {"type": "potato"}}}, "parameters.P.type"),
        ({"parameters": {"P": {"type": "string", "pattern": "("}}}, "parameters.P.pattern"),
        ({"parameters": {"P": {"type": "number", "default": "two"}}}, "parameters.P.default"),
        ({"parameters": {"P": {"type": "number", "enum": [1, "two"]}}}, "parameters.P.enum"),
    ],
)
def test_each_mistake_is_told_with_its_place(bench: Bench, changes: dict[str, Any], where: str) -> None:
    content = json.dumps({**template(tasks={"a": {"title": "A"}}), **changes})
    told = bench.call("template_validate", template_content=content)
    assert not told["valid"]
    assert where in {one["where"] for one in told["errors"]}
    with pytest.raises(Refusal, match="no valid template"):
        create(bench, content)
    assert bench.call("template_list")["total_count"] == 0


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("", "line 1, column 1"),
        ("{\n  metadata: {name: 'x'},\n  tasks: [", "line 3"),
        ("{\n a: 1,\n b ! 2}", "line 3"),
        ("[" * 200_000, "line 1"),
        ("prose", "line 1, column 1"),
    ],
)
def test_what_is_no_json5_is_told_with_line_and_column(bench: Bench, content: str, where: str) -> None:
    (problem,) = bench.call("template_validate", template_content=content)["errors"]
    assert problem["where"].startswith(where)


def test_a_template_comes_back_as_it_was_written(bench: Bench) -> None:
    text = "// a comment\n{metadata: {name: 'Ünï 🚀'}, tasks: {one: {title: 'One',},},}\r\n"
    create(bench, text)
    loaded = bench.call("template_load", template_id="release")
    assert loaded["content"] == text
    assert loaded["template"] == {"metadata": {"name": "Ünï 🚀"}, "tasks": {"one": {"title": "One"}}}
    assert bench.call("template_info", template_id="release")["size"] == len(text.encode())


def test_tasks_are_made_with_parents_dependencies_and_values(bench: Bench) -> None:
    create(bench, template())
    made = bench.call(
        "template_instantiate", template_id="release", parameters={"PRODUCT": "{{ROUNDS}}"}, create_tasks=True
    )
    whole, build = made["tasks"]
    assert (whole["key"], build["key"]) == ("whole", "build")
    assert (build["title"], build["estimated_effort"]) == ("Build {{ROUNDS}}", "2 days")
    assert build["parent_task_id"] == whole["task_id"]
    assert bench.look(whole["task_id"])["dependencies"] == [build["task_id"]]
    assert [task["task_id"] for task in bench.call("query_tasks")["tasks"]] == [build["task_id"], whole["task_id"]]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"PRODUCT": 5},
        {"PRODUCT": "x", "ROUNDS": True},
        {"PRODUCT": "x", "UNKNOWN": 1},
        {"PRODUCT": "x", "ROUNDS": "2"},
    ],
)
def test_wrong_parameters_make_no_task(bench: Bench, given: dict[str, object]) -> None:
    create(bench, template())
    with pytest.raises(Refusal):
        bench.call("template_instantiate", template_id="release", parameters=given, create_tasks=True)
    assert bench.call("query_tasks")["total_count"] == 0


def test_a_title_that_is_filled_with_nothing_is_refused(bench: Bench) -> None:
    create(bench, template(tasks={"a": {"title": "{{PRODUCT}}"}}))
    with pytest.raises(Refusal, match="blank"):
        bench.call("template_instantiate", template_id="release", parameters={"PRODUCT": " "})


def test_a_pattern_that_would_take_for_ever_does_not(bench: Bench) -> None:
    rules = {"type": "string", "pattern": "(a+)+b"}
    create(bench, template(parameters={"P": rules}, tasks={"a": {"title": "A"}}))
    with pytest.raises(Refusal, match="not allowed"):
        bench.call("template_instantiate", template_id="release", parameters={"P": "a" * 5_000})


BAD_IDS = ["", "a b", "a.b", "../a", "/etc/passwd", "ü", "a" * 101, "a\n"]


@pytest.mark.parametrize("name", BAD_IDS)
@pytest.mark.parametrize(
    ("tool", "more"),
    [
        ("create", {"template_content": json.dumps(template())}),
        ("load", {}),
        ("info", {}),
        ("instantiate", {"parameters": {}}),
        ("delete", {}),
        ("uninstall", {}),
    ],
)
def test_a_name_is_never_a_path(bench: Bench, tool: str, more: dict[str, object], name: str) -> None:
    with pytest.raises(Refusal, match="template_id"):
        bench.call(f"template_{tool}", template_id=name, **more)


def test_links_are_not_followed_out_of_the_workspace(bench: Bench, tmp_path: Path) -> None:
    create(bench, template(), "mine")
    secret = tmp_path / "secret.json5"
    secret.write_text(json.dumps(template()))
    (bench.home / FOLDER / "user" / "link.json5").symlink_to(secret)
    with pytest.raises(Refusal, match="cannot be read"):
        bench.call("template_load", template_id="link")
    assert not bench.call("template_validate_all")["valid"]
    create(bench, template(metadata={"name": "Other"}), "link", overwrite=True)
    bench.call("template_delete", template_id="link")
    assert secret.read_text() == json.dumps(template())
    (tmp_path / "outside").mkdir()
    (bench.home / FOLDER / "shared").symlink_to(tmp_path / "outside")
    with pytest.raises(Refusal, match="leads out"):
        create(bench, template(), "theirs", category="shared")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_name_that_is_taken_is_refused_unless_said(bench: Bench) -> None:
    create(bench, template())
    with pytest.raises(Refusal, match="taken"):
        create(bench, template(metadata={"name": "Other"}))
    assert bench.call("template_load", template_id="release")["template"]["metadata"]["name"] == "Release"
    assert create(bench, template(metadata={"name": "Other"}), overwrite=True)["overwritten"]
    listed = bench.call("template_list", include_metadata=True)["templates"]
    assert [one["metadata"] for one in listed] == [{"name": "Other"}]


def test_the_library_is_installed_skipped_and_overwritten(bench: Bench) -> None:
    first = bench.call("template_install_default_library")
    assert len(first["installed"]) == 10
    assert bench.call("template_install_default_library")["skipped"] == first["installed"]
    part = bench.call("template_install_default_library", category="research", overwrite=True)
    assert part["overwritten"] == ["experiment", "literature_review"]
    bench.call("template_install_examples", category="user")
    status = bench.call("template_get_installation_status")
    assert status["counts"] == {"user": 3, "shared": 0, "builtin": 10}
    assert status["library"]["research"]["installed"] == part["overwritten"]
    assert len(status["examples"]["installed"]) == 3
    assert bench.call("template_validate_all")["valid"]
    for tool in ("template_delete", "template_uninstall"):
        with pytest.raises(Refusal, match="built-in"):
            bench.call(tool, template_id="experiment")


def test_a_template_is_removed_from_the_category_that_is_named(bench: Bench) -> None:
    create(bench, template())
    create(bench, template(), category="shared")
    bench.call("template_uninstall", template_id="release", category="shared")
    assert [one["category"] for one in bench.call("template_list")["templates"]] == ["user"]
    with pytest.raises(Refusal, match="none is there"):
        bench.call("template_delete", template_id="release", category="shared")


def test_parents_come_before_their_children() -> None:
    tasks = {"a": {"parent": "c"}, "b": {}, "c": {"parent": "d"}, "d": {}}
    assert parents_first(tasks) == ["d", "c", "a", "b"]


def test_a_nul_is_no_part_of_a_template(bench: Bench) -> None:
    value = "{metadata: {name: 'N'}, tasks: {one: {title: 'T\\u0000x'}}}"
    assert bench.call("template_validate", template_content=value)["errors"][0]["where"] == "tasks.one.title"
    with pytest.raises(Refusal, match="NUL"):
        create(bench, value)

"""Templates drafted out of the tables of features."""

from dataclasses import dataclass
from typing import Any

import pytest

from acceptance.scenario.template_drafts import TemplateDrafts, merge, typed


@dataclass
class Table:
    headings: list[str]
    cells: list[list[str]]

    @property
    def rows(self) -> list[Any]:
        return [Row(dict(zip(self.headings, cells, strict=True))) for cells in self.cells]


class Row(dict[str, str]):
    """A row as behave hands it over: by heading, and iterated over its cells."""

    def __iter__(self) -> Any:
        return iter(self.values())


@pytest.fixture
def drafts() -> TemplateDrafts:
    drafts = TemplateDrafts()
    parameters = Table(
        ["parameter", "type", "required", "default", "one of", "maximum length"],
        [["PRODUCT", "string", "yes", "", "", "20"], ["ROUNDS", "number", "no", "2", "2, 3", ""]],
    )
    tasks = Table(
        ["key", "title", "specialist", "parent", "depends on"],
        [["whole", "Release PRODUCT", "", "", ""], ["check", "Check in ROUNDS rounds", "tester", "whole", "whole"]],
    )
    drafts.declare("release", parameters)
    drafts.write("release", tasks)
    return drafts


def test_tables_become_a_template(drafts: TemplateDrafts) -> None:
    draft = drafts.named("release")
    assert draft.parameters == {
        "PRODUCT": {"type": "string", "description": "The parameter PRODUCT", "required": True, "max_length": 20},
        "ROUNDS": {
            "type": "number",
            "description": "The parameter ROUNDS",
            "required": False,
            "default": 2,
            "enum": [2, 3],
        },
    }
    assert draft.tasks["whole"] == {"title": "Release {{PRODUCT}}"}
    assert draft.tasks["check"] == {
        "title": "Check in {{ROUNDS}} rounds",
        "specialist_type": "tester",
        "parent": "whole",
        "dependencies": ["whole"],
    }


def test_a_name_is_an_alias_for_one_that_nobody_else_uses(drafts: TemplateDrafts) -> None:
    assert drafts.named("release") is drafts.named("release")
    assert drafts.named("release").identity != TemplateDrafts().named("release").identity


@pytest.mark.parametrize(
    ("mistake", "place"),
    [
        ("no tasks", lambda content: "tasks" not in content),
        ("no metadata", lambda content: "metadata" not in content),
        ("a task without a title", lambda content: "title" not in content["tasks"]["whole"]),
        ("an unknown parent", lambda content: content["tasks"]["check"]["parent"] == "nobody"),
        ("a dependency cycle", lambda content: content["tasks"]["whole"]["dependencies"] == ["check"]),
        ("a dependency cycle of three tasks", lambda content: content["tasks"]["check"]["dependencies"] == ["whole"]),
        ("a parameter of an unknown type", lambda content: content["parameters"]["PRODUCT"]["type"] == "potato"),
    ],
)
def test_mistakes_are_put_where_they_belong(drafts: TemplateDrafts, mistake: str, place: Any) -> None:
    drafts.spoil("release", mistake)
    assert place(drafts.named("release").content)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2", "number", 2),
        ("true", "boolean", True),
        ("2", "string", "2"),
        ("abc", "number", "abc"),
        ('"2"', "string", "2"),
    ],
)
def test_values_get_the_type_of_their_parameter(text: str, kind: str, value: object) -> None:
    assert typed(text, kind) == value


def test_changes_go_deep_and_none_takes_out() -> None:
    content = {"a": {"b": 1, "c": 2}, "d": 3}
    merge(content, {"a": {"b": None, "e": {"f": 4}}, "d": [5]})
    assert content == {"a": {"c": 2, "e": {"f": 4}}, "d": [5]}

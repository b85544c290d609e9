"""What lists and replies cost: the dearest is kept as a figure, and a rejection costs nothing that could be praised."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from mcp_types import Tool

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.errors import TargetFaultError
from acceptance.evidence.evidence import Figure
from acceptance.matchers.client_tools import says_it_once, takes_at_most
from acceptance.scenario.costs import Costs
from acceptance.scenario.task_queries import TaskQueries


class Kept:
    """What a run keeps of figures."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def measure(self, figure: Figure) -> None:
        self.figures.append(figure)

    def note(self, what: str, told: Any, milliseconds: float) -> None:
        assert (what, milliseconds) == (f"what {self.figures[-1].name} costs", 0.0)


def page(count: int, *, length: int = 10, text: str | None = None, refused: bool = False) -> Reply:
    fields = {"tasks": [{"task_id": f"t{number}", "title": "x" * length} for number in range(count)]}
    told = json.dumps(fields) if text is None else text
    return Reply(
        Call("search", "orchestrator_query_tasks"), ToolResult(told, None if refused else fields, refused, 1.0)
    )


def costs_of(*answer: Reply, tools: list[Tool] | None = None) -> tuple[Costs, Kept]:
    kept = Kept()
    state = SimpleNamespace(evidence=kept, reply=answer[-1] if answer else None)
    queries = TaskQueries(state)  # type: ignore[arg-type]
    queries.answer = list(answer)
    return Costs(state, SimpleNamespace(tools=tools or []), queries), kept  # type: ignore[arg-type]


def test_the_dearest_page_is_kept_as_a_figure() -> None:
    costs, kept = costs_of(page(2), page(3, length=3_000))
    found = costs.measure("every page", 1_000)
    assert len(found) == 2
    assert not takes_at_most(1_000).matches(found)
    assert takes_at_most(4_000).matches(found)
    (figure,) = kept.figures
    assert (figure.requirement, figure.name, figure.met) == ("CLIENT-3", "a page of tasks", False)
    assert figure.value == max(one.tokens for one in found)


def test_a_page_with_a_single_task_counts_only_where_there_is_no_other() -> None:
    costs, _ = costs_of(page(1, length=300_000), page(2))
    assert takes_at_most(1_000).matches(costs.measure("every page", 1_000))
    costs, _ = costs_of(page(1, length=300_000))
    assert not takes_at_most(1_000).matches(costs.measure("every page", 1_000))


@pytest.mark.parametrize("what", ["every page", "the reply"])
def test_a_rejection_is_not_cheap(what: str) -> None:
    costs, kept = costs_of(page(0, text="There is no room.", refused=True))
    with pytest.raises(TargetFaultError, match="There is no room"):
        costs.measure(what, 1_000)
    assert not kept.figures


def test_a_text_that_says_all_twice_is_found() -> None:
    fields = json.dumps({"tasks": [{"task_id": f"t{number}", "title": "x" * 40} for number in range(50)]})
    once, twice = page(50, length=40, text=f"Found:\n{fields}"), page(50, length=40, text=f"{fields}\n{fields}")
    assert says_it_once().matches(costs_of(once)[0])
    assert not says_it_once().matches(costs_of(once, twice)[0])
    assert says_it_once().matches(costs_of(page(1, text="so short that it may be said many times " * 20))[0])


def test_the_tool_list_is_told_with_each_tool() -> None:
    tools = [Tool(name=name, input_schema={"type": "object"}, output_schema={"type": "object"}) for name in ("a", "b")]
    costs, kept = costs_of(tools=tools)
    (found,) = costs.measure("the tool list", 25_000)
    assert set(found.details["each"]) == {"a", "b"}
    assert found.details["outputs"] == 2 * len('{"type":"object"}')
    assert kept.figures[0].bound == "at most 25,000 tokens"

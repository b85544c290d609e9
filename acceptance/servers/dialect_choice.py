"""Which dialect a target speaks, and how much of it can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from acceptance.contract.calls import Call
from acceptance.contract.dialects import TASK_FIELDS, Dialect, Form, detected, unfilled
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.errors import DialectError
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from mcp_types import Tool


def choose_dialect(target: Target, tools: Mapping[str, Tool], workspace: str = "") -> Dialect:
    """The dialect that the target names, or the one that its tool list speaks.

    Args:
        target: what is spoken to.
        tools: the tools that it lists, by our names.
        workspace: the directory that the server works in; empty where that is not known.

    Raises:
        DialectError: a required argument is never filled, or a dialect file is wrong.
    """
    form = target.dialect or detected(tools)
    required = {name: tool.input_schema.get("required") or () for name, tool in tools.items()}
    if not form.own and (wrong := unfilled(form, required)):
        raise DialectError(" ".join(wrong))
    return Dialect(as_listed(form, tools) if form.own else form, workspace)


def as_listed(form: Form, tools: Mapping[str, Tool]) -> Form:
    """The contract's own form, without what a target that lists less than the contract cannot be asked for.

    A look that asks in vain for artifacts would hide every task, and a value that no tool takes is shown by none.
    """
    dialect = Dialect(form)
    search = dialect.look_up(TaskQuery(artifacts=True))
    if search.tool in tools and unlisted(search, tools):
        form = replace(form, looks=replace(form.looks, artifacts=False), shows_work=False)
    plan = dialect.plan(TaskPlan(dict.fromkeys(TaskField, "")))
    lacking = unlisted(plan, tools) if plan.tool in tools else frozenset()
    return replace(form, shows=frozenset(TASK_FIELDS) - lacking) if lacking else form


def unlisted(call: Call, tools: Mapping[str, Tool]) -> frozenset[str]:
    """The arguments of a call that its tool does not list as parameters."""
    known = tools[call.tool].input_schema.get("properties")
    return frozenset(call.arguments) - known.keys() if isinstance(known, Mapping) else frozenset()

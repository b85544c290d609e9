"""The parameters of a tool list, compared with the contract's: each kind of difference is found, and no other."""

from copy import deepcopy
from typing import Any

import pytest
from hamcrest import assert_that
from mcp_types import Tool

from acceptance.contract.parameters import PARAMETERS
from acceptance.contract.tools import TOOLS
from acceptance.matchers.parameters import has_the_contracts_parameters, parameter_faults

NAME = "orchestrator_restart_server"
GOOD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "graceful": {"type": "boolean", "default": True},
        "preserve_state": {"type": "boolean", "default": True},
        "timeout": {"type": "integer", "default": 30, "minimum": 10, "maximum": 300},
        "reason": {"$ref": "#/$defs/Reason", "default": "manual_request"},
    },
    "$defs": {
        "Reason": {
            "enum": [
                "configuration_update",
                "schema_migration",
                "error_recovery",
                "manual_request",
                "emergency_shutdown",
            ]
        }
    },
}


def faults(schema: dict[str, Any]) -> list[str]:
    return list(parameter_faults(Tool(name=NAME, input_schema=schema)))


def test_every_tool_of_the_contract_has_its_parameters() -> None:
    assert sorted(PARAMETERS) == sorted(TOOLS)


def test_what_is_as_the_contract_says_has_no_fault() -> None:
    assert faults(GOOD) == []
    assert_that([Tool(name=NAME, input_schema=GOOD)], has_the_contracts_parameters())


def test_further_tools_and_parameters_are_allowed() -> None:
    further = deepcopy(GOOD)
    further["properties"]["colour"] = {"type": "string"}
    assert faults(further) == []
    assert list(parameter_faults(Tool(name="orchestrator_juggle", input_schema=further))) == []


@pytest.mark.parametrize(
    ("name", "rules", "fault"),
    [
        ("graceful", {"type": "boolean", "default": False}, "(graceful) has the default False instead of True"),
        ("graceful", {"default": True}, "(graceful) allows 'true'"),
        ("preserve_state", {"type": "string", "default": True}, "(preserve_state) does not allow True"),
        ("timeout", {"type": "integer", "default": 30, "minimum": 10}, "(timeout) allows 301"),
        ("timeout", {"type": "integer", "default": 30, "minimum": 11, "maximum": 300}, "(timeout) does not allow 10"),
        ("timeout", {"type": "number", "default": 30, "minimum": 10, "maximum": 300}, "(timeout) allows 20.5"),
        ("reason", {"type": "string", "default": "manual_request"}, "(reason) allows 'unheard_of'"),
        ("reason", {"enum": ["manual_request"], "default": "manual_request"}, "does not allow 'schema_migration'"),
        ("reason", {"$ref": "#/$defs/Reason"}, "(reason) has the default None instead of 'manual_request'"),
    ],
)
def test_a_difference_is_told(name: str, rules: dict[str, Any], fault: str) -> None:
    schema = deepcopy(GOOD)
    schema["properties"][name] = rules
    assert any(fault in one for one in faults(schema)), faults(schema)


def test_a_parameter_that_is_not_listed_is_no_fault_of_those_that_are() -> None:
    fewer = deepcopy(GOOD)
    del fewer["properties"]["graceful"]
    assert faults(fewer) == []


def test_a_parameter_that_is_required_without_need_is_told() -> None:
    assert faults({**GOOD, "required": ["timeout"]}) == [f"{NAME}(timeout) is required"]

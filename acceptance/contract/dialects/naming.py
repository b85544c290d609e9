"""What a target calls the values that the contract has a name for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.contract.dialects.speaking import OneStep, Saying

if TYPE_CHECKING:
    from acceptance.contract.calls import Call


def parameters_for(call: Call, name: str) -> tuple[str, ...]:
    """The parameters in which a call's dialect sends a value; empty where the call is sent as it is.

    Args:
        call: the call.
        name: the value's name in the contract.
    """
    manner = call.manner
    steps = manner.steps if isinstance(manner, Saying) else (manner.step,) if isinstance(manner, OneStep) else ()
    return tuple(own for step in steps for own, argument in step.arguments.items() if name in argument.roots)

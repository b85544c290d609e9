"""A model with a client in a directory, and a short way to take steps in it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from acceptance.contract.model import ContractModel
from acceptance.contract.model.contract_model import Observed
from acceptance.contract.model.expectation import Verdict
from acceptance.contract.model.operations import OpenDirectory, Operation, Plan

Take = Callable[..., Verdict]


@pytest.fixture
def model() -> ContractModel:
    made = ContractModel("task_nobody_knows")
    made.apply(0, OpenDirectory("here"), Observed(datetime.now(UTC), session="session_1"))
    return made


@pytest.fixture
def take(model: ContractModel) -> Take:
    """Takes an operation in the model as an orchestrator does that keeps the contract; returns what it expects."""

    def take_it(operation: Operation) -> Verdict:
        verdict = model.expect(0, operation).verdict
        observed = Observed(datetime.now(UTC))
        if isinstance(operation, Plan):
            observed.identities[operation.name] = f"id of {operation.name}"
        if verdict is Verdict.ACCEPTED:
            model.apply(0, operation, observed)
        return verdict

    return take_it

"""The page of the contract says of the states what the model of the contract holds."""

from acceptance.contract.published_states import transitions
from acceptance.contract.state_machine import WAYS
from acceptance.contract.values import TaskState


def test_the_verbs_lead_exactly_where_the_states_can_lead() -> None:
    led = {state: {one.after for one in transitions() if state in one.before} - {state} for state in TaskState}
    assert led == {state: set(after) for state, after in WAYS.items()}

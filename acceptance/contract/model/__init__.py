"""What the contract says, as a model that can be walked in step with an orchestrator.

It is written from the contract alone, and shares nothing with the reference orchestrator. For each operation it says
whether it is accepted and what a refusal names (`ContractModel.expect`), and what is so afterwards (`apply`). Where the
contract leaves a choice, either outcome is taken, and what was observed holds from then on.
"""

from acceptance.contract.model.contract_model import ContractModel

__all__ = ["ContractModel"]

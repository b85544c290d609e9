"""What the families of clients need of a list of tools, and what it costs an agent (CLIENT-2 and CLIENT-3)."""

from acceptance.contract.clients.cost import Cost, as_sent, cost_of, tokens_of
from acceptance.contract.clients.rules import RULES, ClientRule

__all__ = ["RULES", "ClientRule", "Cost", "as_sent", "cost_of", "tokens_of"]

"""How each verb of the domain is said to a server: a dialect is a file (docs/dialects.md), and this speaks it.

A dialect turns verbs into tool calls, and reads what is answered into the contract's names; it does not send them. What
a file has no way to say is told by the call as lacking, and found when the call is required or made; tools and
parameters that the target does not list are found by the `Orchestrator`.
"""

from acceptance.contract.dialects.compiling import unfilled
from acceptance.contract.dialects.dialect import Dialect, Form
from acceptance.contract.dialects.finding import VERSION_1, VERSION_2, detected, named, shipped
from acceptance.contract.dialects.vocabulary import TASK_FIELDS

__all__ = ["TASK_FIELDS", "VERSION_1", "VERSION_2", "Dialect", "Form", "detected", "named", "shipped", "unfilled"]

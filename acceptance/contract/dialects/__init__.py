"""How each verb of the domain is said to an orchestrator: a dialect for version 2.0, and one for the releases 1.x.

A dialect turns verbs into tool calls; it neither sends them nor reads what comes back. What a version has no way to
say raises `NotOfferedError`; tools and parameters that the target does not list are found by the `Orchestrator`.
"""

from acceptance.contract.dialects.dialect import Dialect
from acceptance.contract.dialects.version1 import Version1
from acceptance.contract.dialects.version2 import Version2

__all__ = ["Dialect", "Version1", "Version2"]

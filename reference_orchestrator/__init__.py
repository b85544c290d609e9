"""A small, complete MCP Task Orchestrator: the proof that the specification can be met.

Where to find what: `domain/` holds the rules and does nothing, `store/` alone knows SQL, each `tools/*.py` is a family
of tools, `server_context.py` is what the process has open, `server.py` and `stdio.py` speak MCP.
"""

from typing import Final

__version__: Final = "2.0.0"
SERVER_NAME: Final = "reference-orchestrator"

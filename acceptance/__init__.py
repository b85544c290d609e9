"""The driver: domain verbs spoken to a live MCP Task Orchestrator, its replies, its evidence."""

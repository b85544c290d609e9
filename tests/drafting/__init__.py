"""A dialect is drafted from a tool list and tried, as docs/dialects.md walks through it."""

"""The right server is started, shared and ended."""

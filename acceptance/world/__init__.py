"""All that one scenario has at hand, put together."""

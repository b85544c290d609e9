"""The command line, `python -m acceptance`: one module for each command, put together in `acceptance/__main__.py`."""

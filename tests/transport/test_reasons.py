"""What is said of an answer that does not fit the protocol: which of its fields, and why, in one line."""

import logging

import pytest
from mcp_types import InitializeResult, ListToolsResult
from pydantic import ValidationError

from acceptance.transport.reasons import first_line
from acceptance.transport.sdk import LOGS, keep_its_log_quiet


def test_a_field_that_does_not_fit_is_named() -> None:
    with pytest.raises(ValidationError) as raised:
        ListToolsResult.model_validate({"tools": [{"name": 5, "inputSchema": {}}], "nextCursor": {"a": 1}})
    line = first_line(raised.value)
    assert line.startswith("nextCursor does not fit the protocol: Input should be a valid string")
    assert "\n" not in line


def test_an_answer_that_fits_in_nothing_is_told() -> None:
    with pytest.raises(ValidationError) as raised:
        InitializeResult.model_validate(5)
    assert first_line(raised.value).startswith("its result does not fit the protocol: ")


class Kept(logging.Handler):
    """Keeps what reaches it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(record.getMessage())


def test_what_the_sdk_logs_is_printed_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    from mcp.client import session, streamable_http  # noqa: PLC0415

    keep_its_log_quiet()
    # Not pytest's own handler, which also listens to loggers that hand nothing on.
    logging.getLogger().addHandler(root := Kept())
    try:
        for module in (session, streamable_http):
            assert module.logger.name.partition(".")[0] in LOGS
            module.logger.warning("a target's \x1b[2J words")
        logging.getLogger(f"{LOGS[0]}.client.any").error("more of them")
    finally:
        logging.getLogger().removeHandler(root)
    assert capsys.readouterr() == ("", "")
    assert root.words == []

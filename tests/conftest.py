"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """Heed Ctrl-C again where a shell started the tests in its background: what they start inherits how it is taken."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

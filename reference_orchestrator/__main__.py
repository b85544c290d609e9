"""`python -m reference_orchestrator`: serve the working directory over standard input and output, or over HTTP."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import FrameType


def main() -> None:
    """Serve until the input ends or SIGTERM or SIGINT comes; the exit code is 0 then (Contract SAFE-2)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end_at_once)
    given = _read_arguments()
    # Only now, because it takes a second, in which the process may be asked to end already.
    if given.http is None:
        from reference_orchestrator.serving import serve  # noqa: PLC0415

        serve(Path.cwd())
    else:
        from reference_orchestrator.http.address import Address  # noqa: PLC0415
        from reference_orchestrator.http.supervisor import serve_http  # noqa: PLC0415

        try:
            address = Address.read(given.http)
        except ValueError as error:
            sys.exit(str(error))
        sys.exit(serve_http(Path.cwd(), address, given.allow_host, given.address_file))


def _read_arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m reference_orchestrator", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--http",
        metavar="[HOST:]PORT",
        help="serve over streamable HTTP, on loopback unless HOST is given; port 0 selects a free port",
    )
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="another host name that clients may use over HTTP (can be repeated)",
    )
    parser.add_argument("--address-file", metavar="FILE", type=Path, help="write the address to this file")
    return parser.parse_args()


def _end_at_once(_number: int, _frame: FrameType | None) -> None:
    """End while nothing has been begun yet."""
    sys.exit(0)


if __name__ == "__main__":
    main()

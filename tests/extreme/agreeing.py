"""Answers every call with "ok"."""

from tests.extreme.one_answer import serve


def main() -> None:
    """Serve until standard input is closed."""
    serve("agreeing", "ok", refused=False)


if __name__ == "__main__":
    main()

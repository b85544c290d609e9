"""Answers every call with a rejection."""

from tests.extreme.one_answer import REFUSAL, serve


def main() -> None:
    """Serve until standard input is closed."""
    serve("refusing", REFUSAL, refused=True)


if __name__ == "__main__":
    main()

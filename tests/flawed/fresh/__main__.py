"""`python -m tests.flawed.fresh NAME`: serve the working directory as the reference does, with a fresh flaw on top."""

from tests.flawed.fresh import SET
from tests.flawed.held_out.serving import serve

if __name__ == "__main__":
    serve(SET)

"""`python -m tests.flawed.fifth NAME`: serve the working directory as the reference does, with one of these flaws."""

from tests.flawed.fifth import SET
from tests.flawed.held_out.serving import serve

if __name__ == "__main__":
    serve(SET)

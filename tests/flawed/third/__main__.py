"""`python -m tests.flawed.third NAME`: serve the working directory as the reference does, with one of these flaws."""

from tests.flawed.held_out.serving import serve
from tests.flawed.third import SET

if __name__ == "__main__":
    serve(SET)

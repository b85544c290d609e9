"""What a server writes to standard error is hidden before it is written, so that a killed run leaves no secret."""

import os
from pathlib import Path

from acceptance.redaction import HIDDEN, Redactor
from acceptance.supervision.standard_error import Allowance, StandardError

SECRET = "sesame-0f1e2d3c4b5a6978"


def test_a_secret_in_two_pieces_never_reaches_the_file(tmp_path: Path) -> None:
    file = tmp_path / "server.txt"
    error = StandardError(file, Allowance(), Redactor([SECRET]))
    for piece in ("it is ", SECRET[:9], SECRET[9:], ", as told\n", SECRET[:12]):
        os.write(error.far, piece.encode())
        error._read()
        assert SECRET[:8] not in file.read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == f"it is {HIDDEN}, as told\n"
    error.close()
    assert file.read_text(encoding="utf-8") == f"it is {HIDDEN}, as told\n{HIDDEN}"
    assert error.last_lines(2) == f"it is {HIDDEN}, as told\n{HIDDEN}"

"""What a server left behind, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strays:
    """Processes that a server left, which had to be ended.

    Attributes:
        count: how many they were.
        names: the names of the first of them, in plain characters.
    """

    count: int = 0
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How many, and the names in brackets: `2 processes (sleep, python)`."""
        more = f" and {self.count - len(self.names)} more" if self.count > len(self.names) else ""
        many = "1 process" if self.count == 1 else f"{self.count} processes"
        return f"{many} ({', '.join(self.names)}{more})"

"""What is measured of an orchestrator, and what it is compared to: the performance benchmarks' side of the driver."""

from acceptance.bench.activities import Activity
from acceptance.bench.bench import FIGURES, Bench, Subject

__all__ = ["FIGURES", "Activity", "Bench", "Subject"]

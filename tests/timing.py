"""CPU time of a piece of work: what else the machine does must not count, and the least of three tells best what the work costs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Least CPU time of several runs of some work, garbage of others collected before each."""
    found = []
    for _ in range(times):
        gc.collect()
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)

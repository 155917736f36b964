"""Interrupts from the keyboard that are not lost.

Python raises `KeyboardInterrupt` wherever the program happens to be. In a destructor (`__del__`) it can only print "Exception ignored"
and go on, so that a run would not end. Here such an interrupt waits until the document at hand is written.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heeded() -> Iterator[Callable[[], None]]:
    """While it lasts no interrupt is lost; gives a function that raises the one that waits, to be called between documents.

    Does nothing outside the main thread, or where somebody else listens to interrupts.
    """
    waiting = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal waiting
        while frame is not None:
            if frame.f_code.co_name == "__del__":
                waiting = True
                return
            frame = frame.f_back
        raise KeyboardInterrupt

    def heed() -> None:
        nonlocal waiting
        if waiting:
            waiting = False
            raise KeyboardInterrupt

    ours = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, hear)
    try:
        yield heed
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

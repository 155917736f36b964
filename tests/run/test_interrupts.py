"""An interrupt that falls into a destructor waits for its turn; any other comes at once."""

import os
import signal
import threading

import pytest

from onrecord.run.interrupts import heeded


@pytest.fixture(autouse=True)
def listening():
    """What a shell starts in its background is deaf to interrupts; these tests hear them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Interrupted:
    """Gets an interrupt while it is let go."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        sum(range(10))  # somewhere for the interrupt to come up


def test_an_interrupt_in_a_destructor_waits():
    with heeded() as heed:
        thing = Interrupted()
        del thing
        with pytest.raises(KeyboardInterrupt):
            heed()
        heed()  # told once


def test_any_other_interrupt_comes_at_once():
    with pytest.raises(KeyboardInterrupt), heeded():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_nothing_changes_in_another_thread_or_for_another_listener():
    found = []

    def elsewhere() -> None:
        with heeded() as heed:
            heed()
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with heeded():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)

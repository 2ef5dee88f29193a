"""No notebook keeps its reader for ever, or takes all of its memory."""

import contextlib
import os
import resource
import signal
import threading

import pytest

from nbjudge.errors import Unreadable
from nbjudge.repair.bounded import bounded, killed_after


def spin() -> None:
    while True:
        pass


def spin_on() -> None:
    """As a library does that takes the first interruption for a failure of its own."""
    with contextlib.suppress(Unreadable):
        spin()
    spin()


def test_who_computes_too_long_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught, bounded(seconds=0.05):
        spin()
    assert caught.value.reason == "too_long"


def test_a_library_that_swallows_the_end_is_told_again() -> None:
    with pytest.raises(Unreadable), bounded(seconds=0.05):
        spin_on()


def test_who_takes_too_much_memory_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught, bounded(memory=64 << 20):
        bytearray(256 << 20)
    assert caught.value.reason == "too_large"


def test_who_nests_too_deep_is_unreadable() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(Unreadable) as caught, bounded():
        deeper()
    assert caught.value.reason == "too_deep"


def test_everything_is_as_before_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGPROF)
    with bounded(), killed_after():
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] > 0
    after = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGPROF)
    assert after == before
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_another_thread_reads_too() -> None:
    read: list[int] = []

    def reading() -> None:
        with bounded():
            read.append(1)

    thread = threading.Thread(target=reading)
    thread.start()
    thread.join()
    assert read


def test_a_worker_that_hears_nothing_is_killed() -> None:
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGPROF, signal.SIG_IGN)
        with killed_after(0.05):
            spin()
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGVTALRM

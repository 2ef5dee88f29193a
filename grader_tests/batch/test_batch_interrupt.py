"""Ctrl-C comes between two steps: what is held back from it is whole."""

import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from nbjudge.batch.interrupt import held_back, no_longer


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, even where the test run itself was started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(done: list[str], what: str) -> None:
    with held_back():
        signal.raise_signal(signal.SIGINT)
        done.append(what)


def test_a_block_is_ended_before_ctrl_c_is_heard() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(done, "the rest")
    assert done == ["the rest"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_block_within_a_block_lets_the_outer_one_end_too() -> None:
    done: list[str] = []

    def nested() -> None:
        with held_back():
            with suppress(KeyboardInterrupt):
                interrupted(done, "inner")
            interrupted(done, "also inner")

    with pytest.raises(KeyboardInterrupt):
        nested()
    assert done == ["inner", "also inner"]


def fail() -> None:
    with held_back():
        signal.raise_signal(signal.SIGINT)
        raise ValueError("full")


def test_a_block_that_fails_says_so_in_the_first_place() -> None:
    with pytest.raises(ValueError, match="full"):
        fail()


def test_who_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    no_longer()
    with held_back():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN

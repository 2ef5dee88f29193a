"""Messages over a socket arrive whole, or not at all."""

import os
import signal
import socket
import threading
import tracemalloc

import pytest

from nbjudge.codec import Channel, MessageLimits
from nbjudge.errors import BadMessage, Closed


@pytest.fixture
def ends():
    one, other = socket.socketpair()
    yield Channel(one), Channel(other), one, other
    one.close()
    other.close()


def test_messages_arrive_in_order_and_whole(ends):
    near, far, *_ = ends
    messages = [b"", b"x", os.urandom(3_000_000), b"y" * 70_000]
    sender = threading.Thread(target=lambda: [near.send(message) for message in messages])
    sender.start()
    assert [far.recv() for _ in messages] == messages
    sender.join()


def test_the_end_of_the_other_side_is_closed(ends):
    near, far, *_ = ends
    near.close()
    near.close()
    with pytest.raises(Closed):
        far.recv()
    with pytest.raises(Closed):
        far.send(b"x")


@pytest.mark.parametrize("begun", [b"\1", b"\5\0\0\0\0\0\0\0", b"\5\0\0\0\0\0\0\0abcd"])
def test_a_message_that_breaks_off_is_closed(ends, begun):
    _, far, socket_near, _ = ends
    socket_near.sendall(begun)
    socket_near.close()
    with pytest.raises(Closed, match="early"):
        far.recv()


@pytest.mark.parametrize("length", [b"\xff" * 8, b"\1\0\0\x10\0\0\0\0"])
def test_an_absurd_length_is_refused(ends, length):
    _, far, socket_near, _ = ends
    socket_near.sendall(length)
    with pytest.raises(BadMessage, match="announced"):
        far.recv()


def test_the_limit_is_that_of_the_channel():
    one, other = socket.socketpair()
    with one, other:
        Channel(one).send(b"12345")
        with pytest.raises(BadMessage):
            Channel(other, MessageLimits(max_bytes=4)).recv()


def test_memory_grows_with_what_arrives_not_with_what_is_announced(ends):
    _, far, socket_near, _ = ends
    socket_near.sendall((200 << 20).to_bytes(8, "little") + b"only this")
    socket_near.close()
    tracemalloc.start()
    try:
        with pytest.raises(Closed):
            far.recv()
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_signals_do_not_disturb(ends):
    near, far, *_ = ends
    message = os.urandom(30_000_000)
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    sender = threading.Thread(target=near.send, args=(message,))
    try:
        sender.start()
        assert far.recv() == message
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sender.join()


def test_it_can_be_waited_for(ends):
    near, far, *_ = ends
    assert not near.is_waiting(0)
    far.send(b"one")
    far.send(b"two")
    assert near.is_waiting(None)
    assert near.recv() == b"one"
    assert near.is_waiting(0)
    assert near.recv() == b"two"
    assert not near.is_waiting(0)


def test_the_other_ends_close_can_be_waited_for(ends):
    near, far, *_ = ends
    far.close()
    assert near.is_waiting(None)

"""Messages over a socket: eight bytes of length, then the message."""

import select
import socket
import struct

from nbjudge.codec.limits import DEFAULT_LIMITS, MessageLimits
from nbjudge.errors import BadMessage, Closed

_LENGTH = struct.Struct("<Q")
_SMALL = 1 << 16  # messages up to this length are joined to their length, to be sent at one go
_PIECE = 1 << 20  # received at a time: memory grows with what arrives, not with what is announced


class Channel:
    """One end of a connected stream socket, which it owns.

    Blocks like the socket. A reader that an exception interrupts while it waits (a signal's, say)
    may go on reading later. One in the middle of sending leaves the two ends out of step: close the
    channel then.
    """

    def __init__(self, connected: socket.socket, limits: MessageLimits = DEFAULT_LIMITS) -> None:
        self._socket = connected
        self._limits = limits
        self._received = b""  # ahead: what follows a length mostly came with it
        self._announced: int | None = None

    def send(self, message: bytes) -> None:
        """Send one message. Raises Closed if the other end is gone."""
        length = _LENGTH.pack(len(message))
        try:  # sendall goes on after partial sends and signals
            if len(message) <= _SMALL:
                self._socket.sendall(length + message)
            else:
                self._socket.sendall(length)
                self._socket.sendall(message)
        except (BrokenPipeError, ConnectionError) as error:
            raise Closed("the other side closed the connection") from error

    def recv(self) -> bytes:
        """The next message. Raises Closed at the end, BadMessage for a length beyond the limits."""
        if self._announced is None:
            (self._announced,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if self._announced > self._limits.max_bytes:
            raise BadMessage(f"a message announced with {self._announced} bytes")
        message = self._exactly(self._announced)
        self._announced = None
        return message

    def _exactly(self, length: int) -> bytes:
        if len(self._received) >= length:
            received = self._received
        else:
            pieces = [self._received]
            try:
                self._gather(pieces, length - len(self._received))
            finally:
                received = self._received = b"".join(pieces)
        self._received = received[length:]
        return received[:length]

    def _gather(self, pieces: list[bytes], missing: int) -> None:
        while missing > 0:
            try:
                piece = self._socket.recv(min(max(missing, _SMALL), _PIECE))
            except ConnectionError as error:
                raise Closed("the other side closed the connection") from error
            if not piece:
                raise Closed(f"the other side closed the connection, {missing} bytes early")
            pieces.append(piece)
            missing -= len(piece)

    def is_waiting(self, timeout: float | None) -> bool:
        """Whether within so many seconds there is something to receive, be it only the end."""
        return bool(self._received or select.select([self._socket], [], [], timeout)[0])

    def close(self) -> None:
        """Close the socket. Closing twice does no harm."""
        self._socket.close()

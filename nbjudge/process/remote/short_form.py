"""The short form of a message: a call of numbers and short texts, or such an answer.

Most messages are of this kind, and a test may call a student's function ten thousand times. They
need none of what the codec does for the others: nothing is shared, nested, large or live.
"""

from typing import Any

import msgpack

from nbjudge.errors import BadMessage

MARK = b"\xff"
"""How a short form begins, and no message of the codec (`tags.VERSION`)."""

LONGEST = 4096
MOST_VALUES = 64
LONGEST_TEXT = 64
PLAIN = frozenset({type(None), bool, int, float})


def is_one(part: bytes) -> bool:
    return part[:1] == MARK


def encoded(kind: str, number: int, payload: Any) -> bytes | None:
    """A message in its short form, or None if it has none."""
    if kind == "answer":
        values = (number, payload)
    elif kind == "operate" and not payload[3] and len(payload[2]) < MOST_VALUES:
        values = (number, payload[0], payload[1], *payload[2])
    else:
        return None
    for value in values:
        if type(value) not in PLAIN and not (type(value) is str and len(value) <= LONGEST_TEXT):
            return None
    try:
        packed: bytes = msgpack.packb(values, unicode_errors="surrogatepass")
    except (OverflowError, ValueError):  # an integer of more than 64 bits
        return None
    return MARK + packed


def decoded(part: bytes) -> tuple[str, int, Any]:
    """Its kind, number and what it is about. Raises BadMessage for anything else."""
    if len(part) > LONGEST:
        raise BadMessage(f"a short form of {len(part)} bytes")
    try:
        values = msgpack.unpackb(
            part[1:],
            raw=False,
            use_list=False,
            unicode_errors="surrogatepass",
            max_array_len=MOST_VALUES + 3,
            max_map_len=0,
            max_bin_len=0,
            max_ext_len=0,
        )
    except (ValueError, TypeError, msgpack.exceptions.UnpackException) as error:
        raise BadMessage(f"{type(error).__name__}: {error!s:.200}") from error
    if type(values) is not tuple or any(
        type(v) is not str and type(v) not in PLAIN for v in values
    ):
        raise BadMessage("a short form of more than numbers and texts")
    match values:
        case (int(number), value):
            return "answer", number, value
        case (int(number), int(target), str(operation), *arguments):
            return "operate", number, (target, operation, tuple(arguments), {})
    raise BadMessage("a short form of nothing")

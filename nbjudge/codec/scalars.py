"""Numbers, texts, long bytes and small constants.

Each is read through an unbound method of its base class, so that a subclass has no say.
"""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from uuid import UUID

import numpy as np

from nbjudge.codec import tags
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import INTEGER, VALUE, Field, constant, record, typed
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

# --- numbers


def _encode_int(encoder: Encoder, value: int) -> Node:
    plain = int.__int__(value)
    if -(2**63) <= plain < 2**64:
        return plain
    size = plain.bit_length() // 8 + 1
    if size > encoder.limits.max_int_bytes:
        raise CannotCross(f"is too large to cross: an integer of {size:,} bytes")
    return [tags.INTEGER, plain.to_bytes(size, "little", signed=True)]


@typed(bytes)
def _large_integer(decoder: Decoder, content: bytes) -> int:
    if len(content) > decoder.limits.max_int_bytes:
        raise BadMessage(f"an integer of {len(content)} bytes")
    return int.from_bytes(content, "little", signed=True)


register(tags.INTEGER, int, encode=_encode_int, decode=_large_integer, inherited=True)
register(None, float, encode=lambda _, value: float.__float__(value), inherited=True)
record(
    tags.COMPLEX,
    complex,
    fields=(float, float),
    take=lambda value: [(plain := complex.__complex__(value)).real, plain.imag],
    make=complex,
    inherited=True,
)

#: The numbers as str() of a Decimal writes them, with all signs, zeros and payloads.
_DECIMAL = re.compile(r"(-?)(?:Infinity|s?NaN(\d*)|(\d+)(?:\.(\d+))?(?:E([+-]\d{1,9}))?)", re.ASCII)


def _is_modest(text: str, max_digits: int) -> bool:
    """Whether this is a Decimal whose conversion to an int would stay within bounds."""
    found = _DECIMAL.fullmatch(text)
    if not found:
        return False
    exponent = int(found[5] or 0)
    return len(text) <= max_digits and abs(exponent) <= max_digits


def _encode_digits(encoder: Encoder, text: str) -> str:
    if not _is_modest(text, encoder.limits.max_digits):
        raise CannotCross(f"is a Decimal of more than {encoder.limits.max_digits:,} digits")
    return text


def _digits(decoder: Decoder, text: Node) -> str:
    if type(text) is not str or not _is_modest(text, decoder.limits.max_digits):
        raise BadMessage(f"the decimal {text!r:.80}")
    return text


record(
    tags.DECIMAL,
    Decimal,
    fields=(Field(_encode_digits, _digits),),
    take=lambda value: [Decimal.__str__(value)],
    make=Decimal,
    inherited=True,
)


def _encode_term(encoder: Encoder, term: Any) -> Node:
    if isinstance(term, np.integer):  # Fraction takes them and keeps them
        term = int(term)
    if type(term) is not int:
        raise CannotCross("is a Fraction of something other than integers")
    if term.bit_length() > 8 * encoder.limits.max_ratio_bytes:
        raise CannotCross(f"is a Fraction of more than {encoder.limits.max_ratio_bytes} bytes")
    return term


def _term(decoder: Decoder, node: Node) -> int:
    term: int = INTEGER.decode(decoder, node)
    if term.bit_length() > 8 * decoder.limits.max_ratio_bytes:
        raise BadMessage("a fraction of large numbers")
    return term


# The getters of Fraction's slots: its public properties could be overridden.
_numerator = Fraction.__dict__["_numerator"].__get__
_denominator = Fraction.__dict__["_denominator"].__get__

record(
    tags.FRACTION,
    Fraction,
    fields=(Field(_encode_term, _term),) * 2,
    take=lambda value: [_numerator(value), _denominator(value)],
    make=Fraction,  # denominator 0 is an error of its own
    inherited=True,
)
record(
    tags.RANGE,
    range,
    fields=(INTEGER,) * 3,
    take=lambda value: [int(value.start), int(value.stop), int(value.step)],
    make=range,
)
record(
    tags.SLICE,
    slice,
    fields=(VALUE,) * 3,
    take=lambda value: [value.start, value.stop, value.step],
    make=slice,
)

# --- texts and bytes

_LONG_BYTES = 1 << 16


def _encode_bytes(encoder: Encoder, value: bytes) -> Node:
    plain = bytes.__bytes__(value)
    return plain if len(plain) < _LONG_BYTES else [tags.BYTES, encoder.buffer(plain)]


@typed(int)
def _bytes(decoder: Decoder, length: int) -> bytes:
    return bytes(decoder.buffer(length))


register(None, str, encode=lambda _, value: str.__str__(value), inherited=True)
register(tags.BYTES, bytes, encode=_encode_bytes, decode=_bytes, inherited=True)
record(
    tags.UUID,
    UUID,
    fields=(bytes,),
    take=lambda value: [value.bytes],
    make=lambda content: UUID(bytes=content),
)

_PATHS = {"posix": PurePosixPath, "windows": PureWindowsPath}

record(
    tags.PATH,
    *_PATHS.values(),
    fields=(str, str),
    take=lambda path: ["posix" if type(path) is PurePosixPath else "windows", str(path)],
    make=lambda kind, text: _PATHS[kind](text),
)

constant(tags.NOT_IMPLEMENTED, NotImplemented)
constant(tags.ELLIPSIS, Ellipsis)

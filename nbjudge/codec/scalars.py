"""Numbers, long bytes and small constants."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from nbjudge.codec import tags
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "FORMS", "encode_large_integer"]

_LONG_BYTES = 1 << 16
_PATHS = {"posix": PurePosixPath, "windows": PureWindowsPath}
#: The numbers as str() of a Decimal writes them, with all signs, zeros and payloads.
_DECIMAL = re.compile(r"(-?)(?:Infinity|s?NaN(\d*)|(\d+)(?:\.(\d+))?(?:E([+-]\d{1,9}))?)", re.ASCII)

# The getters of Fraction's slots: its public properties could be overridden.
_numerator = Fraction.__dict__["_numerator"].__get__
_denominator = Fraction.__dict__["_denominator"].__get__


# --- encoding: each through an unbound method of the base, so that a subclass has no say


def _encode_int(encoder: Encoder, value: int) -> Node:
    return int.__int__(value)  # of a subclass: exact ints are native


def _encode_float(encoder: Encoder, value: float) -> Node:
    return float.__float__(value)


def _encode_text(encoder: Encoder, value: str) -> Node:
    return str.__str__(value)


def encode_large_integer(encoder: Encoder, value: int) -> list[Node]:
    size = int.bit_length(value) // 8 + 1
    if size > encoder.limits.max_int_bytes:
        raise CannotCross(f"is too large to cross: an integer of {size:,} bytes")
    encoder.count(2)
    return [tags.INTEGER, int.to_bytes(value, size, "little", signed=True)]


def _encode_complex(encoder: Encoder, value: complex) -> list[Node]:
    plain = complex.__complex__(value)
    return [tags.COMPLEX, plain.real, plain.imag]


def _encode_bytes(encoder: Encoder, value: bytes) -> Node:
    plain = bytes.__bytes__(value)
    return plain if len(plain) < _LONG_BYTES else [tags.BYTES, encoder.bulk(plain)]


def _encode_decimal(encoder: Encoder, value: Decimal) -> list[Node]:
    text = Decimal.__str__(value)
    if not _is_modest(text, encoder.limits.max_digits):
        raise CannotCross(f"is a Decimal of more than {encoder.limits.max_digits:,} digits")
    return [tags.DECIMAL, text]


def _encode_fraction(encoder: Encoder, value: Fraction) -> list[Node]:
    parts = [_numerator(value), _denominator(value)]
    if not all(type(part) is int for part in parts):  # numpy's integers can get in there
        raise CannotCross("is a Fraction of something other than integers")
    if max(part.bit_length() for part in parts) > 8 * encoder.limits.max_ratio_bytes:
        raise CannotCross(f"is a Fraction of more than {encoder.limits.max_ratio_bytes} bytes")
    return [tags.FRACTION, *parts]


def _encode_range(encoder: Encoder, value: range) -> list[Node]:
    return [tags.RANGE, int(value.start), int(value.stop), int(value.step)]


def _encode_slice(encoder: Encoder, value: slice) -> list[Node]:
    return [tags.SLICE, *encoder.values([value.start, value.stop, value.step])]


def _encode_path(encoder: Encoder, value: PurePosixPath | PureWindowsPath) -> list[Node]:
    return [tags.PATH, "posix" if type(value) is PurePosixPath else "windows", str(value)]


FORMS: Forms = {
    int: Form(_encode_int),
    float: Form(_encode_float),
    str: Form(_encode_text),
    bytes: Form(_encode_bytes),
    complex: Form(_encode_complex),
    Decimal: Form(_encode_decimal),
    Fraction: Form(_encode_fraction),
    range: Form(_encode_range),
    slice: Form(_encode_slice),
    uuid.UUID: Form(lambda _, value: [tags.UUID, value.bytes], inherited=False),
    PurePosixPath: Form(_encode_path, inherited=False),
    PureWindowsPath: Form(_encode_path, inherited=False),
    type(NotImplemented): Form(lambda *_: [tags.NOT_IMPLEMENTED]),
    type(Ellipsis): Form(lambda *_: [tags.ELLIPSIS]),
}


# --- decoding


def _integer(decoder: Decoder, node: list[Node]) -> int:
    (content,) = fields(node, bytes)
    if len(content) > decoder.limits.max_int_bytes:
        raise BadMessage(f"an integer of {len(content)} bytes")
    return int.from_bytes(content, "little", signed=True)


def _complex(decoder: Decoder, node: list[Node]) -> complex:
    return complex(*fields(node, float, float))


def _bytes(decoder: Decoder, node: list[Node]) -> bytes:
    return bytes(decoder.bulk(*fields(node, int)))


def _decimal(decoder: Decoder, node: list[Node]) -> Decimal:
    (text,) = fields(node, str)
    if not _is_modest(text, decoder.limits.max_digits):
        raise BadMessage(f"the decimal {text!r:.80}")
    return Decimal(text)


def _is_modest(text: str, max_digits: int) -> bool:
    """Whether this is a Decimal whose conversion to an int would stay within bounds."""
    found = _DECIMAL.fullmatch(text)
    if not found:
        return False
    exponent = int(found[5] or 0)
    return len(text) <= max_digits and abs(exponent) <= max_digits


def _fraction(decoder: Decoder, node: list[Node]) -> Fraction:
    parts = [decoder.integer(part) for part in fields(node, object, object)]
    if max(part.bit_length() for part in parts) > 8 * decoder.limits.max_ratio_bytes:
        raise BadMessage("a fraction of large numbers")
    return Fraction(*parts)  # denominator 0 is an error of its own


def _range(decoder: Decoder, node: list[Node]) -> range:
    return range(*[decoder.integer(part) for part in fields(node, object, object, object)])


def _slice(decoder: Decoder, node: list[Node]) -> slice:
    return slice(*decoder.values(fields(node, object, object, object)))


def _uuid(decoder: Decoder, node: list[Node]) -> uuid.UUID:
    return uuid.UUID(bytes=fields(node, bytes)[0])


def _path(decoder: Decoder, node: list[Node]) -> Any:
    kind, text = fields(node, str, str)
    return _PATHS[kind](text)


def _constant(value: Any) -> Any:
    return lambda _, node: fields(node) or value


BUILDERS: Builders = {
    tags.INTEGER: _integer,
    tags.COMPLEX: _complex,
    tags.BYTES: _bytes,
    tags.DECIMAL: _decimal,
    tags.FRACTION: _fraction,
    tags.RANGE: _range,
    tags.SLICE: _slice,
    tags.UUID: _uuid,
    tags.PATH: _path,
    tags.NOT_IMPLEMENTED: _constant(NotImplemented),
    tags.ELLIPSIS: _constant(Ellipsis),
}

"""What a cell of a table may be that numpy does not know, and the dtypes of pandas.

This family and those of columns and tables are imported when a value or a message needs pandas.
"""

import re
from typing import Any

import numpy as np
import pandas as pd

from nbjudge.codec import tags
from nbjudge.codec.arrow import arrow_name, arrow_type
from nbjudge.codec.datetimes import zone_key
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import VALUE, Field, as_it_is, constant, optional, record
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

# --- fields

UNITS = ("s", "ms", "us", "ns")
_SIDES = ("left", "right", "both", "neither")
_FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,6}(-[A-Z]{3})?", re.ASCII)
_OFFSET = re.compile(r"UTC|UTC[+-]\d\d:\d\d", re.ASCII)


def _unit(decoder: Decoder, text: Node) -> Any:
    if text not in UNITS:
        raise BadMessage(f"the unit {text!r:.80}")
    return text


def _side(decoder: Decoder, text: Node) -> Any:
    if text not in _SIDES:
        raise BadMessage(f"an interval closed {text!r:.80}")
    return text


def _encode_zone(encoder: Encoder, tz: Any) -> str:
    # By its name, as pandas looks it up itself: whether as pytz or as zoneinfo depends on it.
    text = str(tz)
    try:
        return text if _OFFSET.fullmatch(text) else zone_key(text)
    except BadMessage:
        raise CannotCross(f"has the time zone {text:.80}, which cannot cross") from None


def _zone(decoder: Decoder, text: Node) -> str:
    return text if type(text) is str and _OFFSET.fullmatch(text) else zone_key(text)


def _encode_frequency(encoder: Encoder, name: str) -> str:
    if not _FREQUENCY.fullmatch(name):
        raise CannotCross(f"has the frequency {name:.80}, which cannot cross")
    return name


def _frequency(decoder: Decoder, text: Node) -> str:
    if type(text) is not str or not _FREQUENCY.fullmatch(text):
        raise BadMessage(f"the frequency {text!r:.80}")
    return text


def simple_frequency(offset: Any) -> str | None:
    """A frequency by its name; None if it is not as simple as that."""
    name = getattr(offset, "freqstr", "")
    return name if type(name) is str and _FREQUENCY.fullmatch(name) else None


def _axis(decoder: Decoder, node: Node) -> Any:
    index = decoder.value(node)
    if not isinstance(index, pd.Index):
        raise BadMessage("something else where an Index belongs")
    return index


_UNIT = Field(as_it_is, _unit)
SIDE = Field(as_it_is, _side)
ZONE = Field(_encode_zone, _zone)
FREQUENCY = Field(_encode_frequency, _frequency)
AXIS = Field(Encoder.value, _axis)

# --- values


def in_zone(times: Any, zone: str | None) -> Any:
    """A Timestamp or DatetimeIndex without a time zone, which is UTC, in that zone if any."""
    return times if zone is None else times.tz_localize("UTC").tz_convert(zone)


record(
    tags.TIMESTAMP,
    pd.Timestamp,
    fields=(int, _UNIT, optional(ZONE)),
    take=lambda value: [int(value.asm8.view("i8")), value.unit, value.tz],
    make=lambda count, unit, zone: in_zone(pd.Timestamp(np.datetime64(count, unit)), zone),
)
record(
    tags.TIMEDELTA_NS,
    pd.Timedelta,
    fields=(int, _UNIT),
    take=lambda value: [int(value.asm8.view("i8")), value.unit],
    make=lambda count, unit: pd.Timedelta(np.timedelta64(count, unit)),
)
record(
    tags.PERIOD,
    pd.Period,
    fields=(int, FREQUENCY),
    take=lambda value: [int(value.ordinal), value.freqstr],
    make=lambda ordinal, frequency: pd.Period(ordinal=ordinal, freq=frequency),
)
record(
    tags.INTERVAL,
    pd.Interval,
    fields=(VALUE, VALUE, SIDE),
    take=lambda value: [value.left, value.right, value.closed],
    make=pd.Interval,
)
constant(tags.NOT_A_TIME, pd.NaT)
constant(tags.NOT_AVAILABLE, pd.NA)

# --- dtypes

_NULLABLE = frozenset(
    ["boolean", "Float32", "Float64", *(f"{u}Int{n}" for u in ("", "U") for n in (8, 16, 32, 64))]
)


def missing_is_nan(dtype: Any) -> bool:
    # pandas before 2.3 has one string dtype for pd.NA, and "pyarrow_numpy" for nan.
    return isinstance(getattr(dtype, "na_value", None), float)


def string_dtype(storage: Any, nan: Any) -> Any:
    if storage not in ("python", "pyarrow", "pyarrow_numpy") or type(nan) is not bool:
        raise BadMessage("a string dtype that is none")
    if nan and storage != "pyarrow_numpy":
        return pd.StringDtype(storage, na_value=np.nan)
    return pd.StringDtype(storage)


def _encode_dtype(encoder: Encoder, dtype: Any) -> list[Node]:
    parameters: list[Any]
    match dtype:
        case pd.StringDtype():
            parameters = ["string", dtype.storage, missing_is_nan(dtype)]
        case pd.CategoricalDtype():
            parameters = ["category", encoder.value(dtype.categories), dtype.ordered]
        case pd.DatetimeTZDtype():
            parameters = ["zoned", dtype.unit, _encode_zone(encoder, dtype.tz)]
        case pd.PeriodDtype():
            parameters = ["period", _encode_frequency(encoder, dtype.name[len("period[") : -1])]
        case pd.IntervalDtype():
            parameters = ["interval", encoder.value(dtype.subtype), dtype.closed]
        case pd.ArrowDtype():
            parameters = ["arrow", arrow_name(dtype)]
        case _:
            parameters = ["nullable", dtype.name]
    return [tags.PANDAS_DTYPE, *parameters]


def _dtype(decoder: Decoder, fields: list[Node]) -> Any:
    match fields:
        case ["nullable", str(name)] if name in _NULLABLE:
            return pd.api.types.pandas_dtype(name)
        case ["arrow", kind]:
            return pd.ArrowDtype(arrow_type(kind))
        case ["string", storage, nan]:
            return string_dtype(storage, nan)
        case ["category", None, ordered] if ordered is None or type(ordered) is bool:
            return pd.CategoricalDtype(None, ordered)
        case ["category", categories, bool(ordered)]:
            return pd.CategoricalDtype(_axis(decoder, categories), ordered)
        case ["zoned", unit, tz]:
            return pd.DatetimeTZDtype(_unit(decoder, unit), _zone(decoder, tz))
        case ["period", name]:
            return pd.PeriodDtype(_frequency(decoder, name))
        case ["interval", subtype, closed]:
            closed = None if closed is None else _side(decoder, closed)
            return pd.IntervalDtype(decoder.value(subtype), closed)
    raise BadMessage("a dtype of pandas that is none")


register(
    tags.PANDAS_DTYPE,
    pd.StringDtype,
    pd.CategoricalDtype,
    pd.DatetimeTZDtype,
    pd.PeriodDtype,
    pd.IntervalDtype,
    pd.ArrowDtype,
    *(type(pd.api.types.pandas_dtype(name)) for name in _NULLABLE),
    encode=_encode_dtype,
    decode=_dtype,
)

"""What a cell of a table may be that numpy does not know, and the dtypes of pandas.

pandas is imported when a value or a message needs it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from nbjudge.codec import tags
from nbjudge.codec.datetimes import zone_key
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = [
    "BUILDERS",
    "UNITS",
    "axis",
    "closed_side",
    "forms",
    "frequency",
    "frequency_name",
    "missing_is_nan",
    "pandas",
    "period_name",
    "string_dtype",
    "zone",
    "zone_name",
]

UNITS = ("s", "ms", "us", "ns")

_FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,6}(-[A-Z]{3})?", re.ASCII)
_OFFSET = re.compile(r"UTC|UTC[+-]\d\d:\d\d", re.ASCII)
_NULLABLE = frozenset(
    ["boolean", "Float32", "Float64", *(f"{u}Int{n}" for u in ("", "U") for n in (8, 16, 32, 64))]
)
_CLOSED = ("left", "right", "both", "neither")


def pandas() -> Any:
    """The module, which this process may not have needed before."""
    import pandas

    return pandas


# --- encoding


def _encode_timestamp(encoder: Encoder, value: Any) -> list[Node]:
    return [tags.TIMESTAMP, int(value.asm8.view("i8")), value.unit, zone_name(value.tz)]


def _encode_timedelta(encoder: Encoder, value: Any) -> list[Node]:
    return [tags.TIMEDELTA_NS, int(value.asm8.view("i8")), value.unit]


def _encode_period(encoder: Encoder, value: Any) -> list[Node]:
    return [tags.PERIOD, int(value.ordinal), period_name(value.freqstr)]


def _encode_interval(encoder: Encoder, value: Any) -> list[Node]:
    return [tags.INTERVAL, *encoder.values([value.left, value.right]), value.closed]


def _encode_dtype(encoder: Encoder, dtype: Any) -> list[Node]:
    pd = pandas()
    parameters: list[Any]
    match dtype:
        case pd.StringDtype():
            parameters = ["string", dtype.storage, missing_is_nan(dtype)]
        case pd.CategoricalDtype():
            parameters = ["category", encoder.value(dtype.categories), dtype.ordered]
        case pd.DatetimeTZDtype():
            parameters = ["zoned", dtype.unit, zone_name(dtype.tz)]
        case pd.PeriodDtype():
            parameters = ["period", period_name(dtype.name[len("period[") : -1])]
        case pd.IntervalDtype():
            parameters = ["interval", encoder.value(dtype.subtype), dtype.closed]
        case _:
            parameters = ["nullable", dtype.name]
    return [tags.PANDAS_DTYPE, *parameters]


def missing_is_nan(dtype: Any) -> bool:
    # pandas before 2.3 has one string dtype for pd.NA, and "pyarrow_numpy" for nan.
    return isinstance(getattr(dtype, "na_value", None), float)


def zone_name(tz: Any) -> str | None:
    """By its name, as pandas looks it up itself: whether as pytz or as zoneinfo depends on it."""
    if tz is None:
        return None
    text = str(tz)
    try:
        return text if _OFFSET.fullmatch(text) else zone_key(text)
    except BadMessage:
        raise CannotCross(f"has the time zone {text:.80}, which cannot cross") from None


def period_name(name: str) -> str:
    if not _FREQUENCY.fullmatch(name):
        raise CannotCross(f"has the frequency {name:.80}, which cannot cross")
    return name


def frequency_name(offset: Any) -> str | None:
    """A frequency by its name; None if it is not as simple as that."""
    name = getattr(offset, "freqstr", "")
    return name if type(name) is str and _FREQUENCY.fullmatch(name) else None


def forms() -> Forms:
    pd = pandas()
    dtypes = [pd.StringDtype, pd.CategoricalDtype, pd.DatetimeTZDtype, pd.PeriodDtype]
    dtypes += [pd.IntervalDtype, *(type(pd.api.types.pandas_dtype(name)) for name in _NULLABLE)]
    return {
        **{cls: Form(_encode_dtype, inherited=False) for cls in dtypes},
        pd.Timestamp: Form(_encode_timestamp, inherited=False),
        pd.Timedelta: Form(_encode_timedelta, inherited=False),
        pd.Period: Form(_encode_period, inherited=False),
        pd.Interval: Form(_encode_interval, inherited=False),
        type(pd.NaT): Form(lambda *_: [tags.NOT_A_TIME], inherited=False),
        type(pd.NA): Form(lambda *_: [tags.NOT_AVAILABLE], inherited=False),
    }


# --- decoding


def _timestamp(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    count, unit, tz = fields(node, int, str, object)
    moment = pd.Timestamp(np.datetime64(count, _unit(unit)))
    return moment if tz is None else moment.tz_localize("UTC").tz_convert(zone(tz))


def _timedelta(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    count, unit = fields(node, int, str)
    return pd.Timedelta(np.timedelta64(count, _unit(unit)))


def _period(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    ordinal, name = fields(node, int, str)
    return pd.Period(ordinal=ordinal, freq=frequency(name))


def _interval(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    left, right, closed = fields(node, object, object, str)
    return pd.Interval(*decoder.values([left, right]), closed=closed_side(closed))


def _not_a_time(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    return fields(node) or pd.NaT


def _not_available(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    return fields(node) or pd.NA


def _dtype(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    match node[1:]:
        case ["nullable", str(name)] if name in _NULLABLE:
            return pd.api.types.pandas_dtype(name)
        case ["string", storage, nan]:
            return string_dtype(storage, nan)
        case ["category", None, ordered] if ordered is None or type(ordered) is bool:
            return pd.CategoricalDtype(None, ordered)
        case ["category", categories, bool(ordered)]:
            return pd.CategoricalDtype(axis(decoder, categories), ordered)
        case ["zoned", unit, tz]:
            return pd.DatetimeTZDtype(_unit(unit), zone(tz))
        case ["period", name]:
            return pd.PeriodDtype(frequency(name))
        case ["interval", subtype, closed]:
            return pd.IntervalDtype(decoder.value(subtype), closed_side(closed))
    raise BadMessage("a dtype of pandas that is none")


def string_dtype(storage: Any, nan: Any) -> Any:
    pd = pandas()
    if storage not in ("python", "pyarrow", "pyarrow_numpy") or type(nan) is not bool:
        raise BadMessage("a string dtype that is none")
    if nan and storage != "pyarrow_numpy":
        return pd.StringDtype(storage, na_value=np.nan)
    return pd.StringDtype(storage)


def axis(decoder: Decoder, node: Node) -> Any:
    pd = pandas()
    index = decoder.value(node)
    if not isinstance(index, pd.Index):
        raise BadMessage("something else where an Index belongs")
    return index


def frequency(text: Any) -> str:
    """This text, if it can be a frequency."""
    if type(text) is not str or not _FREQUENCY.fullmatch(text):
        raise BadMessage(f"the frequency {text!r:.80}")
    return text


def zone(text: Any) -> str:
    if type(text) is not str:
        raise BadMessage("a time zone that is no text")
    return text if _OFFSET.fullmatch(text) else zone_key(text)


def _unit(text: Any) -> Any:
    if text not in UNITS:
        raise BadMessage(f"the unit {text!r:.80}")
    return text


def closed_side(text: Any) -> Any:
    if text is not None and text not in _CLOSED:
        raise BadMessage(f"an interval closed {text!r:.80}")
    return text


BUILDERS: Builders = {
    tags.TIMESTAMP: _timestamp,
    tags.TIMEDELTA_NS: _timedelta,
    tags.PERIOD: _period,
    tags.INTERVAL: _interval,
    tags.NOT_A_TIME: _not_a_time,
    tags.NOT_AVAILABLE: _not_available,
    tags.PANDAS_DTYPE: _dtype,
}

"""What pandas keeps in a column: its own kinds of array."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nbjudge.codec import tags
from nbjudge.codec.arrays import PLAIN_ARRAY, encode_array
from nbjudge.codec.cells import (
    UNITS,
    axis,
    closed_side,
    frequency,
    missing_is_nan,
    pandas,
    period_name,
    string_dtype,
    zone,
    zone_name,
)
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields, type_name
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "COLUMN", "encode_column", "forms"]

NUMPY = frozenset({tags.ARRAY, tags.OBJECTS})
COLUMN = tags.COLUMNS | NUMPY


# --- encoding


def encode_column(encoder: Encoder, values: Any) -> list[Node]:
    """The form of a Series' or Index' `.array`, as a part: neither shared nor keyed."""
    encode = _column_encoders().get(type(values))
    if encode is None:
        raise CannotCross(f"holds {type_name(type(values))}, which cannot cross")
    node: list[Node] = encode(encoder, values)
    if node[0] == tags.NUMPY_COLUMN:
        (node,) = node[1:]  # a Series makes no difference between the two
    encoder.count(len(node))
    return node


def _encode_nullable(encoder: Encoder, values: Any) -> list[Node]:
    plain = values.dtype.numpy_dtype
    data = values.to_numpy(dtype=plain, na_value=plain.type(0))
    return [tags.NULLABLE, encode_array(encoder, data), encode_array(encoder, values.isna())]


def _encode_strings(encoder: Encoder, values: Any) -> list[Node]:
    dtype = values.dtype
    items = values.to_numpy(dtype=object, na_value=None).tolist()
    return [tags.STRINGS, dtype.storage, missing_is_nan(dtype), *encoder.values(items)]


def _encode_moments(encoder: Encoder, values: Any) -> list[Node]:
    tz = getattr(values, "tz", None)
    plain = values if tz is None else values.tz_convert("UTC").tz_localize(None)
    array = plain.to_numpy(dtype=f"{plain.dtype.kind}8[{values.unit}]")
    return [tags.MOMENTS, encode_array(encoder, array), zone_name(tz)]


def _encode_periods(encoder: Encoder, values: Any) -> list[Node]:
    return [tags.PERIODS, encode_array(encoder, values.asi8), period_name(values.freqstr)]


def _encode_intervals(encoder: Encoder, values: Any) -> list[Node]:
    return [tags.INTERVALS, *encoder.values([values.left, values.right]), values.closed]


def _encode_categories(encoder: Encoder, values: Any) -> list[Node]:
    codes = encode_array(encoder, np.asarray(values.codes))
    return [tags.CATEGORIES, codes, *encoder.values([values.categories]), bool(values.ordered)]


def _encode_numpy_column(encoder: Encoder, values: Any) -> list[Node]:
    node = encode_array(encoder, values.to_numpy())
    encoder.count(len(node))
    return [tags.NUMPY_COLUMN, node]


@cache
def _column_encoders() -> dict[type, Any]:
    pd = pandas()
    kinds = pd.arrays
    numpy_column = getattr(kinds, "NumpyExtensionArray", None) or kinds.PandasArray
    text_columns = {type(pd.array([], dtype=dtype)) for dtype in _string_dtypes()}
    return {
        numpy_column: _encode_numpy_column,
        kinds.IntegerArray: _encode_nullable,
        kinds.FloatingArray: _encode_nullable,
        kinds.BooleanArray: _encode_nullable,
        kinds.DatetimeArray: _encode_moments,
        kinds.TimedeltaArray: _encode_moments,
        kinds.PeriodArray: _encode_periods,
        kinds.IntervalArray: _encode_intervals,
        pd.Categorical: _encode_categories,
        **dict.fromkeys(text_columns, _encode_strings),
    }


def _string_dtypes() -> list[Any]:
    """The string dtypes that this pandas has, with and without pyarrow."""
    pd = pandas()
    found = []
    for storage in ("python", "pyarrow"):
        for nan in (False, True):
            try:
                found.append(string_dtype(storage, nan))
            except (ImportError, TypeError, ValueError):
                continue
    return [*found, pd.StringDtype()]


def forms() -> Forms:
    return {
        cls: Form(encode, shared=True, inherited=False)
        for cls, encode in _column_encoders().items()
    }


# --- decoding


def _nullable(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    data, mask = [decoder.part(part, PLAIN_ARRAY) for part in fields(node, list, list)]
    kinds = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}
    kind = kinds.get(data.dtype.kind, pd.arrays.IntegerArray)
    if data.ndim != 1 or data.shape != mask.shape:
        raise BadMessage("a mask that does not fit its column")
    return kind(data, mask)


def _strings(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    _, storage, nan, *items = node
    if not all(type(item) is str or item is None for item in items):
        raise BadMessage("a text column of something else")
    return pd.array(items, dtype=string_dtype(storage, nan))


def _moments(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    part, tz = fields(node, list, object)
    array = decoder.part(part, PLAIN_ARRAY)
    if array.ndim != 1 or array.dtype.str[1:] not in [f"{k}8[{u}]" for k in "mM" for u in UNITS]:
        raise BadMessage("a column of moments of something else")
    if array.dtype.kind == "m":
        if tz is not None:
            raise BadMessage("time spans in a time zone")
        return pd.TimedeltaIndex(array).array
    index = pd.DatetimeIndex(array)
    return (index if tz is None else index.tz_localize("UTC").tz_convert(zone(tz))).array


def _periods(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    part, name = fields(node, list, str)
    ordinals = decoder.part(part, PLAIN_ARRAY)
    if ordinals.ndim != 1 or ordinals.dtype != np.int64:
        raise BadMessage("periods of something other than integers")
    return pd.arrays.PeriodArray(ordinals, dtype=pd.PeriodDtype(frequency(name)))


def _intervals(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    left, right, closed = fields(node, list, list, str)
    ends = [axis(decoder, left), axis(decoder, right)]
    return pd.arrays.IntervalArray.from_arrays(*ends, closed=closed_side(closed))


def _categories(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    part, categories, ordered = fields(node, list, list, bool)
    codes = decoder.part(part, PLAIN_ARRAY)
    if codes.ndim != 1 or codes.dtype.kind != "i":
        raise BadMessage("codes of something other than integers")
    return pd.Categorical.from_codes(codes, axis(decoder, categories), ordered=ordered)


def _numpy_column(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    kind = getattr(pd.arrays, "NumpyExtensionArray", None) or pd.arrays.PandasArray
    return kind(decoder.part(fields(node, list)[0], NUMPY))


BUILDERS: Builders = {
    tags.NULLABLE: _nullable,
    tags.STRINGS: _strings,
    tags.MOMENTS: _moments,
    tags.PERIODS: _periods,
    tags.INTERVALS: _intervals,
    tags.CATEGORIES: _categories,
    tags.NUMPY_COLUMN: _numpy_column,
}

"""What pandas keeps in a column: its own kinds of array."""

from typing import Any

import numpy as np
import pandas as pd

from nbjudge.codec import tags
from nbjudge.codec.arrays import ARRAY, Array, encode_array
from nbjudge.codec.classes import type_name
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import Field, optional, record
from nbjudge.codec.pandas_scalars import (
    AXIS,
    FREQUENCY,
    SIDE,
    UNITS,
    ZONE,
    in_zone,
    missing_is_nan,
    string_dtype,
)
from nbjudge.codec.registry import BY_CLASS, Node, register
from nbjudge.errors import BadMessage, CannotCross

_NUMPY = frozenset({tags.ARRAY, tags.OBJECTS})
_ARROW = frozenset({tags.ARROW_NUMBERS, tags.ARROW_ITEMS})
_COLUMNS = frozenset(range(tags.NULLABLE, tags.NUMPY_COLUMN + 1)) | _ARROW


def _encode_column(encoder: Encoder, values: Any) -> list[Node]:
    form = BY_CLASS.get(id(type(values)))
    if form is None or form.tag not in _COLUMNS:
        raise CannotCross(f"holds {type_name(type(values))}, which cannot cross")
    node: list[Node] = form.encode(encoder, values)
    if node[0] == tags.NUMPY_COLUMN:
        (node,) = node[1:]  # a Series makes no difference between the two
    encoder.count(len(node))
    return node


def _column(decoder: Decoder, node: Node) -> Any:
    values = decoder.part(node, _COLUMNS | _NUMPY)
    if values.ndim != 1 or (isinstance(values, np.ndarray) and values.dtype.kind not in "biufcO"):
        raise BadMessage(f"a column of {values.dtype}")
    return values


#: The `.array` of a Series or Index, as a part: neither shared nor keyed.
COLUMN = Field(_encode_column, _column)


def _take_nullable(values: Any) -> list[Array]:
    plain = values.dtype.numpy_dtype
    return [values.to_numpy(dtype=plain, na_value=plain.type(0)), values.isna()]


def _make_nullable(data: Array, mask: Array) -> Any:
    kinds = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}
    kind = kinds.get(data.dtype.kind, pd.arrays.IntegerArray)
    if data.ndim != 1 or data.shape != mask.shape:
        raise BadMessage("a mask that does not fit its column")
    return kind(data, mask)


record(
    tags.NULLABLE,
    pd.arrays.IntegerArray,
    pd.arrays.FloatingArray,
    pd.arrays.BooleanArray,
    fields=(ARRAY, ARRAY),
    take=_take_nullable,
    make=_make_nullable,
    shared=True,
)


def _string_dtypes() -> list[Any]:
    """The string dtypes that this pandas has, with and without pyarrow."""
    found = []
    for storage in ("python", "pyarrow"):
        for nan in (False, True):
            try:
                found.append(string_dtype(storage, nan))
            except (ImportError, TypeError, ValueError):
                continue
    return [*found, pd.StringDtype()]


def _encode_strings(encoder: Encoder, values: Any) -> list[Node]:
    dtype = values.dtype
    items = values.to_numpy(dtype=object, na_value=None).tolist()
    return [tags.STRINGS, dtype.storage, missing_is_nan(dtype), *encoder.values(items)]


def _strings(decoder: Decoder, fields: list[Node]) -> Any:
    storage, nan, *items = fields
    if not all(type(item) is str or item is None for item in items):
        raise BadMessage("a text column of something else")
    return pd.array(items, dtype=string_dtype(storage, nan))


register(
    tags.STRINGS,
    *{type(pd.array([], dtype=dtype)) for dtype in _string_dtypes()},
    encode=_encode_strings,
    decode=_strings,
    shared=True,
)


def _take_datetimes(values: Any) -> list[Any]:
    tz = getattr(values, "tz", None)
    plain = values if tz is None else values.tz_convert("UTC").tz_localize(None)
    return [plain.to_numpy(dtype=f"{plain.dtype.kind}8[{values.unit}]"), tz]


def _make_datetimes(array: Array, zone: str | None) -> Any:
    if array.ndim != 1 or array.dtype.str[1:] not in [f"{k}8[{u}]" for k in "mM" for u in UNITS]:
        raise BadMessage("a column of datetimes of something else")
    if array.dtype.kind == "M":
        return in_zone(pd.DatetimeIndex(array), zone).array
    if zone is not None:
        raise BadMessage("time spans in a time zone")
    return pd.TimedeltaIndex(array).array


record(
    tags.DATETIMES,
    pd.arrays.DatetimeArray,
    pd.arrays.TimedeltaArray,
    fields=(ARRAY, optional(ZONE)),
    take=_take_datetimes,
    make=_make_datetimes,
    shared=True,
)


def _make_periods(ordinals: Array, frequency: str) -> Any:
    if ordinals.ndim != 1 or ordinals.dtype != np.int64:
        raise BadMessage("periods of something other than integers")
    return pd.arrays.PeriodArray(ordinals, dtype=pd.PeriodDtype(frequency))


record(
    tags.PERIODS,
    pd.arrays.PeriodArray,
    fields=(ARRAY, FREQUENCY),
    take=lambda values: [values.asi8, values.freqstr],
    make=_make_periods,
    shared=True,
)
record(
    tags.INTERVALS,
    pd.arrays.IntervalArray,
    fields=(AXIS, AXIS, SIDE),
    take=lambda values: [values.left, values.right, values.closed],
    make=pd.arrays.IntervalArray.from_arrays,
    shared=True,
)


def _make_categories(codes: Array, categories: Any, ordered: bool) -> Any:
    if codes.ndim != 1 or codes.dtype.kind != "i":
        raise BadMessage("codes of something other than integers")
    return pd.Categorical.from_codes(codes, categories, ordered=ordered)


record(
    tags.CATEGORIES,
    pd.Categorical,
    fields=(ARRAY, AXIS, bool),
    take=lambda values: [np.asarray(values.codes), values.categories, bool(values.ordered)],
    make=_make_categories,
    shared=True,
)

_NumpyColumn: Any = getattr(pd.arrays, "NumpyExtensionArray", None) or pd.arrays.PandasArray


def _encode_numpy(encoder: Encoder, values: Array) -> list[Node]:
    node = encode_array(encoder, values)
    encoder.count(len(node))
    return node


record(
    tags.NUMPY_COLUMN,
    _NumpyColumn,
    fields=(Field(_encode_numpy, lambda decoder, node: decoder.part(node, _NUMPY)),),
    take=lambda values: [values.to_numpy()],
    make=_NumpyColumn,
    shared=True,
)

"""pandas' Series, DataFrame and Index. pandas itself checks that lengths fit."""

from typing import Any

import numpy as np
import pandas as pd

from nbjudge.codec import tags
from nbjudge.codec.arrays import ARRAY, Array
from nbjudge.codec.columns import COLUMN
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import KEY, listed, optional, record, typed
from nbjudge.codec.pandas_scalars import AXIS, FREQUENCY, simple_frequency
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

# --- Index


def _take_index(index: Any) -> list[Any]:
    # The frequency of a PeriodIndex is part of its values.
    settable = isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex))
    return [index.array, index.name, simple_frequency(index.freq) if settable else None]


def _make_index(values: Any, name: Any, frequency: str | None) -> Any:
    index = pd.Index(values, dtype=values.dtype, name=name, copy=False)
    if isinstance(index, pd.MultiIndex):
        raise BadMessage("an index of several levels as one of one")
    if frequency is not None:
        index.freq = frequency  # pandas checks that the times are that far apart
    return index


record(
    tags.INDEX,
    pd.Index,
    pd.DatetimeIndex,
    pd.TimedeltaIndex,
    pd.PeriodIndex,
    pd.CategoricalIndex,
    pd.IntervalIndex,
    fields=(COLUMN, KEY, optional(FREQUENCY)),
    take=_take_index,
    make=_make_index,
    shared=True,
)
record(
    tags.RANGE_INDEX,
    pd.RangeIndex,
    fields=(int, int, int, KEY),
    take=lambda index: [index.start, index.stop, index.step, index.name],
    make=lambda start, stop, step, name: pd.RangeIndex(start, stop, step, name=name),
    shared=True,
)
record(
    tags.MULTI_INDEX,
    pd.MultiIndex,
    fields=(listed(AXIS), listed(ARRAY), listed(KEY)),
    take=lambda index: [index.levels, [np.asarray(codes) for codes in index.codes], index.names],
    make=lambda levels, codes, names: pd.MultiIndex(levels, codes, names=names),
    shared=True,
)

# --- Series and DataFrame


def _as_base(value: Any) -> Any:
    """This Series or DataFrame without the methods of a subclass."""
    base = pd.DataFrame if issubclass(type(value), pd.DataFrame) else pd.Series
    if type(value) is base:
        return value
    state = object.__getattribute__(value, "__dict__")
    plain: Any = base.__new__(base)
    pd.core.generic.NDFrame.__init__(plain, state["_mgr"])
    if base is pd.Series:
        plain.name = state.get("_name")
    return plain


def _take_series(value: Any) -> list[Any]:
    series = _as_base(value)
    return [series.array, series.index, series.name]


def _make_series(values: Any, index: Any, name: Any = None) -> Any:
    return pd.Series(values, index, values.dtype, name=name, copy=False)


record(
    tags.SERIES,
    pd.Series,
    fields=(COLUMN, AXIS, KEY),
    take=_take_series,
    make=_make_series,
    keyed=True,
    inherited=True,
)


def _encode_frame(encoder: Encoder, value: Any) -> list[Node]:
    frame = _as_base(value)
    axes = [encoder.value(frame.index), encoder.value(frame.columns)]
    dtypes = list(frame.dtypes)
    if len(set(dtypes)) == 1 and isinstance(dtypes[0], np.dtype) and dtypes[0].kind in "biufc":
        node = ARRAY.encode(encoder, frame.to_numpy())
        encoder.count(len(node))
        return [tags.MATRIX_FRAME, *axes, node]
    encoder.count(0, ahead=len(dtypes))
    nodes = []
    try:
        for nth in range(len(dtypes)):
            nodes.append(COLUMN.encode(encoder, frame.iloc[:, nth].array))
    except CannotCross as error:
        raise error.under(f".iloc[:, {len(nodes)}]") from None
    return [tags.FRAME, *axes, *nodes]


def _frame(decoder: Decoder, fields: list[Node]) -> Any:
    index_node, labels_node, *columns = fields
    index, labels = AXIS.decode(decoder, index_node), AXIS.decode(decoder, labels_node)
    if len(labels) != len(columns):
        raise BadMessage(f"{len(columns)} columns with {len(labels)} labels")
    contents = {
        nth: _make_series(COLUMN.decode(decoder, node), index) for nth, node in enumerate(columns)
    }
    frame = pd.DataFrame(contents, index=index)
    frame.columns = labels
    return frame


@typed(AXIS, AXIS, ARRAY)
def _matrix_frame(decoder: Decoder, index: Any, labels: Any, values: Array) -> Any:
    if values.dtype.kind not in "biufc":
        raise BadMessage(f"a table of {values.dtype}")
    return pd.DataFrame(values, index, labels, copy=False)


register(tags.FRAME, pd.DataFrame, encode=_encode_frame, decode=_frame, keyed=True, inherited=True)
register(tags.MATRIX_FRAME, decode=_matrix_frame, keyed=True)

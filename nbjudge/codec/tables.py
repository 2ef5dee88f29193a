"""pandas' Series, DataFrame and Index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nbjudge.codec import cells, columns, tags
from nbjudge.codec.arrays import PLAIN_ARRAY, encode_array
from nbjudge.codec.cells import axis, frequency, frequency_name, pandas
from nbjudge.codec.columns import COLUMN, encode_column
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "forms"]


# --- encoding


def _encode_index(encoder: Encoder, index: Any) -> list[Node]:
    column = encode_column(encoder, index.array)
    # The frequency of a PeriodIndex is part of its values.
    settable = frequency_name(index.freq) if column[0] == tags.MOMENTS else None
    return [tags.INDEX, column, encoder.key(index.name), settable]


def _encode_range_index(encoder: Encoder, index: Any) -> list[Node]:
    return [tags.RANGE_INDEX, index.start, index.stop, index.step, encoder.key(index.name)]


def _encode_multi_index(encoder: Encoder, index: Any) -> list[Node]:
    levels = encoder.values(list(index.levels))
    codes = [encode_array(encoder, np.asarray(codes)) for codes in index.codes]
    names = [encoder.key(name) for name in index.names]
    encoder.count(3 * len(levels))
    return [tags.MULTI_INDEX, levels, codes, names]


def _encode_series(encoder: Encoder, value: Any) -> list[Node]:
    series = _as_base(value)
    column = encode_column(encoder, series.array)
    return [tags.SERIES, column, *encoder.values([series.index]), encoder.key(series.name)]


def _encode_frame(encoder: Encoder, value: Any) -> list[Node]:
    frame = _as_base(value)
    axes = encoder.values([frame.index, frame.columns])
    dtypes = list(frame.dtypes)
    if len(set(dtypes)) == 1 and isinstance(dtypes[0], np.dtype) and dtypes[0].kind in "biufc":
        node = encode_array(encoder, frame.to_numpy())
        encoder.count(len(node))
        return [tags.MATRIX_FRAME, *axes, node]
    encoder.count(0, ahead=len(dtypes))
    nodes = []
    try:
        for nth in range(len(dtypes)):
            nodes.append(encode_column(encoder, frame.iloc[:, nth].array))
    except CannotCross as error:
        raise error.under(f".iloc[:, {len(nodes)}]") from None
    return [tags.FRAME, *axes, *nodes]


def _as_base(value: Any) -> Any:
    """This Series or DataFrame without the methods of a subclass."""
    pd = pandas()
    base = pd.DataFrame if issubclass(type(value), pd.DataFrame) else pd.Series
    if type(value) is base:
        return value
    state = object.__getattribute__(value, "__dict__")
    plain: Any = base.__new__(base)
    pd.core.generic.NDFrame.__init__(plain, state["_mgr"])
    if base is pd.Series:
        plain.name = state.get("_name")
    return plain


def forms() -> Forms:
    pd = pandas()
    kinds = [pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex]
    kinds += [pd.CategoricalIndex, pd.IntervalIndex]
    return {
        **cells.forms(),
        **columns.forms(),
        **{kind: Form(_encode_index, shared=True, inherited=False) for kind in kinds},
        pd.RangeIndex: Form(_encode_range_index, shared=True, inherited=False),
        pd.MultiIndex: Form(_encode_multi_index, shared=True, inherited=False),
        pd.Series: Form(_encode_series, shared=True, keyed=True),
        pd.DataFrame: Form(_encode_frame, shared=True, keyed=True),
    }


# --- decoding: pandas itself checks that lengths fit


def _index(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    column, name, set_frequency = fields(node, list, object, object)
    values = _column(decoder, column)
    index = pd.Index(values, dtype=values.dtype, name=decoder.key(name), copy=False)
    if isinstance(index, pd.MultiIndex):
        raise BadMessage("an index of several levels as one of one")
    if set_frequency is not None:
        index.freq = frequency(set_frequency)  # pandas checks that the moments are that far apart
    return index


def _range_index(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    start, stop, step, name = fields(node, int, int, int, object)
    return pd.RangeIndex(start, stop, step, name=decoder.key(name))


def _multi_index(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    levels, codes, names = fields(node, list, list, list)
    return pd.MultiIndex(
        levels=[axis(decoder, level) for level in levels],
        codes=[decoder.part(part, PLAIN_ARRAY) for part in codes],
        names=decoder.keys(names),
        verify_integrity=True,
    )


def _series(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    column, index_node, name = fields(node, list, list, object)
    values = _column(decoder, column)
    index = axis(decoder, index_node)
    return pd.Series(values, index, values.dtype, name=decoder.key(name), copy=False)


def _frame(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    _, index_node, columns_node, *column_nodes = node
    index, labels = axis(decoder, index_node), axis(decoder, columns_node)
    if len(labels) != len(column_nodes):
        raise BadMessage(f"{len(column_nodes)} columns with {len(labels)} labels")
    contents = {}
    for nth, column in enumerate(column_nodes):
        values = _column(decoder, column)
        contents[nth] = pd.Series(values, index, values.dtype, copy=False)
    frame = pd.DataFrame(contents, index=index)
    frame.columns = labels
    return frame


def _matrix_frame(decoder: Decoder, node: list[Node]) -> Any:
    pd = pandas()
    index_node, columns_node, part = fields(node, list, list, list)
    index, labels = axis(decoder, index_node), axis(decoder, columns_node)
    values = decoder.part(part, PLAIN_ARRAY)
    if values.dtype.kind not in "biufc":
        raise BadMessage(f"a table of {values.dtype}")
    return pd.DataFrame(values, index, labels, copy=False)


def _column(decoder: Decoder, node: Node) -> Any:
    values = decoder.part(node, COLUMN)
    if values.ndim != 1 or (isinstance(values, np.ndarray) and values.dtype.kind not in "biufcO"):
        raise BadMessage(f"a column of {values.dtype}")
    return values


BUILDERS: Builders = {
    **cells.BUILDERS,
    **columns.BUILDERS,
    tags.INDEX: _index,
    tags.RANGE_INDEX: _range_index,
    tags.MULTI_INDEX: _multi_index,
    tags.SERIES: _series,
    tags.FRAME: _frame,
    tags.MATRIX_FRAME: _matrix_frame,
}

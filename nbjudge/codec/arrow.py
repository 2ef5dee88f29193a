"""pandas' columns that pyarrow keeps, as numbers with a mask or as a list of values.

Nobody needs pyarrow who has no such column: it is imported when one is met.
"""

import datetime
import re
from typing import Any

import numpy as np
import pandas as pd

from nbjudge.codec import tags
from nbjudge.codec.arrays import ARRAY, Array
from nbjudge.codec.datetimes import zone_key
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import typed
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

_NUMBERS = {
    f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)
}
_NUMBERS |= {"bool": "bool", "halffloat": "float16", "float": "float32", "double": "float64"}
_TIMES = re.compile(r"(timestamp|duration)\[(s|ms|us|ns)(?:, tz=([\w/+:-]{1,40}))?\]", re.ASCII)
_ITEMS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "large_string": (str,),
    "binary": (bytes,),
    "date32[day]": (datetime.date,),
    "null": (),
}


def number_of(kind: str) -> str | None:
    """The dtype of the numbers that a column of this kind holds; None for one without numbers."""
    return "int64" if _TIMES.fullmatch(kind) else _NUMBERS.get(kind)


def arrow_name(dtype: Any) -> str:
    """What the type of pyarrow behind a dtype is called. Raises CannotCross."""
    kind = str(dtype.pyarrow_dtype)
    if number_of(kind) is None and kind not in _ITEMS:
        raise CannotCross(f"has the dtype {kind:.80}[pyarrow], which cannot cross")
    return kind


def arrow_type(kind: Any) -> Any:
    """The type of pyarrow of that name, which may be anything. Raises BadMessage."""
    import pyarrow

    if type(kind) is str and (found := _TIMES.fullmatch(kind)):
        if found[1] == "duration":
            return pyarrow.duration(found[2])
        return pyarrow.timestamp(found[2], tz=found[3] and zone_key(found[3]))
    if type(kind) is str and (kind in _NUMBERS or kind in _ITEMS):
        return pyarrow.type_for_alias(kind)
    raise BadMessage(f"the type {kind!r:.80} of pyarrow")


def _encode(encoder: Encoder, values: Any) -> list[Node]:
    import pyarrow

    kind = arrow_name(values.dtype)
    number = number_of(kind)
    if number is None:
        items = values.to_numpy(dtype=object, na_value=None).tolist()
        return [tags.ARROW_ITEMS, kind, *encoder.values(items)]
    if _TIMES.fullmatch(kind):
        counts = pyarrow.array(values).cast("int64")
        values = pd.array(counts, dtype=pd.ArrowDtype(counts.type))
    data = values.to_numpy(dtype=number, na_value=np.dtype(number).type(0))
    nodes = [ARRAY.encode(encoder, part) for part in (data, np.asarray(values.isna()))]
    for node in nodes:
        encoder.count(len(node))
    return [tags.ARROW_NUMBERS, kind, *nodes]


@typed(str, ARRAY, ARRAY)
def _numbers(decoder: Decoder, kind: str, data: Array, mask: Array) -> Any:
    import pyarrow

    if mask.dtype != bool or data.ndim != 1 or data.shape != mask.shape:
        raise BadMessage("a mask that does not fit its column")
    if data.dtype != number_of(kind):
        raise BadMessage(f"a column of {data.dtype} as one of {kind:.80}")
    held = pyarrow.array(data, mask=mask).cast(arrow_type(kind))
    return pd.arrays.ArrowExtensionArray(held)


def _items(decoder: Decoder, fields: list[Node]) -> Any:
    import pyarrow

    kind, *nodes = fields
    if type(kind) is not str or kind not in _ITEMS:
        raise BadMessage(f"values of the type {kind!r:.80} of pyarrow")
    items = decoder.values(nodes)
    if not all(item is None or type(item) in _ITEMS[kind] for item in items):
        raise BadMessage(f"a column of {kind} that holds something else")
    return pd.arrays.ArrowExtensionArray(pyarrow.array(items, type=arrow_type(kind)))


register(tags.ARROW_NUMBERS, decode=_numbers, shared=True)
register(
    tags.ARROW_ITEMS, pd.arrays.ArrowExtensionArray, encode=_encode, decode=_items, shared=True
)

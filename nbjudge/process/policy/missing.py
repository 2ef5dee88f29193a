"""How many missing values a table may hold.

``all()`` passes over what a comparison with pandas' NA gives, so a column of nothing but NA is
equal to everything. A submission may have as many NA in a column as the reference has missing
values there, of whichever kind: that is what ``convert_dtypes()`` makes of them. A nan needs no
such limit, for it equals nothing.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np


def of_any_kind(value: Any) -> Iterator[tuple[str, int]]:
    """How many missing values each column of a table has that the reference gave."""
    for label, column in columns(value):
        if not isinstance(column.dtype, np.dtype) or column.dtype.kind not in "biu":
            yield label, int(column.isna().sum())


def not_available(value: Any) -> Iterator[tuple[str, int]]:
    """How many NA each column has. Of objects they do no harm: comparing them gives False."""
    for label, column in columns(value):
        if type(getattr(column.dtype, "na_value", None)).__name__ == "NAType":
            yield label, int(column.isna().sum())


def columns(value: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(value, "columns"):
        labels = [label if type(label) is str else "" for label in value.columns]
        yield from ((label, value.iloc[:, n]) for n, label in enumerate(labels))
    elif hasattr(value, "dtype") and hasattr(value, "isna") and not hasattr(value, "levels"):
        yield "", value

"""The tags of the wire: what the first element of each array in a message's tree may be.

None, booleans, integers of 64 bits, floats, texts and short bytes are their own form. All else is
an array [tag, field, ...]. "value" is any form, "key" a form whose value is hashable and shares
nothing, "bulk" the number of bytes that it takes from the end of the message.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 1

# Scalars                     fields
NOT_IMPLEMENTED: Final = 1  #
ELLIPSIS: Final = 2  #
INTEGER: Final = 3  #           bytes (signed, little-endian)
COMPLEX: Final = 4  #           real, imaginary
BYTES: Final = 5  #             bulk
DECIMAL: Final = 6  #           text
FRACTION: Final = 7  #          numerator, denominator
RANGE: Final = 8  #             start, stop, step
SLICE: Final = 9  #             value, value, value
UUID: Final = 10  #             16 bytes
PATH: Final = 11  #             "posix" or "windows", text

# Moments
DATE: Final = 12  #             year, month, day
TIME: Final = 13  #             hour ... microsecond, fold, zone
DATETIME: Final = 14  #         year ... microsecond, fold, zone
TIMEDELTA: Final = 15  #        days, seconds, microseconds
TIMEZONE: Final = 16  #         days, seconds, microseconds, name or None
ZONE: Final = 17  #             key of the time zone database

# Containers
LIST: Final = 20  #             value ...
TUPLE: Final = 21  #            value ...
DICT: Final = 22  #             key, value, key, value ...
ORDERED_DICT: Final = 23  #     as DICT
COUNTER: Final = 24  #          as DICT
DEFAULT_DICT: Final = 25  #     None or [CLASS ...], then as DICT
SET: Final = 26  #              key ...
FROZENSET: Final = 27  #        key ...
DEQUE: Final = 28  #            longest or None, value ...
BYTEARRAY: Final = 29  #        bulk

# What holds the message together
SAME: Final = 30  #             number: the nth shared value of this message, once more
KEYED: Final = 31  #            key number, form of a mutable container
KNOWN: Final = 32  #            key number
REF: Final = 33  #              owner, number, kind, value (a dict)

# Names
MODULE: Final = 34  #           name
CLASS: Final = 35  #            module, qualname
EXCEPTION: Final = 36  #        name, value ...

# numpy ("dtype" is described in dtypes.py)
DTYPE: Final = 40  #            dtype
SCALAR: Final = 41  #           dtype, bytes
NUMPY_TEXT: Final = 42  #       text
NUMPY_BYTES: Final = 43  #      bytes
ARRAY: Final = 44  #            dtype, shape, whether in Fortran order, bulk
OBJECTS: Final = 45  #          shape, whether in Fortran order, value ...
MASKED: Final = 46  #           [ARRAY ...], mask [ARRAY ...] or None, fill [ARRAY ...] or None
MASKED_CONSTANT: Final = 47

# pandas ("column" is an ARRAY, OBJECTS or one of the column tags)
TIMESTAMP: Final = 50  #        count, unit, zone or None
TIMEDELTA_NS: Final = 51  #     count, unit
PERIOD: Final = 52  #           ordinal, frequency
INTERVAL: Final = 53  #         value, value, closed
NOT_A_TIME: Final = 54  #
NOT_AVAILABLE: Final = 55  #
PANDAS_DTYPE: Final = 56  #     family, parameter ...
NULLABLE: Final = 57  #         [ARRAY ...], mask [ARRAY ...]
STRINGS: Final = 58  #          storage, whether missing is nan, text or None ...
MOMENTS: Final = 59  #          [ARRAY ...], zone or None
PERIODS: Final = 60  #          [ARRAY ...], frequency
INTERVALS: Final = 61  #        value, value, closed
CATEGORIES: Final = 62  #       codes [ARRAY ...], value (an Index), whether ordered
NUMPY_COLUMN: Final = 63  #     [ARRAY ...] or [OBJECTS ...]
INDEX: Final = 64  #            column, key (name), frequency or None
RANGE_INDEX: Final = 65  #      start, stop, step, key (name)
MULTI_INDEX: Final = 66  #      [value ...] (levels), [[ARRAY ...] ...] (codes), [key ...] (names)
SERIES: Final = 67  #           column, value (index), key (name)
FRAME: Final = 68  #            value (index), value (columns), column ...
MATRIX_FRAME: Final = 69  #     value (index), value (columns), [ARRAY ...]

#: Those of pandas' own column types.
COLUMNS: Final = frozenset(range(NULLABLE, NUMPY_COLUMN + 1))

#: Values a program can tell to be one and the same (by changing them, or with `is`). Both sides
#: count them in the order in which they are complete, for SAME to point at.
SHARED: Final = (
    frozenset({LIST, TUPLE, DICT, ORDERED_DICT, COUNTER, DEFAULT_DICT, SET, FROZENSET})
    | {DEQUE, BYTEARRAY, KNOWN, ARRAY, OBJECTS, MASKED}
    | COLUMNS
    | {INDEX, RANGE_INDEX, MULTI_INDEX, SERIES, FRAME, MATRIX_FRAME}
)

#: Those that KEYED may hold.
KEYABLE: Final = frozenset(
    {LIST, TUPLE, DICT, ORDERED_DICT, COUNTER, DEFAULT_DICT, SET, DEQUE, BYTEARRAY}
    | {ARRAY, OBJECTS, MASKED, SERIES, FRAME, MATRIX_FRAME}
)

"""The tags of the codec: what the first element of each array in a message's tree may be.

None, booleans, integers of 64 bits, floats, texts and short bytes are their own form. All else is
an array [tag, field, ...], whose fields are told where the tag is registered.
"""

import struct
from typing import Final

VERSION: Final = 1
#: VERSION, length of the tree. The tree follows, then the out-of-band buffers, end to end.
HEADER: Final = struct.Struct("<BI")

# Scalars, dates and times
NOT_IMPLEMENTED, ELLIPSIS, INTEGER, COMPLEX, BYTES, DECIMAL, FRACTION = range(1, 8)
RANGE, SLICE, UUID, PATH = range(8, 12)
DATE, TIME, DATETIME, TIMEDELTA, TIMEZONE, ZONE = range(12, 18)

# Containers
LIST, TUPLE, DICT, ORDERED_DICT, COUNTER, DEFAULT_DICT = range(20, 26)
SET, FROZENSET, DEQUE, BYTEARRAY = range(26, 30)

# What holds messages together, and what crosses by its name
BACK_REFERENCE, KEYED, KEYED_BACK_REFERENCE, REF = range(30, 34)
MODULE, CLASS, EXCEPTION, SUBCLASSED = range(34, 38)

# numpy
DTYPE, SCALAR, NUMPY_TEXT, NUMPY_BYTES, ARRAY, OBJECTS, MASKED, MASKED_CONSTANT = range(40, 48)

# pandas: values, columns, tables
TIMESTAMP, TIMEDELTA_NS, PERIOD, INTERVAL, NOT_A_TIME, NOT_AVAILABLE, PANDAS_DTYPE = range(50, 57)
NULLABLE, STRINGS, DATETIMES, PERIODS, INTERVALS, CATEGORIES, NUMPY_COLUMN = range(57, 64)
INDEX, RANGE_INDEX, MULTI_INDEX, SERIES, FRAME, MATRIX_FRAME = range(64, 70)
ARROW_NUMBERS, ARROW_ITEMS = range(70, 72)

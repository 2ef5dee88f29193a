"""numpy's dtypes as data.

    dtype   = text                                                  "<f8", "|S5", "<M8[ns]"
            | [[text ...], [dtype ...], [offset ...], itemsize, aligned]    a structure
            | [dtype, [length ...]]                                 a subarray (within a structure)

A text must match the grammar below before numpy sees it. Objects are not in the grammar, so no
array is ever filled with pointers from a message.
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np

from nbjudge.codec.encoder import Encoder
from nbjudge.codec.registry import Node
from nbjudge.errors import BadMessage, CannotCross

Dtype = np.dtype[Any]

_PLAIN = re.compile(
    r"""[<>|=]? (?: b1 | [iu][1248] | f(?:2|4|8|12|16) | c(?:8|16|24|32)
        | [SV]\d{1,9} | U\d{1,8} | [mM]8 (?: \[\d{0,9}(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\] )? )""",
    re.VERBOSE | re.ASCII,
)
_MAX_NESTING = 8


def encode_dtype(encoder: Encoder, dtype: Dtype) -> Node:
    """The dtype as data. Titles, metadata and the record class stay behind."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        encoder.count(2 + len(shape))
        return [encode_dtype(encoder, base), list(shape)]
    if dtype.names is not None and dtype.fields is not None:
        names = dtype.names
        encoder.count(5 + 3 * len(names))
        return [
            list(names),
            [encode_dtype(encoder, dtype.fields[name][0]) for name in names],
            [dtype.fields[name][1] for name in names],
            dtype.itemsize,
            dtype.isalignedstruct,
        ]
    if not _PLAIN.fullmatch(dtype.str):
        raise CannotCross(f"is or holds a dtype that cannot cross: {dtype.str:.40}")
    return dtype.str


def build_dtype(node: Node, nesting: int = 0) -> Dtype:
    """The dtype that `node` describes, or BadMessage, or an error of numpy's."""
    if type(node) is str:
        return _plain_dtype(node)
    if type(node) is not list or nesting > _MAX_NESTING:
        raise BadMessage("a dtype that is none")
    if len(node) == 2:
        base, shape = node
        return np.dtype((build_dtype(base, nesting + 1), lengths(shape)))
    names, formats, offsets, itemsize, aligned = node
    if not all(type(part) is list for part in (names, formats, offsets)):
        raise BadMessage("a structured dtype without lists")
    if not all(type(name) is str for name in names) or type(aligned) is not bool:
        raise BadMessage("a structured dtype of wrong types")
    description = {
        "names": names,
        "formats": [build_dtype(part, nesting + 1) for part in formats],
        "offsets": list(lengths(offsets)),
        "itemsize": lengths([itemsize])[0],
    }
    return np.dtype(description, align=aligned)  # type: ignore[call-overload,no-any-return]


@lru_cache(maxsize=256)
def _plain_dtype(text: str) -> Dtype:
    if not _PLAIN.fullmatch(text):
        raise BadMessage(f"the dtype {text!r:.80}")
    return np.dtype(text)


def lengths(node: Node) -> tuple[int, ...]:
    """A shape: a list of whole numbers that are not negative."""
    if type(node) is not list or not all(type(n) is int and 0 <= n < 2**62 for n in node):
        raise BadMessage("a shape that is none")
    return tuple(node)

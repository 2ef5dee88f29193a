"""numpy's arrays, masked arrays, scalars and dtypes."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from nbjudge.codec import tags
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.dtypes import Dtype, build_dtype, encode_dtype, lengths
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import Field, constant, optional, record, typed
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage, CannotCross

Array = npt.NDArray[Any]

DTYPE = Field(encode_dtype, lambda _, node: build_dtype(node))
_LARGE = 1 << 16  # bytes from which an array is joined into the message without a copy of its own

#: On x86 a long double is 10 bytes, kept in 16 of which 6 are whatever was there before.
_PADDED = {np.longdouble, np.clongdouble} if np.finfo(np.longdouble).nmant == 63 else set()


def encode_array(encoder: Encoder, value: Array) -> list[Node]:
    """The form of an array of any class: of the memory it looks at, as a plain array."""
    # Not np.asarray(value), which would ask the class for its __array__.
    array = value if type(value) is np.ndarray else np.ndarray.view(value, np.ndarray)
    dtype, shape, flags = array.dtype, array.shape, array.flags
    fortran = flags.f_contiguous and not flags.c_contiguous
    encoder.count(5 + len(shape))
    if dtype.kind == "O":
        items = array.ravel(order="F" if fortran else "C").tolist()
        return [tags.OBJECTS, list(shape), fortran, *encoder.values(items, ".flat[{}]".format)]
    spec = encode_dtype(encoder, dtype)
    if dtype.names is not None or dtype.type in _PADDED:
        array = _without_padding(array)
    if array.nbytes < _LARGE:
        content: Any = array.tobytes(order="F" if fortran else "C")
    else:
        flat = array.T if fortran else np.ascontiguousarray(array)
        content = flat.reshape(-1).view(np.uint8).data
    return [tags.ARRAY, spec, list(shape), fortran, encoder.buffer(content)]


def _without_padding(array: Array) -> Array:
    """A copy with zeros between the values, lest remains of this process' memory go along."""
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    clean = np.zeros(array.shape, array.dtype, order="F" if fortran else "C")
    if array.dtype.names is not None:
        for name in array.dtype.names:
            clean[name] = _without_padding(array[name])
    else:
        clean[...] = array
    if array.dtype.type in _PADDED and array.size:
        letters = clean.reshape(-1, order="A").view(np.uint8).reshape(-1, 16)
        letters[:, 10:] = 0
    return clean


@typed(DTYPE, list, bool, int)
def _array(
    decoder: Decoder, dtype: Dtype, shape_node: list[Node], fortran: bool, length: int
) -> Array:
    shape = lengths(shape_node)
    size = math.prod(shape)  # of Python's integers: nothing overflows
    if size * dtype.itemsize != length or dtype.subdtype is not None:
        raise BadMessage(f"{length} bytes for an array of the shape {shape} of {dtype}")
    order = "F" if fortran else "C"
    content = decoder.buffer(length)
    if not length:  # no elements; or elements of no bytes, which must not be very many
        if size > decoder.limits.max_items:
            raise BadMessage(f"{size} elements of no bytes")
        return np.zeros(shape, dtype, order)  # type: ignore[call-overload,no-any-return]
    # Copied as bytes: a copy of a structure would not include what lies between its fields.
    flat = np.frombuffer(content, np.uint8).copy().view(dtype)
    _check_content(flat)
    return flat.reshape(shape, order=order)  # type: ignore[call-overload,no-any-return]


def _check_content(array: Array) -> None:
    """Reject bytes that are no value of their dtype, which numpy would trip over later."""
    kind = array.dtype.kind
    if kind == "b" and array.view(np.uint8).max() > 1:
        raise BadMessage("a boolean that is neither true nor false")
    if kind == "U" and array.dtype.itemsize:
        points = array.dtype.str[0] + "u4"
        width = array.dtype.itemsize // 4
        letters = np.ndarray((array.size, width), points, array.tobytes())
        if letters.max() > 0x10FFFF:
            raise BadMessage("a letter that is not in Unicode")
    for name in array.dtype.names or ():
        if array.size:
            _check_content(np.ascontiguousarray(array[name]))


def _objects(decoder: Decoder, fields: list[Node]) -> Array:
    shape_node, fortran, *items = fields
    shape = lengths(shape_node)
    if math.prod(shape) != len(items) or type(fortran) is not bool:
        raise BadMessage(f"{len(items)} objects for an array of the shape {shape}")
    # Not np.array(items), which would look into them.
    flat = np.fromiter(decoder.values(items), object, len(items))
    return flat.reshape(shape, order="F" if fortran else "C")


register(tags.ARRAY, np.ndarray, encode=encode_array, decode=_array, keyed=True, inherited=True)
register(tags.OBJECTS, decode=_objects, keyed=True)

_PLAIN = frozenset({tags.ARRAY})
#: An array within another form, whose content is no objects.
ARRAY = Field(encode_array, lambda decoder, node: decoder.part(node, _PLAIN))

# --- masked arrays


def _take_masked(value: np.ma.MaskedArray[Any, Any]) -> list[Any]:
    data = np.ndarray.view(value, np.ndarray)
    if data.dtype.hasobject:
        raise CannotCross("is a masked array of objects, which cannot cross")
    state = object.__getattribute__(value, "__dict__")
    mask, fill = state.get("_mask", np.ma.nomask), state.get("_fill_value")
    return [
        data,
        None if mask is np.ma.nomask else mask,
        None if fill is None else np.asarray(fill),
    ]


def _make_masked(data: Array, mask: Array | None, fill: Array | None) -> Any:
    result: Any = np.ma.MaskedArray(data)
    if mask is not None:
        if mask.shape != data.shape or mask.dtype != np.ma.make_mask_descr(data.dtype):
            raise BadMessage("a mask that does not fit its array")
        result = np.ma.MaskedArray(data, mask=mask)
    if fill is not None:
        if fill.shape != () or fill.dtype != data.dtype:
            raise BadMessage("a fill value that does not fit its array")
        result.fill_value = fill[()]
    return result


record(
    tags.MASKED,
    np.ma.MaskedArray,
    fields=(ARRAY, optional(ARRAY), optional(ARRAY)),
    take=_take_masked,
    make=_make_masked,
    keyed=True,
    inherited=True,
)
constant(tags.MASKED_CONSTANT, np.ma.masked)

# --- scalars: exact types only, for numpy asks the class of a scalar for its dtype. An instance of
# a subclass of np.float64 is encoded as the float that it also is.


def _take_scalar(value: np.generic) -> list[Any]:
    dtype, content = value.dtype, value.tobytes()
    if dtype.names is not None or dtype.type in _PADDED:
        content = _without_padding(np.frombuffer(content, dtype)).tobytes()
    return [dtype, content]


def _make_scalar(dtype: Dtype, content: bytes) -> Any:
    if len(content) != dtype.itemsize or dtype.subdtype is not None:
        raise BadMessage(f"{len(content)} bytes for a scalar of {dtype}")
    if not content:
        return np.zeros((), dtype)[()]
    array = np.frombuffer(content, dtype)
    if dtype.kind in "bUV":
        # A structured scalar is a view, and must be writable.
        array = np.frombuffer(bytearray(content), dtype)
        _check_content(array)
    return array[0]


record(
    tags.SCALAR,
    np.record,
    *(cls for cls in np.sctypeDict.values() if cls not in (np.object_, np.str_, np.bytes_)),
    fields=(DTYPE, bytes),
    take=_take_scalar,
    make=_make_scalar,
)
record(
    tags.NUMPY_TEXT, np.str_, fields=(str,), take=lambda value: [str.__str__(value)], make=np.str_
)
record(
    tags.NUMPY_BYTES,
    np.bytes_,
    fields=(bytes,),
    take=lambda value: [bytes.__bytes__(value)],
    make=np.bytes_,
)

# --- dtypes

#: That of objects may cross, as an element of df.dtypes, say; an array's content of it may not.
_OBJECT = "O"


def _encode_any_dtype(encoder: Encoder, dtype: Dtype) -> Node:
    return _OBJECT if dtype.kind == "O" else encode_dtype(encoder, dtype)


def _any_dtype(decoder: Decoder, spec: Node) -> Dtype:
    return np.dtype(object) if spec == _OBJECT else build_dtype(spec)


record(
    tags.DTYPE,
    np.dtype,
    fields=(Field(_encode_any_dtype, _any_dtype),),
    take=lambda dtype: [dtype],
    make=lambda dtype: dtype,
    inherited=True,
)

"""numpy's arrays, masked arrays, scalars and dtypes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nbjudge.codec import tags
from nbjudge.codec.dtypes import Dtype, build_dtype, encode_dtype, lengths
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "FORMS", "PLAIN_ARRAY", "Array", "encode_array"]

Array = npt.NDArray[Any]

PLAIN_ARRAY = frozenset({tags.ARRAY})
_OBJECT = "O"  # the dtype itself may cross, as an element of df.dtypes, say; such content may not
_LARGE = 1 << 16  # bytes from which an array is joined into the message without a copy of its own

#: On x86 a long double is 10 bytes, kept in 16 of which 6 are whatever was there before.
_PADDED = {np.longdouble, np.clongdouble} if np.finfo(np.longdouble).nmant == 63 else set()


# --- encoding


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
    return [tags.ARRAY, spec, list(shape), fortran, encoder.bulk(content)]


def _encode_masked(encoder: Encoder, value: np.ma.MaskedArray[Any, Any]) -> list[Node]:
    data = np.ndarray.view(value, np.ndarray)
    if data.dtype.hasobject:
        raise CannotCross("is a masked array of objects, which cannot cross")
    state = object.__getattribute__(value, "__dict__")
    mask, fill = state.get("_mask", np.ma.nomask), state.get("_fill_value")
    return [
        tags.MASKED,
        encode_array(encoder, data),
        None if mask is np.ma.nomask else encode_array(encoder, mask),
        None if fill is None else encode_array(encoder, np.asarray(fill)),
    ]


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


def _encode_scalar(encoder: Encoder, value: np.generic) -> list[Node]:
    spec, content = encode_dtype(encoder, value.dtype), value.tobytes()
    if value.dtype.names is not None or value.dtype.type in _PADDED:
        content = _without_padding(np.frombuffer(content, value.dtype)).tobytes()
    return [tags.SCALAR, spec, content]


def _encode_dtype(encoder: Encoder, dtype: Dtype) -> list[Node]:
    return [tags.DTYPE, _OBJECT if dtype.kind == "O" else encode_dtype(encoder, dtype)]


def _encode_numpy_text(encoder: Encoder, value: np.str_) -> list[Node]:
    return [tags.NUMPY_TEXT, str.__str__(value)]


def _encode_numpy_bytes(encoder: Encoder, value: np.bytes_) -> list[Node]:
    return [tags.NUMPY_BYTES, bytes.__bytes__(value)]


# Exact types only: numpy asks the class of a scalar for its dtype. An instance of a subclass of
# np.float64 is encoded as the float that it also is.
_SCALARS = {np.record} | {
    cls for cls in np.sctypeDict.values() if cls not in (np.object_, np.str_, np.bytes_)
}

FORMS: Forms = {
    np.ndarray: Form(encode_array, shared=True, keyed=True),
    np.ma.MaskedArray: Form(_encode_masked, shared=True, keyed=True),
    type(np.ma.masked): Form(lambda *_: [tags.MASKED_CONSTANT], inherited=False),
    np.dtype: Form(_encode_dtype),
    np.str_: Form(_encode_numpy_text, inherited=False),
    np.bytes_: Form(_encode_numpy_bytes, inherited=False),
    **{cls: Form(_encode_scalar, inherited=False) for cls in _SCALARS},
}


# --- decoding


def _array(decoder: Decoder, node: list[Node]) -> Array:
    spec, shape_node, fortran, length = fields(node, object, list, bool, int)
    dtype, shape = build_dtype(spec), lengths(shape_node)
    size = math.prod(shape)  # of Python's integers: nothing overflows
    if size * dtype.itemsize != length or dtype.subdtype is not None:
        raise BadMessage(f"{length} bytes for an array of the shape {shape} of {dtype}")
    order = "F" if fortran else "C"
    content = decoder.bulk(length)
    if not length:  # no elements; or elements of no bytes, which must not be very many
        if size > decoder.limits.max_items:
            raise BadMessage(f"{size} elements of no bytes")
        return np.zeros(shape, dtype, order)  # type: ignore[call-overload,no-any-return]
    # Copied as bytes: a copy of a structure would not include what lies between its fields.
    flat = np.frombuffer(content, np.uint8).copy().view(dtype)
    _check_content(flat)
    return flat.reshape(shape, order=order)  # type: ignore[call-overload,no-any-return]


def _check_content(array: Array) -> None:
    """Refuse bytes that are no value of their dtype, which numpy would trip over later."""
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


def _objects(decoder: Decoder, node: list[Node]) -> Array:
    _, shape_node, fortran, *items = node
    shape = lengths(shape_node)
    if math.prod(shape) != len(items) or type(fortran) is not bool:
        raise BadMessage(f"{len(items)} objects for an array of the shape {shape}")
    # Not np.array(items), which would look into them.
    flat = np.fromiter(decoder.values(items), object, len(items))
    return flat.reshape(shape, order="F" if fortran else "C")


def _masked(decoder: Decoder, node: list[Node]) -> Any:
    data_node, mask_node, fill_node = fields(node, list, object, object)
    data = decoder.part(data_node, PLAIN_ARRAY)
    result = np.ma.MaskedArray(data)
    if mask_node is not None:
        mask = decoder.part(mask_node, PLAIN_ARRAY)
        if mask.shape != data.shape or mask.dtype != np.ma.make_mask_descr(data.dtype):
            raise BadMessage("a mask that does not fit its array")
        result = np.ma.MaskedArray(data, mask=mask)
    if fill_node is not None:
        fill = decoder.part(fill_node, PLAIN_ARRAY)
        if fill.shape != () or fill.dtype != data.dtype:
            raise BadMessage("a fill value that does not fit its array")
        result.fill_value = fill[()]
    return result


def _masked_constant(decoder: Decoder, node: list[Node]) -> Any:
    fields(node)
    return np.ma.masked


def _scalar(decoder: Decoder, node: list[Node]) -> Any:
    spec, content = fields(node, object, bytes)
    dtype = build_dtype(spec)
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


def _dtype(decoder: Decoder, node: list[Node]) -> Dtype:
    (spec,) = fields(node, object)
    return np.dtype(object) if spec == _OBJECT else build_dtype(spec)


def _numpy_text(decoder: Decoder, node: list[Node]) -> np.str_:
    return np.str_(fields(node, str)[0])


def _numpy_bytes(decoder: Decoder, node: list[Node]) -> np.bytes_:
    return np.bytes_(fields(node, bytes)[0])


BUILDERS: Builders = {
    tags.ARRAY: _array,
    tags.OBJECTS: _objects,
    tags.MASKED: _masked,
    tags.MASKED_CONSTANT: _masked_constant,
    tags.SCALAR: _scalar,
    tags.DTYPE: _dtype,
    tags.NUMPY_TEXT: _numpy_text,
    tags.NUMPY_BYTES: _numpy_bytes,
}

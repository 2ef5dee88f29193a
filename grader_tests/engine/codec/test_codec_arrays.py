"""numpy's arrays arrive with their dtype, shape, order and content."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nbjudge.codec import Hooks, decode, encode
from nbjudge.errors import CannotCross

dtypes = (
    hnp.scalar_dtypes()
    | hnp.array_dtypes()
    | hnp.nested_dtypes()
    | st.sampled_from([np.dtype(np.longdouble), np.dtype(np.clongdouble)])
).filter(lambda dtype: "((" not in str(dtype))  # titles of fields stay behind


def assert_same_array(got, expected):
    assert type(got) is np.ndarray
    assert got.dtype == expected.dtype
    assert got.dtype.str == expected.dtype.str
    assert got.shape == expected.shape
    assert encode(got) == encode(expected)
    if not expected.dtype.names and expected.dtype.type not in (np.longdouble, np.clongdouble):
        assert got.tobytes() == expected.tobytes()  # the others have padding


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_array_of_any_dtype_arrives_as_it_was(data):
    dtype = data.draw(dtypes)
    shape = data.draw(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
    array = data.draw(hnp.arrays(dtype, shape))
    if dtype.subdtype:
        return
    assert_same_array(decode(encode(array)), array)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_scalar_arrives_as_it_was_and_is_no_array(data):
    dtype = data.draw(hnp.scalar_dtypes())
    scalar = data.draw(hnp.arrays(dtype, (1,)))[0]
    got = decode(encode(scalar))
    assert type(got) is type(scalar)
    assert got.dtype == scalar.dtype
    assert got.tobytes() == scalar.tobytes()


def test_zero_dimensions_are_no_scalar():
    assert_same_array(decode(encode(np.array(3.5))), np.array(3.5))
    assert type(decode(encode(np.float64(3.5)))) is np.float64
    assert type(decode(encode(np.bool_(True)))) is np.bool_
    assert decode(encode(True)) is True


@pytest.mark.parametrize(
    "array",
    [
        np.arange(24.0).reshape(2, 3, 4)[:, ::-1, ::2],
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.broadcast_to(np.arange(3), (4, 3)),
        np.zeros((0, 3)),
        np.zeros(3, "S0"),
        np.zeros((), "U3"),
        np.array([np.nan, -0.0, np.inf], ">f2"),
        np.array(["2020-01-01", "NaT"], "M8[3D]"),
        np.array([1, 2], "m8"),
        np.zeros(2, np.dtype({"names": ["a", "b"], "formats": ["i1", "f8"]}, align=True)),
        np.zeros(3, "V5"),
        np.zeros(2, [("a", "f4", (2, 2)), ("b", [("ü", "U2"), ("d", "?")])]),
        np.arange(100_000).reshape(100, 1000),
        np.asfortranarray(np.arange(100_000).astype("M8[s]").reshape(100, 1000)),
        np.arange(200_000)[::2],
    ],
    ids=str,
)
def test_views_orders_and_structures_arrive_as_they_were(array):
    got = decode(encode(array))
    assert_same_array(got, array)
    assert got.flags.writeable
    if array.size and not array.flags.c_contiguous and array.flags.f_contiguous:
        assert got.flags.f_contiguous


@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_of_objects_arrives_element_by_element(order):
    array = np.array([[1, "a", None], [[2, 3], np.zeros(2), {"k": (4,)}]], object, order=order)
    got = decode(encode(array))
    assert got.dtype == object
    assert got.shape == (2, 3)
    assert got.flags.f_contiguous is array.flags.f_contiguous
    assert got[0].tolist() == [1, "a", None]
    assert got[1, 0] == [2, 3]
    assert got[1, 1].tolist() == [0, 0]
    assert got[1, 2] == {"k": (4,)}


def test_object_arrays_of_arrays_of_one_shape_do_not_merge():
    array = np.empty(2, object)
    array[:] = [np.zeros(2), np.ones(2)]
    got = decode(encode(array))
    assert got.shape == (2,)
    assert got[1].tolist() == [1, 1]
    assert decode(encode(np.empty((0, 4), object))).shape == (0, 4)
    nothing = decode(encode(np.array(None)))
    assert nothing.shape == ()
    assert nothing[()] is None


def test_a_structure_with_objects_cannot_cross():
    with pytest.raises(CannotCross, match="dtype"):
        encode(np.zeros(2, [("a", object)]))


@pytest.mark.parametrize(
    "dtype", ["f8", ">i2", "S7", "O", "M8[ns]", [("a", "f4"), ("b", "i1", (2,))]], ids=str
)
def test_a_dtype_is_a_value(dtype):
    assert decode(encode(np.dtype(dtype))) == np.dtype(dtype)


def test_masked_arrays_keep_mask_and_fill_value():
    array = np.ma.MaskedArray([1.0, 2.0, 3.0], mask=[0, 1, 0], fill_value=-1)
    got = decode(encode(array))
    assert type(got) is np.ma.MaskedArray
    assert got.data.tolist() == [1, 2, 3]
    assert got.mask.tolist() == [False, True, False]
    assert got.fill_value == -1
    bare = decode(encode(np.ma.MaskedArray([1, 2])))
    assert bare.mask is np.ma.nomask
    assert decode(encode([np.ma.masked]))[0] is np.ma.masked


def test_an_array_of_a_subclass_arrives_as_a_plain_one():
    own = np.arange(3).view(type("Own", (np.ndarray,), {}))
    assert_same_array(decode(encode(own)), np.arange(3))
    table = np.rec.array([(1, 2.0)], dtype=[("a", "i8"), ("b", "f8")])
    assert decode(encode(table))["b"].tolist() == [2.0]


def test_scalars_that_are_texts_keep_their_last_zeros():
    assert decode(encode(np.str_("a\0"))) == "a\0"
    assert type(decode(encode(np.bytes_(b"a\0")))) is np.bytes_


@pytest.mark.parametrize(
    "dtype",
    [
        np.dtype({"names": ["a", "b"], "formats": ["?", "i8"]}, align=True),
        np.dtype([("in", np.dtype({"names": ["a"], "formats": ["?"], "itemsize": 16}), (2,))]),
        np.dtype(np.longdouble),
        np.dtype(np.clongdouble),
        np.dtype([("a", np.clongdouble)]),
    ],
    ids=str,
)
@pytest.mark.parametrize("order", ["C", "F"])
def test_what_lies_in_memory_between_the_values_does_not_cross(dtype, order):
    leaves = [dtype[name] for name in dtype.names] if dtype.names else [dtype]
    array = np.zeros((3, 2), dtype, order=order)
    clean = encode([array, array[0, 0]])
    raw = array.reshape(-1, order="A").view(np.uint8)
    raw[...] = 0xFF
    array[...] = np.zeros((), dtype)  # writes the values alone
    if any(part.kind in "fc" for part in leaves):  # copied whole
        raw.reshape(-1, 16)[:, 10:] = 0xFF
    assert raw.any()
    assert encode([array, array[0, 0]]) == clean


def test_a_structured_scalar_is_writable():
    scalar = decode(encode(np.zeros(1, [("a", "i8")])[0]))
    scalar["a"] = 3
    assert scalar["a"] == 3


def test_the_key_hook_is_asked_for_arrays_within_containers_but_not_within_tables():
    asked = []

    class Asking(Hooks):
        def key(self, value, depth):
            asked.append(type(value).__name__)

    encode([np.zeros(2), np.ma.MaskedArray([1])], Asking())
    assert asked == ["list", "ndarray", "MaskedArray"]

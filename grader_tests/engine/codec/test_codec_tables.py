"""pandas' tables, columns, indexes and datetimes arrive as they were."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbjudge.codec import decode, encode
from nbjudge.errors import CannotCross

days = pd.date_range("2024-03-29", periods=3, freq="D")
COLUMNS = {
    "ints": pd.Series([1, 2, 3], dtype="int32"),
    "floats": pd.Series([1.5, np.nan, -0.0]),
    "bools": pd.Series([True, False, True]),
    "complex": pd.Series([1j, 2, 3]),
    "texts": pd.Series(["a", None, "ü\ud800"], dtype=object),
    "strings": pd.Series(["a", pd.NA, "ü"], dtype="string"),
    "inferred": pd.Series(["a", None, "ü"]),
    "objects": pd.Series([[1], {"k": 2}, np.zeros(2)]),
    "nullable ints": pd.Series([1, None, 3], dtype="Int64"),
    "nullable small": pd.Series([1, None, 3], dtype="UInt8"),
    "nullable floats": pd.Series([1.5, None, 3], dtype="Float32"),
    "nullable bools": pd.Series([True, None, False], dtype="boolean"),
    "categories": pd.Series(pd.Categorical(["a", None, "b"], ["b", "a", "z"], ordered=True)),
    "number categories": pd.Series([1, 2, 1], dtype="category"),
    "datetimes": pd.Series(days.as_unit("s")),
    "zoned": pd.Series(days.tz_localize("Europe/Berlin")),
    "utc": pd.Series([days[0], pd.NaT, days[1]]).dt.tz_localize("UTC"),
    "offset": pd.Series(days.tz_localize("UTC+05:30")),
    "spans": pd.Series(pd.to_timedelta([1, None, 3], unit="h")),
    "periods": pd.Series(pd.period_range("2024-01", periods=3, freq="M")),
    "intervals": pd.Series(pd.interval_range(0, 3)),
    "empty": pd.Series([], dtype="float64"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_series_arrives_as_it_was(name):
    series = COLUMNS[name].rename(name)
    got = decode(encode(series))
    if name == "objects":
        assert [repr(item) for item in got] == [repr(item) for item in series]
        return
    pd.testing.assert_series_equal(got, series)
    assert got.dtype == series.dtype


@pytest.mark.parametrize("name", COLUMNS)
def test_the_array_of_a_series_is_a_value(name):
    array = COLUMNS[name].array
    got = decode(encode(array))
    assert type(got) is type(array)
    assert got.dtype == array.dtype
    assert len(got) == len(array)


@pytest.mark.parametrize("name", COLUMNS)
def test_the_dtype_of_a_series_is_a_value(name):
    dtype = COLUMNS[name].dtype
    got = decode(encode(dtype))
    assert got == dtype
    assert type(got) is type(dtype)


def test_a_frame_of_all_columns_arrives_as_it_was():
    frame = pd.DataFrame({k: v for k, v in COLUMNS.items() if k not in ("empty", "objects")})
    pd.testing.assert_frame_equal(decode(encode(frame)), frame)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame(index=[1, 2]),
        pd.DataFrame(columns=["a", "b"]),
        pd.DataFrame(np.arange(6).reshape(2, 3), columns=list("aab"), index=["x", "x"]),
        pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}).set_axis(["c", "c"], axis=1),
        pd.DataFrame({("a", 1): [1], ("a", 2): ["x"]}),
        pd.DataFrame({"a": [1, 1, 2], "b": [1, 2, 1], "c": 3}).set_index(["a", "b"]),
        pd.DataFrame({"x": [1.5, 2.5, 3.5]}, index=days),
    ],
    ids=lambda frame: f"{frame.shape}",
)
def test_frames_of_odd_shapes_and_labels_arrive_as_they_were(frame):
    pd.testing.assert_frame_equal(decode(encode(frame)), frame)


cells = {
    "int64": st.integers(-(2**63), 2**63 - 1),
    "float64": st.floats(),
    "bool": st.booleans(),
    "object": st.none() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    "Int64": st.none() | st.integers(-(2**63), 2**63 - 1),
    "string": st.none() | st.text(max_size=5),
    "datetime64[ns]": st.datetimes(min_value=pd.Timestamp("1800-1-1").to_pydatetime(),
                                   max_value=pd.Timestamp("2200-1-1").to_pydatetime()),
}  # fmt: skip


@st.composite
def frames(draw):
    rows = draw(st.integers(0, 4))
    names = draw(st.lists(st.text(max_size=3) | st.integers(0, 9), max_size=4))
    columns = []
    for _ in names:
        dtype = draw(st.sampled_from(sorted(cells)))
        column = draw(st.lists(cells[dtype], min_size=rows, max_size=rows))
        columns.append(pd.Series(column, dtype=dtype))
    frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(rows))
    frame.columns = pd.Index(names, dtype=object)
    if draw(st.booleans()):
        frame.index = pd.Index(draw(st.lists(st.floats(0, 9), min_size=rows, max_size=rows)))
    return frame


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(frames())
def test_any_frame_arrives_as_it_was(frame):
    pd.testing.assert_frame_equal(decode(encode(frame)), frame)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(2, 11, 3, name="r"),
        pd.Index([1, 2], name=("a", 1)),
        pd.Index(["a", None], dtype=object),
        pd.Index(["a", "b"]),
        pd.Index([True, False]),
        pd.Index([1.5, 2.5], dtype="float32"),
        pd.Index([1, None], dtype="Int64"),
        days,
        days.tz_localize("Europe/Berlin"),
        pd.date_range("2024", periods=4, freq="MS"),
        pd.date_range("2024", periods=4, freq="W-MON"),
        pd.timedelta_range("1h", periods=3, freq="h"),
        pd.period_range("2024", periods=3, freq="Q-DEC"),
        pd.CategoricalIndex(["a", "b", "a"], ordered=True),
        pd.interval_range(pd.Timestamp("2024-1-1"), periods=3, freq="D"),
        pd.MultiIndex.from_product([["a", "b"], days], names=["x", None]),
        pd.MultiIndex.from_arrays([[1, None], ["a", "b"]]),
    ],
    ids=lambda index: f"{type(index).__name__} {index.dtype}",
)
def test_an_index_arrives_as_it_was(index):
    got = decode(encode(index))
    pd.testing.assert_index_equal(got, index, exact=True)
    assert getattr(got, "freq", None) == getattr(index, "freq", None)
    assert got.names == index.names


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2024-03-31 02:30:00.123456789"),
        pd.Timestamp("2024-10-27 00:30", tz="UTC").tz_convert("Europe/Berlin"),
        pd.Timestamp(0, tz="UTC"),
        pd.Timestamp("1500-01-01").as_unit("s"),
        pd.Timedelta("1 day 3ns"),
        pd.Period("2024-02", "M"),
        pd.Period("2024-02-03", "W-SUN"),
        pd.Interval(0, 1.5, closed="both"),
        pd.Interval(pd.Timestamp("2024"), pd.Timestamp("2025")),
    ],
    ids=repr,
)
def test_a_cell_arrives_as_it_was(value):
    got = decode(encode([value, {value: 1}]))
    assert got == [value, {value: 1}]
    assert repr(got[0]) == repr(value)
    assert getattr(got[0], "unit", None) == getattr(value, "unit", None)


def test_what_is_missing_stays_missing_in_its_own_way():
    nat, na = decode(encode((pd.NaT, pd.NA)))
    assert nat is pd.NaT
    assert na is pd.NA


def test_a_frame_and_its_index_stay_together():
    frame = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])
    got = decode(encode({"frame": frame, "again": frame, "index": frame.index}))
    assert got["frame"] is got["again"]
    assert got["frame"].index is got["index"]


def test_the_dtypes_of_a_frame_arrive_as_they_were():
    dtypes = pd.DataFrame({"a": [1], "b": ["x"], "c": pd.Series([None], dtype=object)}).dtypes
    pd.testing.assert_series_equal(decode(encode(dtypes)), dtypes)


def test_a_subclass_arrives_as_its_base_and_is_not_asked():
    def trap(*_, **__):
        raise AssertionError("code of the subclass ran")

    traps = dict.fromkeys(["to_numpy", "iloc", "dtypes", "index", "columns", "array"], trap)
    for base, value in ((pd.DataFrame, {"a": [1]}), (pd.Series, [1])):
        cls = type("Own", (base,), {})
        own = cls(value)
        for name, method in traps.items():
            setattr(cls, name, property(method))
        got = decode(encode(own))
        assert type(got) is base
        assert got.equals(base(value))


def test_what_cannot_cross_in_a_table_is_said_in_words():
    frame = pd.DataFrame({"a": [1, 2], "f": [print, len]})
    with pytest.raises(CannotCross, match=r"result.iloc\[:, 1\].flat\[0\] is a builtin"):
        encode(frame)
    with pytest.raises(CannotCross, match="SparseArray"):
        encode(pd.Series(pd.arrays.SparseArray([1, 0])))


def test_values_without_pandas_do_not_import_it():
    code = """
import sys
from nbjudge.codec import decode, encode
import numpy as np
class F(float): pass
decode(encode([F(1), np.zeros(3), {"a": ValueError}]))
assert "pandas" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


ARROW = {
    "int64": [1, None, 3],
    "uint8": [1, None, 255],
    "double": [1.5, None, -0.0],
    "halffloat": [1.5, None, 2.0],
    "bool": [True, None, False],
    "string": ["a", None, "ü"],
    "large_string": ["a", None, ""],
    "binary": [b"a", None, b""],
    "date32[day]": [days[0].date(), None, days[1].date()],
    "timestamp[us]": [days[0], None, days[1]],
    "timestamp[ns, tz=Europe/Berlin]": [days[0], None, days[1]],
    "duration[s]": [pd.Timedelta(1, "s"), None, pd.Timedelta(-2, "s")],
}


@pytest.mark.parametrize("kind", ARROW)
def test_a_column_of_pyarrow_arrives_as_it_was(kind):
    pytest.importorskip("pyarrow")
    from nbjudge.codec.arrow import arrow_type

    series = pd.Series(pd.array(ARROW[kind], dtype=pd.ArrowDtype(arrow_type(kind))), name=kind)
    got = decode(encode(series))
    pd.testing.assert_series_equal(got, series)
    assert got.dtype == series.dtype
    assert decode(encode(series.dtype)) == series.dtype
    table = pd.DataFrame({"a": series, "b": [1, 2, 3]}).set_index("a")
    pd.testing.assert_frame_equal(decode(encode(table)), table)


def test_a_table_made_nullable_by_pyarrow_arrives_as_it_was():
    pytest.importorskip("pyarrow")
    table = pd.DataFrame({"i": [1, None], "s": ["a", None], "t": [days[0], None]})
    table = table.convert_dtypes(dtype_backend="pyarrow")
    pd.testing.assert_frame_equal(decode(encode(table)), table)


CELLS = (
    st.integers(-(2**62), 2**62),
    st.booleans(),
    st.floats(),
    st.text("abü", max_size=3),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(*(st.none() | cells for cells in CELLS))))
def test_a_table_made_nullable_arrives_as_it_was(rows):
    table = pd.DataFrame(rows, columns=["i", "b", "f", "s"]).astype({"i": object})
    table = table.astype({"i": "Int64", "b": "boolean", "f": "Float64", "s": "string"})
    for one in (table, table.convert_dtypes(), table.i, pd.Index(table.i), table.f.array):
        got = decode(encode(one))
        assert type(got) is type(one)
        if isinstance(one, pd.DataFrame):
            pd.testing.assert_frame_equal(got, one)
        else:
            pd.testing.assert_extension_array_equal(pd.array(got), pd.array(one))

"""Tables in other dtypes than the reference's: marks as in one process."""

import pytest

TABLE = """
import numpy as np
import pandas as pd
table = pd.DataFrame({
    'i': [1, 2, 3],
    'f': [1.5, np.nan, 2.5],
    's': ['a', 'b', None],
    'b': [True, False, True],
    't': pd.to_datetime(['2020-01-01', '2020-01-02', None]),
    'c': pd.Categorical(['x', 'y', 'x']),
})
def f(): return table.copy()
df = f()
"""
WAYS = {
    "convert_dtypes": "df = f().convert_dtypes()",
    "convert_dtypes in a function": "def f(): return table.convert_dtypes()\ndf = f()",
    "astype": "df = f().astype({'i': 'Int64', 'f': 'Float64', 'b': 'boolean', 's': 'string'})",
    "smaller ones": "df = f().astype({'i': 'Int8', 'f': 'Float32'})",
    "categories": "df = f().astype({'s': 'category', 'i': 'category'})",
    "objects": "df = f().astype(object)",
    "a nullable index": "df = f().convert_dtypes()\ndf.index = df.index.astype('Int64')",
    "wrong values": "df = f().convert_dtypes()\ndf['i'] = df['i'] + 1\ndf.loc[0, 'f'] = 9",
}
TESTS = """
assert df.i.sum() == 6
assert df.f.sum() == 4.0 and abs(df.f.mean() - 2) < 1e-9
assert df.f.isna().sum() == 1 and not df.f.isna().all()
assert df.s.tolist()[:2] == ['a', 'b'] and df.s.str.upper()[0] == 'A'
assert (df.i == pd.Series([1, 2, 3])).all()
assert df.groupby('c').i.sum()['x'] == 4
assert df.dropna().shape == (1, 6) and len(df) == 3
assert np.allclose(df.i, [1, 2, 3])
assert df.i.dtype.kind == 'i'
assert df.equals(table)
pd.testing.assert_frame_equal(df, table, check_dtype=False)
assert df.f.fillna(0).tolist() == [1.5, 0, 2.5]
assert f().i.sum() == 6 and f().f.isna().tolist() == [False, True, False]
assert df[df.i > 1].shape[0] == 2
assert df.to_dict('list')['i'] == [1, 2, 3] and df.iloc[2].i == 3
assert df.c.cat.categories.tolist() == ['x', 'y']
assert df.index.tolist() == [0, 1, 2] and df.set_index('i').loc[2, 's'] == 'b'
assert df.t.dt.day.tolist()[:2] == [1, 2]
""".strip().splitlines()


@pytest.mark.parametrize("way", WAYS)
def test_a_table_of_other_dtypes_is_graded_as_in_one_process(both, way):
    tests = [f"import numpy as np\nimport pandas as pd\n{test}" for test in TESTS]
    ours, plain = both(TABLE, TABLE + WAYS[way], tests)
    assert dict(zip(TESTS, ours, strict=True)) == dict(zip(TESTS, plain, strict=True))
    assert way != "wrong values" or ours[0] == 0.0


@pytest.mark.parametrize("test", ["assert (df.f == 7).all()", "assert not (df.f != 7).any()"])
def test_more_missing_values_than_the_reference_has_pass_for_nothing(points, test):
    right = (
        "# %% student\nimport pandas as pd\ndf = pd.DataFrame({'f': [7, 7, 7], 'g': [1, None, 2]})"
    )
    wrong = right + "\ndf['f'] = pd.array([pd.NA] * 3, dtype='Int64')\n"
    assert points(f"{right}\n# %% test\n{test}\n", f"{wrong}\n# %% test\n{test}\n") == [0.0]


def test_missing_values_are_counted_by_column(points):
    test = "# %% test\nassert (df.a == 1).all() and df.b.isna().any()\n"
    right = (
        "# %% student\nimport pandas as pd\ndf = pd.DataFrame({'a': [1, 1], 'b': [None, 2.0]})\n"
    )
    wrong = right.replace("[1, 1]", "pd.array([1, pd.NA], dtype='Int64')")
    assert points(right + test, right + "df = df.convert_dtypes()\n" + test) == [2.0]
    assert points(right + test, wrong + test) == [0.0]

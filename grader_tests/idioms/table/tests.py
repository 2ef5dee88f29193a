# %% setup: the table that is given
import numpy as np
import pandas as pd

people = pd.DataFrame(
    {
        "town": ["Ulm", "Bonn", "Ulm", "Bonn", "Kiel"],
        "age": [30, 20, 40, 25, 61],
        "name": ["Ann", "Bob", "Cyd", "Dan", "Eve"],
    }
)

# %% frame_equal: pd.testing.assert_frame_equal
expected = pd.DataFrame({"town": ["Bonn", "Kiel", "Ulm"], "mean_age": [22.5, 61.0, 35.0]})
pd.testing.assert_frame_equal(summary, expected)

# %% frame_equal_loose: the same without types
expected = pd.DataFrame({"town": ["Bonn", "Kiel", "Ulm"], "mean_age": [22.5, 61.0, 35.0]})
pd.testing.assert_frame_equal(summary, expected, check_dtype=False)

# %% equals: DataFrame.equals
expected = pd.DataFrame({"town": ["Bonn", "Kiel", "Ulm"], "mean_age": [22.5, 61.0, 35.0]})
assert summary.equals(expected)

# %% columns: list of columns, shape
assert list(summary.columns) == ["town", "mean_age"]
assert summary.shape == (3, 2)

# %% isinstance: of DataFrame
assert isinstance(summary, pd.DataFrame)
assert not isinstance(summary, pd.Series)

# %% dtypes: the kind of each column
assert summary["mean_age"].dtype == float
assert pd.api.types.is_numeric_dtype(summary["mean_age"])

# %% cells: loc, iloc, at
assert summary.loc[0, "town"] == "Bonn"
assert summary.iloc[1, 1] == 61
assert summary.at[2, "mean_age"] == 35

# %% all_equal: (column == expected).all()
assert (summary["mean_age"] == [22.5, 61.0, 35.0]).all()
assert (summary.town == ["Bonn", "Kiel", "Ulm"]).all()

# %% allclose: np.allclose of a column
assert np.allclose(summary["mean_age"], [22.5, 61, 35])

# %% to_lists: tolist, to_dict, values
assert summary["mean_age"].tolist() == [22.5, 61.0, 35.0]
assert dict(zip(summary["town"], summary["mean_age"])) == {"Bonn": 22.5, "Kiel": 61, "Ulm": 35}
assert summary.to_dict("list")["town"] == ["Bonn", "Kiel", "Ulm"]

# %% aggregates: max, sum, mean
assert summary["mean_age"].max() == 61
assert abs(summary["mean_age"].sum() - 118.5) < 1e-9

# %% missing: isna().sum()
assert summary.isna().sum().sum() == 0
assert not summary["mean_age"].isnull().any()

# %% in_any_order: sorted and set as an index
by_town = summary.set_index("town")["mean_age"].sort_index()
assert by_town.to_dict() == {"Bonn": 22.5, "Kiel": 61.0, "Ulm": 35.0}

# %% rows: iterrows, itertuples, len
assert len(summary) == 3
assert [row.town for row in summary.itertuples()] == ["Bonn", "Kiel", "Ulm"]
assert all(row["mean_age"] > 20 for _, row in summary.iterrows())

# %% filtered: query, a mask
assert list(summary[summary["mean_age"] > 30]["town"]) == ["Kiel", "Ulm"]
assert len(summary.query("mean_age < 30")) == 1

# %% merged: merged with another table
merged = summary.merge(pd.DataFrame({"town": ["Ulm", "Bonn"], "state": ["BW", "NW"]}))
assert merged["mean_age"].tolist() == [22.5, 35.0]

# %% given_unchanged: the given table is as it was
assert list(people.columns) == ["town", "age", "name"]
assert people["age"].tolist() == [30, 20, 40, 25, 61]

# %% csv_hash: a hash of the table as text
import hashlib
assert hashlib.sha1(summary.to_csv(index=False).encode()).hexdigest() == "50d8bc05cf91ae4013f112f33b577df483a8f899"

# %% scalar: a number beside the table
assert oldest == "Eve"
assert abs(mean - 35.2) < 1e-9

# %% scalar_types: types of numbers
assert isinstance(mean, float)
assert isinstance(oldest, str)

# %% partial_credit: a share of right cells
right = sum(a == b for a, b in zip(summary["mean_age"], [22.5, 61.0, 35.0]))
2 * right / 3

# %% shown: display and print
display(summary)
print(summary.head(2))

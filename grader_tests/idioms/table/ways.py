# %% grouped: groupby and reset_index (the reference)
summary = people.groupby("town")["age"].mean().reset_index().rename(columns={"age": "mean_age"})
oldest = people.loc[people["age"].idxmax(), "name"]
mean = float(people["age"].mean())

# %% blank: as students are given it
summary = ...
oldest = ...
mean = ...

# %% nothing: the cell emptied
# my answer

# %% named_aggregation: agg, as_index=False, numpy's scalars
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean"))
oldest = people.sort_values("age")["name"].iloc[-1]
mean = people["age"].mean()

# %% loop: a dict filled by a loop
ages = {}
for town, age in zip(people["town"], people["age"]):
    ages.setdefault(town, []).append(age)
summary = pd.DataFrame(
    [{"town": town, "mean_age": sum(ages[town]) / len(ages[town])} for town in sorted(ages)]
)
oldest = max(zip(people["age"], people["name"]))[1]
mean = sum(people["age"]) / len(people)

# %% pivot: pivot_table
summary = people.pivot_table(index="town", values="age").reset_index()
summary.columns = ["town", "mean_age"]
oldest = people.nlargest(1, "age")["name"].values[0]
mean = np.mean(people["age"])

# %% nullable: convert_dtypes
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean")).convert_dtypes()
oldest = people["name"].convert_dtypes()[people["age"].idxmax()]
mean = people["age"].convert_dtypes().mean()

# %% nullable_missing: convert_dtypes, one value missing
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean")).convert_dtypes()
summary.loc[1, "mean_age"] = pd.NA
oldest = pd.NA
mean = pd.NA

# %% all_missing: nothing but NA
summary = pd.DataFrame(
    {"town": pd.array([pd.NA] * 3, dtype="string"), "mean_age": pd.array([pd.NA] * 3, "Float64")}
)
oldest, mean = pd.NA, pd.NA

# %% category: towns as categories
people2 = people.astype({"town": "category"})
summary = people2.groupby("town", observed=True)["age"].mean().reset_index(name="mean_age")
oldest = people2["name"][people2["age"].argmax()]
mean = people2["age"].sum() / 5

# %% single_precision: float32
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean"))
summary["mean_age"] = summary["mean_age"].astype("float32")
oldest = str(people["name"].iloc[4])
mean = np.float32(35.2)

# %% objects: a column of Python objects
summary = pd.DataFrame({"town": ["Bonn", "Kiel", "Ulm"]})
summary["mean_age"] = pd.Series([22.5, 61.0, 35.0], dtype=object)
oldest = "Eve"
mean = 35.2

# %% own_frame: a class derived from DataFrame
class Table(pd.DataFrame):
    @property
    def _constructor(self):
        return Table

summary = Table(people.groupby("town", as_index=False).agg(mean_age=("age", "mean")))
oldest = "Eve"
mean = 35.2

# %% town_as_index: groupby without reset_index
summary = people.groupby("town")[["age"]].mean().rename(columns={"age": "mean_age"})
oldest = people.set_index("name")["age"].idxmax()
mean = people["age"].mean()

# %% series: a Series
summary = people.groupby("town")["age"].mean()
oldest = people["age"].max()
mean = people[["age"]].mean()

# %% unsorted: towns as they come
summary = people.groupby("town", sort=False, as_index=False).agg(mean_age=("age", "mean"))
oldest = people["name"][people["age"] == 61]
mean = np.array(35.2)

# %% old_index: rows sorted, labels as before
summary = (
    people.groupby("town", sort=False, as_index=False)
    .agg(mean_age=("age", "mean"))
    .sort_values("town")
)
oldest = ["Eve"]
mean = 35

# %% rounded: whole numbers
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean"))
summary["mean_age"] = summary["mean_age"].round().astype(int)
oldest = "eve"
mean = round(people["age"].mean())

# %% texts: numbers as text
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean")).astype(str)
oldest = "Eve "
mean = "35.2"

# %% other_names: other columns
summary = people.groupby("town", as_index=False)["age"].mean()
oldest = people.iloc[people["age"].argmax()]
mean = people.age.median()

# %% swapped: columns the other way round
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean"))[["mean_age", "town"]]
oldest = people["name"].max()
mean = people.age.sum()

# %% maximum: the wrong function
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "max"))
oldest = "Ann"
mean = float("nan")

# %% records: a list of dicts
summary = people.groupby("town", as_index=False).agg(mean_age=("age", "mean")).to_dict("records")
oldest = {"Eve"}
mean = {"mean": 35.2}

# %% changes_people: renames in the given table
people.rename(columns={"age": "mean_age"}, inplace=True)
summary = people.groupby("town", as_index=False)["mean_age"].mean()
oldest = people["name"][4]
mean = people["mean_age"].mean()

# %% raises: a misspelt column
summary = people.groupby("city")["age"].mean().reset_index()
oldest = people["name"][people["age"].idxmax()]
mean = people["age"].mean()

"""What students do to notebooks, and what becomes of it. The damages are in `damaged`."""

import json
from collections.abc import Iterable

import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

from grader_tests.engine.repair import damaged
from grader_tests.engine.repair.damaged import (
    DAMAGES,
    SETUP,
    SLOPE,
    SLOPE_STUB,
    SLOPE_TEST,
    STEP,
    STEP_STUB,
    answered,
    at,
    behind,
    code,
    copy_of,
    grade_id_of,
    place,
    release,
    source,
)
from nbjudge.repair import TrustedCell, read, repair, trusted_from_notebook

BEGIN = "BEGIN SOLUTION"
TRUSTED = trusted_from_notebook(release(), BEGIN)
GIVEN = [cell.source for cell in release().cells if "nbgrader" not in cell.metadata]
ALL = [cell.grade_id for cell in TRUSTED]
KERNEL = release().metadata.kernelspec


def submission(*damages: str) -> NotebookNode:
    notebook = answered(release())
    for name in damages:
        DAMAGES[name](notebook)
    return read(json.dumps(notebook).encode())


def repaired(*damages: str) -> tuple[NotebookNode, list[str]]:
    notebook = submission(*damages)
    return notebook, repair(notebook, TRUSTED, KERNEL, GIVEN)


def order(notebook: NotebookNode) -> list[str]:
    return [name for name in map(grade_id_of, notebook.cells) if name is not None]


def run(notebook: NotebookNode) -> list[str]:
    """Run the code cells in order. Returns the grade_ids of the test cells that passed."""
    names: dict[str, object] = {}
    passed = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            exec(cell.source, names)
        except Exception:
            continue
        if cell.metadata.get("nbgrader", {}).get("grade"):
            passed.append(grade_id_of(cell))
    return passed


def assert_sound(notebook: NotebookNode, trusted: Iterable[TrustedCell] = TRUSTED) -> None:
    nbformat.validate(notebook)
    assert order(notebook) == [cell.grade_id for cell in trusted]
    for cell in trusted:
        mine = at(notebook, cell.grade_id)
        assert mine.metadata.nbgrader == cell.metadata()
        assert mine.cell_type == cell.cell_type
        assert not cell.locked or mine.source == cell.source


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_ends_in_a_sound_notebook(damage: str) -> None:
    notebook, _ = repaired(damage)
    for cell in notebook.cells:  # release() has no cell_type in its metadata, nbgrader's has
        cell.metadata.get("nbgrader", {}).update(
            {"cell_type": cell.cell_type} if grade_id_of(cell) else {}
        )
    assert_sound(notebook)
    assert run(notebook) == ["slope_test", "step_test"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_second_repair_changes_nothing(damage: str) -> None:
    notebook, _ = repaired(damage)
    before = json.dumps(notebook)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    assert json.dumps(notebook) == before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(DAMAGES)), min_size=2, max_size=4))
def test_damages_on_top_of_each_other_end_in_a_sound_notebook(damages: list[str]) -> None:
    try:
        notebook = submission(*damages)
    except (AttributeError, KeyError, StopIteration, TypeError, ValueError):
        return  # the second damage needs a cell that the first one took away
    repair(notebook, TRUSTED, KERNEL, GIVEN)
    assert order(notebook) == ALL
    before = json.dumps(notebook)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    assert json.dumps(notebook) == before


@settings(max_examples=100, deadline=None)
@given(st.data())
@pytest.mark.slow
def test_cells_in_any_number_and_order_end_in_a_sound_notebook(data: st.DataObject) -> None:
    base = answered(release())
    picks = data.draw(st.lists(st.integers(0, len(base.cells) - 1), min_size=1, max_size=14))
    cells = [copy_of(base.cells[index]) for index in picks]
    for cell in cells:
        what = data.draw(st.sampled_from(["keep", "keep", "empty", "lose", "text", "blank"]))
        if what == "empty":
            cell.metadata["nbgrader"] = {}
        elif what == "lose":
            cell.metadata.pop("nbgrader", None)
        elif what == "text":
            cell.source = data.draw(st.sampled_from([SLOPE, STEP, SLOPE_TEST + "\n" + STEP, "x"]))
        elif what == "blank":
            cell.source = ""
    base.cells = cells
    notebook = read(json.dumps(base).encode())
    repair(notebook, TRUSTED, KERNEL, GIVEN)
    nbformat.validate(notebook)
    assert order(notebook) == ALL
    before = json.dumps(notebook)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    assert json.dumps(notebook) == before


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 4) | st.floats(0, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
KEYS = "grade solution locked task points grade_id schema_version checksum cell_type odd".split()
NAMES = st.sampled_from([*(cell.grade_id for cell in TRUSTED), "", "other", "no name!"])
ABOUT = ODD | st.builds(
    lambda rest, **known: {**rest, **known},
    st.dictionaries(st.sampled_from(KEYS), ODD, max_size=4),
    schema_version=st.sampled_from([0, 1, 2, 3, 3, 3, 4]),
    grade_id=NAMES,
    grade=st.booleans(),
    solution=st.booleans(),
    locked=st.booleans(),
)


NULL_POINTS = {"schema_version": 3, "grade_id": "step", "points": None} | dict.fromkeys(
    ("grade", "locked"), False
)


@settings(max_examples=200, deadline=None)
@example([(6, NULL_POINTS | {"solution": True})])
@given(st.lists(st.tuples(st.integers(0, 9), ABOUT), min_size=1, max_size=5))
@pytest.mark.slow
def test_whatever_stands_in_its_metadata_the_notebook_passes_nbgraders_checks(
    changes: list[tuple[int, object]],
) -> None:
    damaged_notebook = answered(release())
    for index, about in changes:
        damaged_notebook.cells[index].metadata["nbgrader"] = about
    notebook = read(json.dumps(damaged_notebook).encode())
    repair(notebook, TRUSTED, KERNEL, GIVEN)
    MetadataValidator().validate_nb(notebook)
    assert [name for name in order(notebook) if name in ALL] == [*ALL]
    before = json.dumps(notebook)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    assert json.dumps(notebook) == before


@pytest.mark.parametrize("filled", [True, False])
def test_an_undamaged_submission_is_left_as_it_is(filled: bool) -> None:
    notebook = answered(release()) if filled else release()
    before = nbformat.writes(notebook)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    assert nbformat.writes(notebook) == before


def test_of_an_answer_and_its_untouched_copy_the_answer_is_kept() -> None:
    notebook, said = repaired("answer_copied_before_it_was_written")
    assert at(notebook, "slope").source == SLOPE
    assert SLOPE_STUB not in [cell.source for cell in notebook.cells]
    assert said == ["the solution cell slope was there twice; one copy was kept, with its answer"]


def test_of_two_answers_the_last_before_the_test_counts_and_the_other_runs_before_it() -> None:
    notebook, said = repaired("answer_copied_and_the_copy_edited")
    index = place(notebook, "slope")
    assert notebook.cells[index].source == SLOPE
    assert notebook.cells[index - 1].source == "def slope(z):\n    return 7"
    assert "the last answer before the tests counts" in said[0]


def test_an_answer_behind_the_test_runs_behind_the_test_if_there_is_one_before() -> None:
    notebook, _ = repaired("answer_copied_behind_its_test")
    assert at(notebook, "slope").source == SLOPE
    assert notebook.cells[place(notebook, "slope_test") + 1].source.endswith("# again")


def test_the_only_answer_is_moved_before_the_test() -> None:
    notebook, _ = repaired("answer_written_only_behind_its_test")
    assert at(notebook, "slope").source == SLOPE
    assert place(notebook, "slope") < place(notebook, "slope_test")


def test_an_untouched_copy_of_a_test_is_removed_and_an_edited_one_is_the_students() -> None:
    notebook, _ = repaired("test_cell_copied")
    assert [cell.source for cell in notebook.cells].count(SLOPE_TEST) == 1
    notebook, _ = repaired("test_cell_copied_and_the_copy_edited")
    (mine,) = (cell for cell in notebook.cells if cell.source == "print(slope(3))")
    assert "nbgrader" not in mine.metadata


def test_an_answer_without_metadata_is_found_by_its_text_or_else_by_its_place() -> None:
    notebook, said = repaired("metadata_of_an_answer_emptied")
    assert at(notebook, "slope").source == SLOPE
    assert said == ["the solution cell slope was recognised by its text: its metadata were lost"]
    notebook, said = repaired("metadata_of_a_rewritten_answer_emptied")
    assert at(notebook, "step").source == STEP
    assert said == ["the solution cell step was recognised by its place: its metadata were lost"]


def test_a_cell_of_the_release_is_never_taken_for_an_answer() -> None:
    notebook = submission()
    notebook.cells.remove(at(notebook, "step"))
    repair(notebook, TRUSTED, KERNEL, GIVEN)
    assert at(notebook, "step").source == STEP_STUB
    assert damaged.DEMO in [cell.source for cell in notebook.cells]


def test_text_that_may_be_another_cells_stays_where_it_is_and_the_stub_runs_before_it() -> None:
    notebook, _ = repaired("answer_written_elsewhere")
    index = place(notebook, "step")
    assert notebook.cells[index].source == STEP_STUB
    later = [cell.source for cell in notebook.cells[index : place(notebook, "step_test")]]
    assert later[-2:] == ["four = 4", "step = RATE * four"]


def test_a_deleted_test_is_put_back_behind_what_it_tests() -> None:
    notebook, said = repaired("test_deleted")
    assert place(notebook, "slope_test") == place(notebook, "slope") + 2  # behind the demo
    assert said == ["the test cell slope_test was missing and was put back"]


def test_a_deleted_set_up_cell_is_put_back_behind_the_title() -> None:
    notebook, _ = repaired("set_up_deleted")
    assert at(notebook, "set_up").source == SETUP
    assert place(notebook, "set_up") < place(notebook, "slope")


def test_a_second_part_of_an_answer_stays_behind_the_first() -> None:
    notebook, said = repaired("answer_split_over_two_cells")
    assert notebook.cells[place(notebook, "step") + 1].source == "step = RATE * four"
    assert said == []


def test_an_answer_keeps_its_text_when_its_type_is_put_right() -> None:
    notebook, said = repaired("answer_made_markdown")
    assert at(notebook, "slope").source == SLOPE
    assert said == ["the solution cell slope had become a markdown cell and is a code cell again"]


def test_an_edited_test_is_restored() -> None:
    notebook, said = repaired("test_edited")
    assert at(notebook, "slope_test").source == SLOPE_TEST
    assert said == ["the test cell slope_test is locked and had another text, which was restored"]


def test_an_answer_that_was_merged_into_a_test_is_an_answer_again() -> None:
    notebook, _ = repaired("test_merged_with_the_next_answer")
    assert at(notebook, "step").source == STEP


def test_an_answer_written_over_a_test_runs_before_the_test() -> None:
    notebook, _ = repaired("test_overwritten_with_an_answer")
    before = notebook.cells[place(notebook, "step_test") - 1]
    assert before.source == "step = 2  # I could not write above"


def test_forged_points_and_flags_are_named_and_restored() -> None:
    notebook, said = repaired("flags_forged")
    assert at(notebook, "slope_test").metadata.nbgrader.points == 2
    assert "the test cell slope_test had other metadata (points), which were restored" in said


def test_a_forged_test_cell_becomes_a_plain_cell() -> None:
    notebook, said = repaired("cell_forged")
    assert "nbgrader" not in notebook.cells[-1].metadata
    assert said == ["a cell ('bonus') claimed to be graded; it is a plain cell now"]


def test_a_renamed_cell_is_recognised() -> None:
    _, said = repaired("answer_renamed")
    assert said == ["the solution cell slope was recognised by its text: it was called 'my_slope'"]


def test_reordered_cells_are_put_back_and_a_students_cell_follows_its_cell() -> None:
    notebook = submission()
    behind(notebook, "slope", code("mine = 1"))
    index = place(notebook, "slope")
    notebook.cells += notebook.cells[index : index + 2]
    del notebook.cells[index : index + 2]
    said = repair(notebook, TRUSTED, KERNEL, GIVEN)
    assert said == ["cells out of order were put back: slope"]
    assert notebook.cells[place(notebook, "slope") + 1].source == "mine = 1"


def test_a_stranger_s_kernel_is_replaced_by_the_assignments() -> None:
    notebook, said = repaired("kernel_of_another_machine")
    assert notebook.metadata.kernelspec.name == "python3"
    assert "conda-env-ml-py" in said[0]


def test_the_kernel_of_another_language_is_left_alone() -> None:
    notebook = submission("kernel_of_another_machine")
    repair(notebook, TRUSTED, {"name": "ir", "language": "R", "display_name": "R"}, GIVEN)
    assert notebook.metadata.kernelspec.name == "conda-env-ml-py"


def test_a_cell_that_was_never_graded_keeps_its_metadata_and_is_no_answer() -> None:
    about = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    notebook = submission()
    (demo,) = (cell for cell in notebook.cells if cell.source == damaged.DEMO)
    demo.metadata["nbgrader"] = nbformat.from_dict(about)
    assert repair(notebook, TRUSTED, KERNEL, GIVEN) == []
    notebook.cells.remove(at(notebook, "step"))
    repair(notebook, TRUSTED, KERNEL, GIVEN)
    assert at(notebook, "step").source == STEP_STUB
    assert demo.metadata["nbgrader"] == about


def test_a_source_notebook_never_lends_its_solutions() -> None:
    trusted = trusted_from_notebook(source(), BEGIN)
    notebook = submission()
    notebook.cells.remove(at(notebook, "slope"))
    repair(notebook, trusted)
    assert at(notebook, "slope").source == ""


def test_hidden_tests_are_put_in_without_a_word() -> None:
    (hidden,) = (c for c in trusted_from_notebook(source(), BEGIN) if c.grade_id == "slope_test")
    seen = TrustedCell(**{**vars(hidden), "released": SLOPE_TEST})
    trusted = [seen if cell.grade_id == "slope_test" else cell for cell in TRUSTED]
    notebook = submission()
    assert repair(notebook, trusted) == []
    assert at(notebook, "slope_test").source == hidden.source


def test_a_stranger_s_names_are_shortened_in_sentences() -> None:
    notebook = submission()
    at(notebook, "slope").metadata.nbgrader["grade_id"] = "<b>\n" + "x" * 1000
    at(notebook, "step").metadata.nbgrader["<i>"] = 1
    said = repair(notebook, TRUSTED, KERNEL, GIVEN)
    assert all(len(sentence) < 200 and "\n" not in sentence for sentence in said)
    assert not any("<i>" in sentence for sentence in said)

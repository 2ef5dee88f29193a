"""A small assignment, a good submission to it, and what students do to their notebooks.

Each function of ``DAMAGES`` damages a good submission in place. It bears a student's name in the
test of the whole class, where nbgrader must give each of them the points of an undamaged one.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode

SETUP = "import math\n\nRATE = 0.5"
SLOPE = "def slope(z):\n    s = 1 / (1 + math.exp(-z))\n    return s * (1 - s)"
SLOPE_STUB = "def slope(z):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
SLOPE_TEST = '"""The slope at zero is a quarter."""\nassert abs(slope(0) - 0.25) < 1e-9'
HIDDEN = "\n### BEGIN HIDDEN TESTS\nassert slope(9) < 0.01\n### END HIDDEN TESTS"
STEP = "step = RATE * 4"
STEP_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
STEP_TEST = '"""The step is the rate times four."""\nassert step == 2'
WHY = "Because the sigmoid is flat far from zero."
WHY_STUB = "YOUR ANSWER HERE"
SKETCH = "Sketch the sigmoid in a cell of your own."
DEMO = "print('The rate is', RATE)"


def _cell(kind: str, cell_id: str, source: str, **about: Any) -> NotebookNode:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    cell: NotebookNode = make(source, id=cell_id)
    if about:
        flags = {"grade": False, "solution": False, "locked": False, "task": False}
        facts = {**flags, "grade_id": cell_id, "schema_version": 3, **about}
        cell.metadata["nbgrader"] = nbformat.from_dict(facts)
    return cell


def source() -> NotebookNode:
    """The instructor's notebook, as `nbgrader generate_assignment` wants it."""
    solved_slope = "def slope(z):\n    ### BEGIN SOLUTION\n    {}\n    ### END SOLUTION".format(
        "\n".join(SLOPE.splitlines()[1:]).strip()
    )
    cells = [
        _cell("markdown", "title", "# The sigmoid"),
        _cell("code", "set_up", SETUP, locked=True),
        _cell("markdown", "prose", "## Its slope"),
        _cell("code", "slope", solved_slope, solution=True),
        _cell("code", "slope_test", SLOPE_TEST + HIDDEN, grade=True, locked=True, points=2),
        _cell("code", "demo", DEMO),
        _cell("code", "step", f"### BEGIN SOLUTION\n{STEP}\n### END SOLUTION", solution=True),
        _cell("code", "step_test", STEP_TEST, grade=True, locked=True, points=1),
        _cell("markdown", "why", WHY_STUB, grade=True, solution=True, points=3),
        _cell("markdown", "sketch", SKETCH, locked=True, task=True, points=4),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def release() -> NotebookNode:
    """What nbgrader makes of the source, near enough; the class test uses nbgrader's own."""
    notebook = source()
    texts = {"slope": SLOPE_STUB, "slope_test": SLOPE_TEST, "step": STEP_STUB}
    for number, cell in enumerate(notebook.cells):
        cell.source = texts.get(cell.id, cell.source)
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["checksum"] = f"{number:032x}"
    return notebook


def answered(notebook: NotebookNode) -> NotebookNode:
    """The notebook with a right answer in each solution cell."""
    notebook = deepcopy(notebook)
    for name, answer in (("slope", SLOPE), ("step", STEP), ("why", WHY)):
        at(notebook, name).source = answer
    return notebook


def at(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The one cell of that grade_id."""
    (cell,) = (c for c in notebook.cells if grade_id_of(c) == grade_id)
    return cell


def grade_id_of(cell: NotebookNode) -> str | None:
    about = cell.metadata.get("nbgrader")
    return about.get("grade_id") if isinstance(about, dict) else None


def place(notebook: NotebookNode, grade_id: str) -> int:
    return notebook.cells.index(at(notebook, grade_id))


def copy_of(cell: NotebookNode, source: str | None = None) -> NotebookNode:
    """What copying and pasting a cell in Jupyter makes: the same metadata, another id."""
    copied = deepcopy(cell)
    copied.id = f"{cell.id}-copy"
    copied.source = cell.source if source is None else source
    return copied


def behind(notebook: NotebookNode, grade_id: str, cell: NotebookNode) -> None:
    notebook.cells.insert(place(notebook, grade_id) + 1, cell)


def code(source: str, cell_id: str = "mine") -> NotebookNode:
    return nbformat.v4.new_code_cell(source, id=cell_id)


def undamaged(nb: NotebookNode) -> None:
    pass


def answer_copied_before_it_was_written(nb: NotebookNode) -> None:
    behind(nb, "slope", copy_of(at(nb, "slope"), SLOPE_STUB))


def answer_copied_and_the_copy_edited(nb: NotebookNode) -> None:
    wrong = copy_of(at(nb, "slope"), "def slope(z):\n    return 7")
    nb.cells.insert(place(nb, "slope"), wrong)


def answer_copied_behind_its_test(nb: NotebookNode) -> None:
    behind(nb, "slope_test", copy_of(at(nb, "slope"), SLOPE + "\n# again"))


def answer_written_only_behind_its_test(nb: NotebookNode) -> None:
    behind(nb, "slope_test", copy_of(at(nb, "slope")))
    nb.cells[place_first(nb, "slope")].source = SLOPE_STUB


def place_first(notebook: NotebookNode, grade_id: str) -> int:
    return next(i for i, c in enumerate(notebook.cells) if grade_id_of(c) == grade_id)


def test_cell_copied(nb: NotebookNode) -> None:
    behind(nb, "slope_test", copy_of(at(nb, "slope_test")))


def test_cell_copied_and_the_copy_edited(nb: NotebookNode) -> None:
    behind(nb, "slope", copy_of(at(nb, "slope_test"), "print(slope(3))"))


def cell_ids_lost(nb: NotebookNode) -> None:
    for cell in nb.cells:
        del cell["id"]


def cell_ids_twice(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell["id"] = "same"


def metadata_of_an_answer_emptied(nb: NotebookNode) -> None:
    at(nb, "slope").metadata["nbgrader"] = {}


def metadata_of_a_rewritten_answer_emptied(nb: NotebookNode) -> None:
    at(nb, "step").metadata["nbgrader"] = {}


def metadata_of_a_test_emptied(nb: NotebookNode) -> None:
    at(nb, "slope_test").metadata["nbgrader"] = {}


def metadata_of_an_answer_lost(nb: NotebookNode) -> None:
    del at(nb, "step").metadata["nbgrader"]


def metadata_of_all_cells_lost(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata = NotebookNode()


def metadata_of_a_wrong_kind(nb: NotebookNode) -> None:
    at(nb, "slope").metadata["nbgrader"] = "solution"
    at(nb, "step_test").metadata["nbgrader"]["grade_id"] = ["step_test"]


def set_up_deleted(nb: NotebookNode) -> None:
    nb.cells.remove(at(nb, "set_up"))


def test_deleted(nb: NotebookNode) -> None:
    nb.cells.remove(at(nb, "slope_test"))


def task_deleted(nb: NotebookNode) -> None:
    nb.cells.remove(at(nb, "sketch"))


def answer_written_elsewhere(nb: NotebookNode) -> None:
    """The solution cell was deleted and its text stands in two cells of the student's."""
    index = place(nb, "step")
    nb.cells[index : index + 1] = [code("four = 4", "m1"), code("step = RATE * four", "m2")]


def answer_split_over_two_cells(nb: NotebookNode) -> None:
    at(nb, "step").source = "four = 4"
    behind(nb, "step", code("step = RATE * four"))


def answer_made_markdown(nb: NotebookNode) -> None:
    cell = at(nb, "slope")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def test_made_raw(nb: NotebookNode) -> None:
    cell = at(nb, "slope_test")
    cell.cell_type = "raw"
    del cell["outputs"], cell["execution_count"]


def test_edited(nb: NotebookNode) -> None:
    at(nb, "slope_test").source = SLOPE_TEST.replace("0.25", "0.5")


def set_up_edited(nb: NotebookNode) -> None:
    at(nb, "set_up").source = SETUP.replace("0.5", "0.9")


def test_merged_with_the_next_answer(nb: NotebookNode) -> None:
    at(nb, "slope_test").source += f"\n\n{STEP}"
    nb.cells.remove(at(nb, "step"))


def test_overwritten_with_an_answer(nb: NotebookNode) -> None:
    at(nb, "step_test").source = "step = 2  # I could not write above"


def flags_forged(nb: NotebookNode) -> None:
    at(nb, "slope_test").metadata.nbgrader.update(points=100, locked=False)
    at(nb, "step").metadata.nbgrader.update(grade=True, points=50)
    at(nb, "step_test").metadata.nbgrader.update(grade=False, solution=True)


def flags_of_a_wrong_kind(nb: NotebookNode) -> None:
    at(nb, "slope_test").metadata.nbgrader.update(points="two", grade=1, odd={})


def cell_forged(nb: NotebookNode) -> None:
    forged = copy_of(at(nb, "slope_test"), "1000")
    forged.metadata.nbgrader.update(grade_id="bonus", points=1000)
    nb.cells.append(forged)


def answer_renamed(nb: NotebookNode) -> None:
    at(nb, "slope").metadata.nbgrader["grade_id"] = "my_slope"


def test_renamed(nb: NotebookNode) -> None:
    at(nb, "slope_test").metadata.nbgrader["grade_id"] = "cell-1f3a"


def cells_reordered(nb: NotebookNode) -> None:
    nb.cells.append(nb.cells.pop(place(nb, "slope")))


def schema_of_an_old_nbgrader(nb: NotebookNode) -> None:
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = 1
            cell.metadata.nbgrader.pop("task", None)
    del at(nb, "step").metadata.nbgrader["schema_version"]


def kernel_of_another_machine(nb: NotebookNode) -> None:
    nb.metadata["kernelspec"] = {"name": "conda-env-ml-py", "display_name": "Python [conda]"}


def notebook_metadata_lost(nb: NotebookNode) -> None:
    nb.metadata = NotebookNode(language=5)


def test_tagged_to_be_skipped(nb: NotebookNode) -> None:
    at(nb, "slope_test").metadata["tags"] = ["skip-execution"]


DAMAGES: dict[str, Callable[[NotebookNode], None]] = {
    function.__name__: function
    for function in (
        undamaged,
        answer_copied_before_it_was_written,
        answer_copied_and_the_copy_edited,
        answer_copied_behind_its_test,
        answer_written_only_behind_its_test,
        test_cell_copied,
        test_cell_copied_and_the_copy_edited,
        cell_ids_lost,
        cell_ids_twice,
        metadata_of_an_answer_emptied,
        metadata_of_a_rewritten_answer_emptied,
        metadata_of_a_test_emptied,
        metadata_of_an_answer_lost,
        metadata_of_all_cells_lost,
        metadata_of_a_wrong_kind,
        set_up_deleted,
        test_deleted,
        task_deleted,
        answer_written_elsewhere,
        answer_split_over_two_cells,
        answer_made_markdown,
        test_made_raw,
        test_edited,
        set_up_edited,
        test_merged_with_the_next_answer,
        test_overwritten_with_an_answer,
        flags_forged,
        flags_of_a_wrong_kind,
        cell_forged,
        answer_renamed,
        test_renamed,
        cells_reordered,
        schema_of_an_old_nbgrader,
        kernel_of_another_machine,
        notebook_metadata_lost,
        test_tagged_to_be_skipped,
    )
}

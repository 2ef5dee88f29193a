"""Make of any readable submission a notebook that can be graded, and say what was done.

Afterwards each of the assignment's nbgrader cells occurs exactly once, in the assignment's order
and with its own metadata; locked cells have their own text and solution cells the student's. Three
rules decide what is not plain:

- The student's text is never thrown away, unless it is what was handed out or stands there twice.
  Text that belongs to no solution cell stays as a plain cell, and runs.
- Where two answers compete, the notebook means what *Run All* would have done: the last answer
  before the tests counts, and the earlier ones run before it.
- A solution cell that was put back runs before the student's plain code of that place, so that it
  undoes nothing.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

import nbformat
from nbformat import NotebookNode

SCHEMA = 3
NBGRADER_KEYS = frozenset("schema_version grade grade_id locked solution task points".split())
OPTIONAL_KEYS = frozenset({"checksum", "cell_type"})
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}

ALIKE = 0.7  # a locked cell with some words changed
UNLIKE = 0.5  # below it, a locked cell's text is the student's own
ANSWER_ALIKE = 0.6  # an answer that still shows the text it was written into
LONGEST_COMPARED = 2000  # characters; difflib is quadratic and the text is a stranger's
MOST_COMPARED = 200  # cells in one gap, likewise
BOUND = re.compile(r"^(?:(?:async )?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)


@dataclass(frozen=True)
class TrustedCell:
    """One of the assignment's nbgrader cells as it must be.

    ``source`` is what is graded; of a solution cell, what was handed out. ``released`` is the text
    that students were given, which lacks the hidden tests, or None where nobody knows it.
    ``locked`` cells have their text restored: test cells, too, whatever their flag says.
    """

    grade_id: str
    cell_type: str
    source: str
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    points: float | None = None
    checksum: str | None = None
    released: str | None = None
    tags: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.task:
            return f"the task cell {self.grade_id}"
        if self.solution:
            return f"the solution cell {self.grade_id}"
        return f"the {'test' if self.grade else 'set-up'} cell {self.grade_id}"

    @property
    def texts(self) -> list[str]:
        """The texts that a submission may show where its student changed nothing."""
        return [text.strip() for text in (self.source, self.released) if text is not None]

    def metadata(self) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "schema_version": SCHEMA,
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            wanted["points"] = self.points
        if self.checksum is not None:
            wanted |= {"checksum": self.checksum, "cell_type": self.cell_type}
        return wanted


def trusted_from_notebook(notebook: NotebookNode) -> list[TrustedCell]:
    """The nbgrader cells of a release or source notebook, in its order.

    A source notebook's solution cells hold the solutions, which must never be put into a
    submission: their text is taken only from a release, which is told by its checksums.
    """
    return [_trusted(cell) for cell in notebook.cells if _is_nbgrader(cell)]


def _is_nbgrader(cell: NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return any(about.get(flag) for flag in ("grade", "solution", "locked", "task"))


def _trusted(cell: NotebookNode) -> TrustedCell:
    about = cell.metadata["nbgrader"]
    solution = bool(about.get("solution"))
    is_answered = "checksum" not in about or "BEGIN SOLUTION" in cell.source
    text = "" if solution and is_answered else cell.source
    return TrustedCell(
        grade_id=about["grade_id"],
        cell_type=cell.cell_type,
        source=text,
        grade=bool(about.get("grade")),
        solution=solution,
        locked=_is_locked(about),
        task=bool(about.get("task")),
        points=about.get("points") if about.get("grade") or about.get("task") else None,
        checksum=about.get("checksum"),
        released=text,
        tags=tuple(cell.metadata.get("tags", ())),
    )


def _is_locked(about: Mapping[str, Any]) -> bool:
    """Whether nbgrader restores such a cell's text, whatever its flag ``locked`` says."""
    return not about.get("solution") and bool(about.get("grade") or about.get("locked"))


def repair(
    notebook: NotebookNode,
    trusted: Sequence[TrustedCell],
    kernelspec: Mapping[str, Any] | None = None,
    given: Collection[str] = (),
) -> list[str]:
    """Repair a notebook in place. Returns a sentence on each thing that was repaired.

    ``kernelspec`` is the assignment's, empty for any Python: a notebook of a Python assignment gets
    it. Without one the kernel is left alone. ``given`` are the texts
    of the assignment's other cells, which are never taken for an answer.

    An undamaged notebook is left as it is. Repairing twice does what repairing once does.
    """
    work = _Repair(notebook, trusted, given)
    work.split_merged_cells()
    work.settle_claims()
    work.recognise_by_text()
    work.recognise_by_likeness()
    work.recognise_by_place()
    work.clear_the_rest()
    work.restore()
    work.put_in_order()
    work.settle_kernel(kernelspec)
    return work.said


class _Repair:
    """``place`` says which of ``cells`` is which trusted cell; ``said`` collects the sentences."""

    def __init__(
        self, notebook: NotebookNode, trusted: Sequence[TrustedCell], given: Collection[str]
    ) -> None:
        self.notebook = notebook
        self.cells: list[NotebookNode] = list(notebook.cells)
        self.trusted = trusted
        self.given = {text.strip() for text in given}
        self.place: dict[str, int] = {}
        self.given_ids: set[str] = set()
        self.said: list[str] = []

    # Cells that say which they are

    def claims(self) -> dict[str, list[int]]:
        """Where cells say that they are a trusted cell, by grade_id in the assignment's order."""
        claims: dict[str, list[int]] = {cell.grade_id: [] for cell in self.trusted}
        for index, cell in enumerate(self.cells):
            grade_id = _grade_id(cell)
            if grade_id in claims:
                claims[grade_id].append(index)
        return claims

    def split_merged_cells(self) -> None:
        """Give text that a student merged into a locked cell, or wrote over it, its own cell."""
        claims = self.claims()
        sole = {claims[t.grade_id][0]: t for t in self.trusted if len(claims[t.grade_id]) == 1}
        cells = []
        for index, cell in enumerate(self.cells):
            trusted = sole.get(index)
            if trusted is None or not trusted.locked:
                cells.append(cell)
                continue
            before, after = _own_text(cell.source, trusted)
            cells += [self.plain_cell(before, cell)] if before else []
            cells.append(cell)
            cells += [self.plain_cell(after, cell)] if after else []
            if before or after:
                cell.source = trusted.source
                self.said.append(f"{trusted} held text of the student's, which got its own cell")
        self.cells = cells

    def settle_claims(self) -> None:
        """Of several cells with one grade_id keep one; copies that say nothing new are removed."""
        claims = self.claims()
        useless: set[int] = set()
        for trusted in self.trusted:
            found = claims[trusted.grade_id]
            if not found:
                continue
            later = self.trusted[self.trusted.index(trusted) + 1 :]
            end = min(
                (i for t in later for i in claims[t.grade_id] if i > found[0]),
                default=len(self.cells),
            )
            kept = self.best(trusted, found, end)
            self.place[trusted.grade_id] = kept
            rest = [index for index in found if index != kept]
            if rest:
                idle = {i for i in rest if self.is_idle(trusted, i, kept)}
                useless |= idle
                self.said.append(_on_copies(trusted, len(found), len(rest) - len(idle)))
            for index in rest:
                del self.cells[index].metadata["nbgrader"]
        self.drop(useless)

    def best(self, trusted: TrustedCell, found: list[int], end: int) -> int:
        if not trusted.solution:
            return max(
                found[:MOST_COMPARED], key=lambda i: _likeness(self.cells[i].source, trusted)
            )
        answers = [i for i in found if not _is_untouched(self.cells[i].source, trusted)]
        in_time = [i for i in answers if i < end]
        return in_time[-1] if in_time else (answers or found)[0]

    def is_idle(self, trusted: TrustedCell, index: int, kept: int) -> bool:
        text = self.cells[index].source
        return _is_untouched(text, trusted) or text.strip() == self.cells[kept].source.strip()

    def drop(self, useless: set[int]) -> None:
        left = [index for index in range(len(self.cells)) if index not in useless]
        moved = {old: new for new, old in enumerate(left)}
        self.cells = [self.cells[index] for index in left]
        self.place = {grade_id: moved[index] for grade_id, index in self.place.items()}

    # Cells that no longer say which they are

    def lost(self) -> list[TrustedCell]:
        return [cell for cell in self.trusted if cell.grade_id not in self.place]

    def gaps(self) -> Iterator[tuple[list[TrustedCell], list[int]]]:
        """Runs of lost trusted cells, each with the cells between its recognised neighbours."""
        runs: list[tuple[int, list[TrustedCell], int]] = [(-1, [], len(self.cells))]
        for cell in self.trusted:
            start, run, _ = runs[-1]
            if cell.grade_id in self.place:
                here = self.place[cell.grade_id]
                runs[-1] = (start, run, here)
                runs.append((here, [], len(self.cells)))
            else:
                run.append(cell)
        for start, run, end in runs:
            if run:  # the candidates anew each time: in a reordered notebook gaps overlap
                yield run, [i for i in self.candidates() if start < i < end][:MOST_COMPARED]

    def candidates(self) -> list[int]:
        taken = set(self.place.values())
        return [
            index
            for index, cell in enumerate(self.cells)
            if index not in taken and (_is_marked(cell) or cell.source.strip() not in self.given)
        ]

    def recognise_by_text(self) -> None:
        """An unchanged text that occurs once in the assignment is found wherever it stands."""
        shared = [text for cell in self.trusted for text in set(cell.texts)]
        for cell in self.lost():
            own = [text for text in cell.texts if text and shared.count(text) == 1]
            for index in self.candidates():
                if self.cells[index].source.strip() in own:
                    self.recognise(cell, index, "text")
                    break

    def recognise_by_likeness(self) -> None:
        for run, spots in self.gaps():
            for cell, index in _aligned(run, [(i, self.cells[i].source) for i in spots]):
                self.recognise(cell, index, "text")

    def recognise_by_place(self) -> None:
        """Between two recognised cells, as many answers as lost solution cells are their answers.

        Cells that still carry some nbgrader metadata, be they empty, come before those without.
        """
        for run, spots in self.gaps():
            for kind in ("code", "markdown", "raw"):
                wanted = [cell for cell in run if cell.solution and cell.cell_type == kind]
                pool = [i for i in spots if self.cells[i].cell_type == kind]
                marked = [i for i in pool if _is_marked(self.cells[i])]
                written = [i for i in pool if self.cells[i].source.strip()]
                found = marked or written
                if len(found) == len(wanted):
                    for cell, index in zip(wanted, found, strict=True):
                        self.recognise(cell, index, "place")

    def recognise(self, cell: TrustedCell, index: int, by: str) -> None:
        self.place[cell.grade_id] = index
        metadata = self.cells[index].metadata
        old = _grade_id(self.cells[index])
        what = "its metadata were lost" if old is None else f"it was called {_shown(old)}"
        self.said.append(f"{cell} was recognised by its {by}: {what}")
        metadata["nbgrader"] = nbformat.from_dict(cell.metadata())

    # The notebook as it must be

    def clear_the_rest(self) -> None:
        """Remove nbgrader's metadata from cells that are none of the assignment's."""
        taken = set(self.place.values())
        for index, cell in enumerate(self.cells):
            if index not in taken and _is_marked(cell):
                name = _shown(_grade_id(cell))
                del cell.metadata["nbgrader"]
                self.said.append(f"a cell ({name}) claimed to be graded; it is a plain cell now")

    def restore(self) -> None:
        for trusted in self.trusted:
            if trusted.grade_id in self.place:
                cell = self.cells[self.place[trusted.grade_id]]
                self.said += [f"{trusted} {what}" for what in _restored(cell, trusted)]

    def put_in_order(self) -> None:
        """Order the trusted cells and put back those that are gone.

        A student's own cells stay behind the trusted cell that they followed.
        """
        was = sorted(self.place, key=lambda grade_id: self.place[grade_id])
        now = [cell.grade_id for cell in self.trusted if cell.grade_id in self.place]
        blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        stayed = {name for block in blocks for name in now[block.b : block.b + block.size]}
        moved = [name for name in now if name not in stayed]
        if moved:
            self.said.append(f"cells out of order were put back: {', '.join(moved)}")
        followers = self.followers()
        ordered: list[NotebookNode] = []
        waiting = followers[None]
        for trusted in self.trusted:
            if trusted.grade_id in self.place:
                ordered += [*waiting, self.cells[self.place[trusted.grade_id]]]
                waiting = followers[trusted.grade_id]
                continue
            self.said.append(_on_loss(trusted))
            prose = list(takewhile(lambda cell: cell.cell_type != "code", waiting))
            ahead = prose if trusted.solution else waiting
            ordered += [*ahead, self.new_cell(trusted)]
            waiting = waiting[len(ahead) :]
        self.notebook.cells = [*ordered, *waiting]

    def followers(self) -> dict[str | None, list[NotebookNode]]:
        """The cells that are not trusted, by the trusted cell that they follow."""
        owner = {index: grade_id for grade_id, index in self.place.items()}
        followers: dict[str | None, list[NotebookNode]] = {None: []}
        last: str | None = None
        for index, cell in enumerate(self.cells):
            if index in owner:
                last = owner[index]
                followers[last] = []
            else:
                followers[last].append(cell)
        return followers

    def new_cell(self, trusted: TrustedCell) -> NotebookNode:
        cell = self.plain_cell(trusted.source, {"cell_type": trusted.cell_type})
        cell.metadata = nbformat.from_dict({"nbgrader": trusted.metadata()})
        if trusted.tags:
            cell.metadata["tags"] = list(trusted.tags)
        return cell

    def plain_cell(self, source: str, like: Mapping[str, Any]) -> NotebookNode:
        number = len(self.cells) + 1
        taken = {cell.id for cell in [*self.cells, *self.notebook.cells]} | self.given_ids
        while f"nbjudge-{number}" in taken:
            number += 1
        self.given_ids.add(f"nbjudge-{number}")
        cell: NotebookNode = nbformat.from_dict(
            {"id": f"nbjudge-{number}", "cell_type": "raw", "metadata": {}, "source": source}
        )
        _turn_into(cell, like["cell_type"])
        return cell

    def settle_kernel(self, kernelspec: Mapping[str, Any] | None) -> None:
        if kernelspec is None or kernelspec.get("language", "python") != "python":
            return
        wanted = dict(kernelspec or PYTHON)
        spec = self.notebook.metadata.get("kernelspec", {})
        if spec.get("name") != wanted["name"]:
            name = _shown(spec.get("name"))
            self.notebook.metadata["kernelspec"] = nbformat.from_dict(wanted)
            self.said.append(f"the notebook's kernel ({name}) was replaced by {wanted['name']}")


def _grade_id(cell: NotebookNode) -> str | None:
    about = cell.metadata.get("nbgrader")
    grade_id = about.get("grade_id") if isinstance(about, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _shown(name: object) -> str:
    """A stranger's name, fit to stand in a sentence."""
    return repr(name)[:60] if isinstance(name, str) and name else "without a name"


def _own_text(text: str, locked: TrustedCell) -> tuple[str, str]:
    """What a student wrote before and after a locked cell's text, or instead of it."""
    for original in locked.texts:
        if original and original in text:
            before, _, after = text.partition(original)
            return before.strip(), after.strip()
    if text.strip() and _likeness(text, locked) < UNLIKE:
        return text.strip(), ""
    return "", ""


def _is_untouched(text: str, trusted: TrustedCell) -> bool:
    return not text.strip() or text.strip() in trusted.texts


def _likeness(text: str, trusted: TrustedCell) -> float:
    """From 0 to 1: how much a text looks like the trusted cell's, changed or filled in."""
    text = text.strip()
    if text in trusted.texts:
        return 1.0
    alike = max((_ratio(text, original) for original in trusted.texts), default=0.0)
    if trusted.solution:
        asked = _bound(trusted.source)
        return max(alike, 0.9 * len(asked & _bound(text)) / len(asked) if asked else 0.0)
    return alike


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:LONGEST_COMPARED], other[:LONGEST_COMPARED])
    if matcher.real_quick_ratio() < UNLIKE or matcher.quick_ratio() < UNLIKE:
        return 0.0
    return matcher.ratio()


def _bound(text: str) -> set[str]:
    """The names that a cell defines, told by its lines: the text need not parse."""
    return {match[1] or match[2] for match in BOUND.finditer(text)}


def _aligned(
    run: list[TrustedCell], spots: list[tuple[int, str]]
) -> Iterable[tuple[TrustedCell, int]]:
    """Pair trusted cells with texts that are like them, both in order, as well as possible."""
    best: list[tuple[float, list[tuple[TrustedCell, int]]]] = [(0.0, [])] * (len(spots) + 1)
    for cell in run:
        least = ANSWER_ALIKE if cell.solution else ALIKE
        row = [best[0]]
        for column, (index, text) in enumerate(spots):
            choice = max(best[column + 1], row[column], key=lambda way: way[0])
            likeness = _likeness(text, cell)
            total, pairs = best[column]
            if likeness >= least and total + likeness > choice[0]:
                choice = (total + likeness, [*pairs, (cell, index)])
            row.append(choice)
        best = row
    return best[-1][1]


def _is_marked(cell: NotebookNode) -> bool:
    """Whether a cell still shows, in whatever form, that it was one of nbgrader's."""
    return "nbgrader" in cell.metadata and not _is_harmless(cell.metadata["nbgrader"])


def _is_harmless(about: object) -> bool:
    """Whether nbgrader's checks pass such metadata and take the cell for no cell of theirs."""
    return (
        isinstance(about, dict)
        and about.keys() <= NBGRADER_KEYS
        and all(about.get(flag) is False for flag in ("grade", "solution", "locked"))
        and about.get("task", False) is False
        and about.get("schema_version") == SCHEMA
        and isinstance(about.get("grade_id", ""), str)
        and re.fullmatch(r"[\w-]*", about.get("grade_id", ""), re.ASCII) is not None
        and _is_points(about.get("points", 0))
    )


def _is_points(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _restored(cell: NotebookNode, trusted: TrustedCell) -> list[str]:
    """Give a recognised cell back what is the assignment's. Returns what is worth saying."""
    said = []
    if cell.cell_type != trusted.cell_type:
        said.append(f"had become a {cell.cell_type} cell and is a {trusted.cell_type} cell again")
        _turn_into(cell, trusted.cell_type)
    wrong = _wrong_metadata(cell.metadata["nbgrader"], trusted)
    if wrong:
        said.append(f"had other metadata ({', '.join(wrong)}), which were restored")
        cell.metadata["nbgrader"] = nbformat.from_dict(trusted.metadata())
    else:
        _settle_optional(cell.metadata["nbgrader"], trusted.metadata())
    if trusted.locked:
        if trusted.released is not None and cell.source.strip() not in trusted.texts:
            said.append("is locked and had another text, which was restored")
        if cell.source != trusted.source:
            cell.source = trusted.source
        if tuple(cell.metadata.get("tags", ())) != trusted.tags:
            # A tag can keep a kernel from running a test cell: no output, full marks.
            said.append("had other tags, which were restored")
            cell.metadata["tags"] = list(trusted.tags)
    return said


def _settle_optional(about: dict[str, Any], wanted: Mapping[str, Any]) -> None:
    """Nothing hangs on these for a student, so there is nothing to say of them."""
    for key in OPTIONAL_KEYS & about.keys():
        about[key] = wanted.get(key)
        if key not in wanted:
            del about[key]
    if "checksum" in wanted:
        about["checksum"] = wanted["checksum"]


def _turn_into(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None


def _wrong_metadata(about: Mapping[str, Any], trusted: TrustedCell) -> list[str]:
    """The names of the fields that are not as they must be, in value or in kind."""
    if about.get("schema_version") != SCHEMA:
        return ["of another version of nbgrader"]
    wanted = trusted.metadata()
    wanted["locked"] = _is_locked(wanted)
    seen = {"task": False, **about}
    if type(seen.get("locked")) is bool:
        seen["locked"] = _is_locked(about)
    if "points" not in wanted and _is_points(seen.get("points", 0)):
        seen.pop("points", None)
    keys = sorted((wanted.keys() | seen.keys()) - OPTIONAL_KEYS)
    wrong = [key for key in keys if not _is_same(seen.get(key), wanted.get(key))]
    return sorted({key if key in NBGRADER_KEYS else "unknown fields" for key in wrong})


def _is_same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _on_copies(trusted: TrustedCell, count: int, rivals: int) -> str:
    there = f"{trusted} was there {'twice' if count == 2 else f'{count} times'}"
    if not rivals:
        return f"{there}; one copy was kept" + (", with its answer" if trusted.solution else "")
    if trusted.solution:
        return f"{there}; the last answer before the tests counts, the others run as plain cells"
    return f"{there}; one copy was kept, and those with another text run as plain cells"


def _on_loss(trusted: TrustedCell) -> str:
    how = " as it was handed out, without an answer" if trusted.solution else ""
    return f"{trusted} was missing and was put back{how}"

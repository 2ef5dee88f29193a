"""What is said of each repair, in a sentence that students and instructors read."""

from collections.abc import Sequence

from nbjudge.repair.trusted import TrustedCell


def shown(name: object) -> str:
    """A stranger's name, fit to stand in a sentence."""
    return repr(name)[:60] if isinstance(name, str) and name else "without a name"


def was_split(trusted: TrustedCell) -> str:
    return f"{trusted} held text of the student's, which got its own cell"


def had_copies(trusted: TrustedCell, count: int, rivals: int) -> str:
    """``rivals`` of the copies hold a text of the student's that is not the one kept."""
    there = f"{trusted} was there {'twice' if count == 2 else f'{count} times'}"
    if not rivals:
        return f"{there}; one copy was kept" + (", with its answer" if trusted.solution else "")
    if trusted.solution:
        return f"{there}; the last answer before the tests counts, the others run as plain cells"
    return f"{there}; one copy was kept, and those with another text run as plain cells"


def was_recognised(trusted: TrustedCell, by: str, old_name: str | None) -> str:
    what = "its metadata were lost" if old_name is None else f"it was called {shown(old_name)}"
    return f"{trusted} was recognised by its {by}: {what}"


def claimed_to_be_graded(name: str | None) -> str:
    return f"a cell ({shown(name)}) claimed to be graded; it is a plain cell now"


def had_become(trusted: TrustedCell, cell_type: str) -> str:
    return f"{trusted} had become a {cell_type} cell and is a {trusted.cell_type} cell again"


def had_other_metadata(trusted: TrustedCell, fields: Sequence[str]) -> str:
    return f"{trusted} had other metadata ({', '.join(fields)}), which were restored"


def had_another_text(trusted: TrustedCell) -> str:
    return f"{trusted} is locked and had another text, which was restored"


def had_other_tags(trusted: TrustedCell) -> str:
    return f"{trusted} had other tags, which were restored"


def were_out_of_order(moved: Sequence[str]) -> str:
    return f"cells out of order were put back: {', '.join(moved)}"


def was_missing(trusted: TrustedCell) -> str:
    how = " as it was handed out, without an answer" if trusted.solution else ""
    return f"{trusted} was missing and was put back{how}"


def had_another_kernel(name: object, wanted: str) -> str:
    return f"the notebook's kernel ({shown(name)}) was replaced by {wanted}"

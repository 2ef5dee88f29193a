"""What an exception loses when only its class and arguments cross, and gets back on the other side:
its cause and context, its notes, and plain attributes such as the ``pos`` of a JSONDecodeError.
"""

import contextlib
import linecache
import re
import traceback
from typing import Any

from nbjudge.errors import BadMessage
from nbjudge.process.remote.describe import PLAIN

LONGEST_CHAIN = 8
OF_BUILTINS = ("filename", "filename2", "name")
NOTED_LINE = re.compile(r"In [^,\n]+, line \d+ of its cell: (?P<line>.*)")


def describe_error(error: BaseException) -> tuple[Any, ...]:
    """The exceptions of a chain: each with its notes, its attributes and how it led to the one
    before."""
    chain: list[tuple[Any, ...]] = []
    link, how = error, "raised"
    while len(chain) < LONGEST_CHAIN:
        chain.append((link, how, notes_of(link), plain_attributes(link)))
        if link.__cause__ is not None:
            link, how = link.__cause__, "cause"
        elif link.__context__ is not None and not link.__suppress_context__:
            link, how = link.__context__, "context"
        else:
            break
    return tuple(chain)


def restore_error(chain: object) -> BaseException:
    """The exception to raise. Raises BadMessage for what is none."""
    restored: list[BaseException] = []
    for link in chain if isinstance(chain, tuple) else ():
        match link:
            case (BaseException() as error, str(how), tuple(notes), dict(attributes)):
                restore(error, notes, attributes)
                if restored and how == "cause":
                    restored[-1].__cause__ = error
                elif restored:
                    restored[-1].__context__ = error
                restored.append(error)
            case _:
                raise BadMessage("something was raised that is no exception")
    if not restored:
        raise BadMessage("nothing was raised")
    return restored[0]


def notes_of(error: BaseException) -> tuple[str, ...]:
    notes = getattr(error, "__notes__", None)
    return tuple(n for n in notes if type(n) is str) if isinstance(notes, list) else ()


def note_failing_line(error: BaseException, namespace: dict[str, Any]) -> None:
    """Note at an error which line of the notebook's own code it came from.

    The frames stay behind when it crosses, and a stub has none of those lines. Only code that runs
    in this namespace counts; without any in the traceback there is nothing to note.
    """
    lines = [
        (frame.f_code, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is namespace
    ]
    if lines:
        code, line = lines[-1]
        text = linecache.getline(code.co_filename, line).strip()
        note = f"In {code.co_name}, line {line} of its cell: {text}"
        if note not in notes_of(error):
            error.add_note(note)


def plain_attributes(error: BaseException) -> dict[str, Any]:
    found = {name: at for name in OF_BUILTINS if (at := getattr(error, name, None)) is not None}
    if type(error).__module__ != "__main__":  # else the other side is asked for its attributes
        found |= getattr(error, "__dict__", {})
    return {
        name: value
        for name, value in found.items()
        if type(name) is str and not name.startswith("_") and type(value) in PLAIN
    }


def restore(error: BaseException, notes: tuple[Any, ...], attributes: dict[Any, Any]) -> None:
    known = getattr(error, "__notes__", ())
    for note in notes:
        if type(note) is str and note not in known:
            error.add_note(note)
    for name, value in attributes.items():
        if type(name) is str and not name.startswith("_") and type(value) in PLAIN:
            with contextlib.suppress(AttributeError, TypeError):
                setattr(error, name, value)

"""Read what a student handed in, whatever its bytes: a well-formed notebook, or a reason why not.

``read`` takes bytes and ``read_path`` a file. Both return a notebook of format 4.5 that nbformat
finds valid, or raise Unreadable, and nothing else. Here bytes become text, and text JSON; what the
JSON says of cells is put right in `cells`.
"""

import errno
import json
import math
import os
import re
import stat
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from nbjudge.errors import Unreadable
from nbjudge.repair.cells import notebook_of
from nbjudge.repair.unreadable import MOST_BYTES, unreadable

MOST_CONTAINERS = 2_000_000  # 64 MiB of "[[],[]," would fill gigabytes once parsed
PADDING = "\ufeff\0 \t\r\n"  # an interrupted synchronisation leaves NULs at the end
OPEN_ERRORS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ELOOP: "link",
    errno.EISDIR: "not_a_file",
    errno.ENXIO: "not_a_file",
}


def read_path(path: Path | str) -> NotebookNode:
    """Read a file as a notebook. Never waits: a pipe or a device is refused, not opened and read.

    A link is followed only to a file in or below its own folder, which is the submission's.
    """
    return read(bytes_of(str(path)))


def read(data: bytes) -> NotebookNode:
    """Read the bytes of a notebook file."""
    try:
        return notebook_of(_parsed(_text(data)))
    except Unreadable:
        raise
    except RecursionError:
        raise unreadable("too_deep") from None
    except MemoryError:
        raise unreadable("too_large") from None
    except Exception as error:  # a gap in this module must not stop the class; tests look for it
        raise unreadable("damaged") from error


def opened(path: str) -> bytes | Unreadable:
    """What stands in a file, or why it cannot be opened: with the promises of `read_path`."""
    try:
        return bytes_of(path)
    except Unreadable as unreadable:
        return unreadable


def bytes_of(path: str) -> bytes:
    """The bytes of a file, with the promises of `read_path`; too many of them are cut off."""
    try:
        if os.path.islink(path):
            path = _followed(path)
        # O_NONBLOCK, or opening a pipe waits for a writer; O_NOFOLLOW, as a link was looked at.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(path, flags), "rb") as file:
            if not _is_regular(file.fileno()):
                raise unreadable("not_a_file")
            # One bounded read: a file that grows meanwhile is judged by what was there.
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(OPEN_ERRORS.get(error.errno or 0, "unopenable")) from error
    except ValueError as error:
        raise unreadable("unopenable") from error


def _is_regular(descriptor: int) -> bool:
    return stat.S_ISREG(os.fstat(descriptor).st_mode)


def _followed(path: str) -> str:
    try:
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        raise unreadable("link") from error
    folder = os.path.realpath(os.path.dirname(path) or ".")
    if not Path(target).is_relative_to(folder):
        raise unreadable("link")
    return target


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise unreadable("too_large")
    # Undecodable bytes are most often a comment in an old Windows encoding: keep the rest.
    text = data.decode(json.detect_encoding(data), "replace").strip(PADDING)
    if not text:
        raise unreadable("empty")
    if text.count("[") + text.count("{") > MOST_CONTAINERS:
        raise unreadable("too_large")
    return text


def _parsed(text: str) -> Any:
    try:
        # Neither NaN nor 1e999 is JSON; written again they would make the file invalid.
        return json.loads(
            text, strict=False, parse_constant=lambda _: None, parse_float=_finite_or_none
        )
    except json.JSONDecodeError as error:
        raise unreadable(_diagnosis(text, error)) from error
    except ValueError as error:  # an integer of more than 4300 digits
        raise unreadable("not_json") from error


def _finite_or_none(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _diagnosis(text: str, error: json.JSONDecodeError) -> str:
    if re.search(r"^<{7} ", text, re.MULTILINE) and re.search(r"^>{7} ", text, re.MULTILINE):
        return "conflict"
    if text[0] != "{":
        odd = sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in text[:1024])
        return "binary" if odd > len(text[:1024]) / 50 else "not_json"
    longest_token = 8  # an escape or a literal that was cut is reported where it begins
    if error.msg.startswith("Unterminated string") or error.pos >= len(text) - longest_token:
        return "cut_short"
    return "not_json"

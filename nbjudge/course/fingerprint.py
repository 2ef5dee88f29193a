"""A name for everything that the grades of a notebook hang on: another name, another grading."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from hashlib import sha256
from typing import Any

from nbjudge.course.files import Files
from nbjudge.errors import Unreadable


def fingerprint(
    digest: str, handed_in: bytes | Unreadable, files: Files, seconds_late: float
) -> str:
    """A name for everything that a notebook's grades hang on; ``digest`` is that of the bundle."""
    parts = [digest, _mark(handed_in), repr(float(seconds_late))]
    parts += [f"{name}\0{sha256(content).hexdigest()}" for name, content in sorted(files.items())]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _mark(handed_in: bytes | Unreadable) -> str:
    if isinstance(handed_in, Unreadable):
        return handed_in.reason
    return sha256(handed_in).hexdigest()


def digest(value: Any) -> str:
    """The same text for the same data, whatever the process and the order of its sets."""
    text = json.dumps(value, sort_keys=True, default=_plain)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return repr(value)

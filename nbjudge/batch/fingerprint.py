"""A name for everything that the grades of a notebook hang on: another name, another grading."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from hashlib import sha256
from typing import Any

from nbjudge.course.folder import Files


def fingerprint(
    digest: str, data: bytes | None, unopened: str | None, files: Files, seconds_late: float
) -> str:
    """A name for everything that a notebook's grades hang on; ``digest`` is that of the pack."""
    handed_in = unopened or ("missing" if data is None else sha256(data).hexdigest())
    parts = [digest, handed_in, repr(seconds_late)]
    parts += [f"{name}\0{sha256(content).hexdigest()}" for name, content in sorted(files.items())]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


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

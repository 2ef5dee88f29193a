"""Import nbgrader and nbformat in less time.

`jsonschema` imports `rfc3987_syntax` where that is installed, which compiles a grammar of internet
addresses for two seconds. It would be asked only about schemas with a format "iri", and a
notebook's has none.
"""

import sys
from importlib import import_module

OPTIONAL = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema as if the optional package were not installed."""
    if "jsonschema" in sys.modules or OPTIONAL in sys.modules:
        return
    sys.modules[OPTIONAL] = None  # type: ignore[assignment]
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[OPTIONAL]

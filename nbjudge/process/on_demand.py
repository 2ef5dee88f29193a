"""The names in which test cells run: one that is not here yet is looked for when it is read.

Whatever occurs in a cell and is not read costs nothing then, nor does a student's leftover under a
name that the test binds. Python looks for a name in a class body, before anything else than the
body's own, in the plain dict (`LOAD_NAME`), so those names have to be read before (`names`); also
those that a cell deletes, for a method here that says so would slow down each assignment.
"""

import builtins
from collections.abc import Callable, Iterator
from typing import Any

from nbjudge.errors import Unclear
from nbjudge.process.policy.rejected import Rejected

BUILTINS = frozenset(dir(builtins))

Find = Callable[[str], Any]
"""Finds the value of a name. Raises KeyError for one that nobody has, TypeError for one whose value
is no answer to this test, Unclear for one that a person has to look at."""


class NamesOnDemand(dict[str, Any]):
    """A dict that asks for what it has not, and knows all names that it could be asked for.

    ``find`` is asked for one name; ``others`` for all names that it would find. What starts with
    ``held`` or ``hold`` looks at what is here and asks nobody.
    """

    def __init__(self, held: dict[str, Any], find: Find, others: Callable[[], set[str]]) -> None:
        super().__init__(held)
        self._find = find
        self._others = others

    def holds(self, name: str) -> bool:
        return dict.__contains__(self, name)

    def held(self, name: str, default: Any = None) -> Any:
        return dict.get(self, name, default)

    def all_held(self) -> dict[str, Any]:
        return dict(dict.items(self))

    def drop(self, name: str) -> None:
        dict.pop(self, name, None)

    def __missing__(self, name: str) -> Any:
        if name in BUILTINS:  # the judge's own; most of what is missing
            raise KeyError(name)
        return self._find(name)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self._others()

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def __bool__(self) -> bool:
        return True  # what formats a traceback asks, when nobody may be there to answer

    def keys(self) -> Any:
        held = list(dict.keys(self))
        return dict.fromkeys([*held, *sorted(self._others() - set(held))]).keys()

    def values(self) -> Any:
        return self.copy().values()

    def items(self) -> Any:
        return self.copy().items()

    def copy(self) -> dict[str, Any]:
        return {name: self._value(name) for name in self.keys()}

    def _value(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            return None  # gone meanwhile
        except (TypeError, Unclear) as rejected:
            return Rejected(str(rejected), None)

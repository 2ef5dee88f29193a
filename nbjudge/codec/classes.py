"""The classes that cross by their name, and what a class is called."""

import builtins
import collections
import collections.abc
import datetime
import numbers
import sys
import types
from typing import Any

import numpy as np

from nbjudge.errors import BadMessage


def public_classes(module: types.ModuleType, base: type = object) -> frozenset[str]:
    """The names of a module's public classes, of those names as they know themselves."""
    return frozenset(
        name
        for name, found in vars(module).items()
        if isinstance(found, type) and found.__name__ == name and issubclass(found, base)
        if not name.startswith("_")
    )


#: The classes that cross by name: module -> names. They are data types, and the types that tests
#: ask after with isinstance. A student who binds one has it in the judge, where a test may call it
#: with arguments of the student's choice: nothing that opens files (numpy.memmap, pathlib.Path,
#: pandas.ExcelFile) or builds code (types.CodeType) is here.
PERMITTED: dict[str, frozenset[str]] = {
    "builtins": public_classes(builtins),
    "types": frozenset(
        """NoneType EllipsisType NotImplementedType FunctionType BuiltinFunctionType MethodType
        GeneratorType CoroutineType AsyncGeneratorType ModuleType MappingProxyType SimpleNamespace
        GenericAlias UnionType""".split()
    ),
    "collections": public_classes(collections),
    "collections.abc": public_classes(collections.abc),
    "numbers": public_classes(numbers),
    "datetime": public_classes(datetime),
    "decimal": frozenset({"Decimal"}),
    "fractions": frozenset({"Fraction"}),
    "enum": frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}),
    "uuid": frozenset({"UUID"}),
    "pathlib": frozenset({"PurePath", "PurePosixPath", "PureWindowsPath"}),
    "zoneinfo": frozenset({"ZoneInfo"}),
    "abc": frozenset({"ABC"}),
    "numpy": public_classes(np, np.generic) | {"ndarray", "dtype", "ufunc"},
    "numpy.ma": frozenset({"MaskedArray"}),
    "numpy.random": frozenset({"Generator", "RandomState", "SeedSequence", "BitGenerator"}),
    "pandas": frozenset(
        """Series DataFrame Index RangeIndex MultiIndex DatetimeIndex TimedeltaIndex PeriodIndex
        CategoricalIndex IntervalIndex Timestamp Timedelta Period Interval Categorical
        CategoricalDtype DatetimeTZDtype PeriodDtype IntervalDtype StringDtype BooleanDtype
        Int8Dtype Int16Dtype Int32Dtype Int64Dtype UInt8Dtype UInt16Dtype UInt32Dtype UInt64Dtype
        Float32Dtype Float64Dtype""".split()
    ),
}


def find_class(module: str, qualname: str) -> type[Any]:
    """The class of this name, if it is in PERMITTED and its module is loaded; else BadMessage."""
    if qualname in PERMITTED.get(module, ()) and module in sys.modules:
        found = vars(sys.modules[module]).get(qualname)
        if isinstance(found, type):
            return found
    raise BadMessage(f"the class {module!r:.80} {qualname!r:.80}")


#: id of a class -> (its name, the class), for the modules of PERMITTED that were seen loaded.
_known: dict[int, tuple[tuple[str, str], type]] = {}
_unseen = set(PERMITTED)


def permitted_name(cls: type) -> tuple[str, str] | None:
    """The module and name by which the other side finds this class with `find_class`."""
    for module in [module for module in _unseen if module in sys.modules]:
        _unseen.discard(module)
        for name in PERMITTED[module]:
            found = vars(sys.modules[module]).get(name)
            if isinstance(found, type):
                _known.setdefault(id(found), ((module, name), found))
    entry = _known.get(id(cls))
    return entry[0] if entry else None


# What `type` knows of a class: its metaclass may have other ideas.
_name_of = type.__dict__["__name__"].__get__
_module_of = type.__dict__["__module__"].__get__
_qualname_of = type.__dict__["__qualname__"].__get__


def type_name(cls: type) -> str:
    name: str = _name_of(cls)
    return name


def importable_name(cls: type) -> tuple[str, str] | None:
    """Where a loaded module has this class at its top level."""
    module, qualname = _module_of(cls), _qualname_of(cls)
    if type(module) is not str or type(qualname) is not str:
        return None
    found = sys.modules.get(module)
    if type(found) is types.ModuleType and vars(found).get(qualname) is cls:
        return module, qualname
    return None

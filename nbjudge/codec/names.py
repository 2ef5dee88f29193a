"""Modules, classes and builtin exceptions: what crosses by its name."""

from __future__ import annotations

import builtins
import collections
import collections.abc
import datetime
import numbers
import sys
import types
from typing import TYPE_CHECKING, Any

import numpy as np

from nbjudge.codec import tags
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields, type_name
from nbjudge.errors import BadMessage

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "FORMS", "PERMITTED", "find_class", "permitted_name"]


def _public_classes(module: types.ModuleType, base: type = object) -> frozenset[str]:
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
    "builtins": _public_classes(builtins),
    "types": frozenset(
        """NoneType EllipsisType NotImplementedType FunctionType BuiltinFunctionType MethodType
        GeneratorType CoroutineType AsyncGeneratorType ModuleType MappingProxyType SimpleNamespace
        GenericAlias UnionType""".split()
    ),
    "collections": _public_classes(collections),
    "collections.abc": _public_classes(collections.abc),
    "numbers": _public_classes(numbers),
    "datetime": _public_classes(datetime),
    "decimal": frozenset({"Decimal"}),
    "fractions": frozenset({"Fraction"}),
    "enum": frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}),
    "uuid": frozenset({"UUID"}),
    "pathlib": frozenset({"PurePath", "PurePosixPath", "PureWindowsPath"}),
    "zoneinfo": frozenset({"ZoneInfo"}),
    "abc": frozenset({"ABC"}),
    "numpy": _public_classes(np, np.generic) | {"ndarray", "dtype", "ufunc"},
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

_EXCEPTIONS: dict[str, type[BaseException]] = {
    name: getattr(builtins, name) for name in _public_classes(builtins, BaseException)
}


def find_class(module: str, qualname: str) -> type[Any]:
    """The class of this name, if it is in PERMITTED and its module is loaded; else BadMessage."""
    if qualname in PERMITTED.get(module, ()) and module in sys.modules:
        found = vars(sys.modules[module]).get(qualname)
        if isinstance(found, type):
            return found
    raise BadMessage(f"the class {module!r:.80} {qualname!r:.80}")


# --- encoding

#: id of a class -> (its name, the class), for the modules of PERMITTED that were seen loaded.
_known: dict[int, tuple[tuple[str, str], type]] = {}
_unseen = set(PERMITTED)

_module_of = type.__dict__["__module__"].__get__
_qualname_of = type.__dict__["__qualname__"].__get__
_contents_of: Any = vars(types.ModuleType)["__dict__"].__get__


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


def _encode_class(encoder: Encoder, cls: type) -> Node:
    # A class that is not in the table is first offered to `hooks.refer`. What it does not want is
    # sent by its name if it has one; `hooks.type` on the other side then decides.
    name = permitted_name(cls)
    if name is None:
        if ref := encoder.hooks.refer(cls):
            return encoder.value(ref)
        name = _importable_name(cls)
    return [tags.CLASS, *name] if name else encoder.reference(cls)


def _importable_name(cls: type) -> tuple[str, str] | None:
    """Where a loaded module has this class at its top level."""
    module, qualname = _module_of(cls), _qualname_of(cls)
    if type(module) is not str or type(qualname) is not str:
        return None
    found = sys.modules.get(module)
    if type(found) is types.ModuleType and vars(found).get(qualname) is cls:
        return module, qualname
    return None


def _encode_module(encoder: Encoder, module: types.ModuleType) -> Node:
    name = _contents_of(module).get("__name__")
    if type(name) is str and sys.modules.get(name) is module:
        return [tags.MODULE, name]
    return encoder.reference(module)


def _encode_exception(encoder: Encoder, error: BaseException) -> list[Node]:
    # The traceback, the cause and the notes stay behind.
    return [
        tags.EXCEPTION,
        type_name(type(error)),
        *encoder.values([*error.args], ".args[{}]".format),
    ]


FORMS: Forms = {
    type: Form(_encode_class),
    types.ModuleType: Form(_encode_module),
    **{cls: Form(_encode_exception, inherited=False) for cls in _EXCEPTIONS.values()},
}


# --- decoding


def _class(decoder: Decoder, node: list[Node]) -> type[Any]:
    found = decoder.hooks.type(*fields(node, str, str))
    if not isinstance(found, type):
        raise BadMessage("a class that is none")
    return found


def _module(decoder: Decoder, node: list[Node]) -> types.ModuleType:
    return decoder.hooks.module(*fields(node, str))


def _exception(decoder: Decoder, node: list[Node]) -> BaseException:
    _, name, *args = node
    cls = _EXCEPTIONS.get(name) if type(name) is str else None
    if cls is None:
        raise BadMessage(f"the exception {name!r:.80}")
    return cls(*decoder.values(args))


BUILDERS: Builders = {
    tags.CLASS: _class,
    tags.MODULE: _module,
    tags.EXCEPTION: _exception,
}

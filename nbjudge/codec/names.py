"""Modules, classes and builtin exceptions: what crosses by its name."""

import builtins
import sys
import types
from typing import Any

from nbjudge.codec import tags
from nbjudge.codec.classes import importable_name, permitted_name, public_classes, type_name
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import typed
from nbjudge.codec.registry import Node, register
from nbjudge.errors import BadMessage


def _encode_class(encoder: Encoder, cls: type) -> Node:
    # A class that is not in the table is first offered to `hooks.refer`. What it does not want is
    # sent by its name if it has one; `hooks.type` on the other side then decides.
    name = permitted_name(cls)
    if name is None:
        if ref := encoder.hooks.refer(cls):
            return encoder.value(ref)
        name = importable_name(cls)
    return [tags.CLASS, *name] if name else encoder.reference(cls)


@typed(str, str)
def _class(decoder: Decoder, module: str, qualname: str) -> type[Any]:
    found = decoder.hooks.type(module, qualname)
    if not isinstance(found, type):
        raise BadMessage("a class that is none")
    return found


register(tags.CLASS, type, encode=_encode_class, decode=_class, inherited=True)

_contents_of: Any = vars(types.ModuleType)["__dict__"].__get__


def _encode_module(encoder: Encoder, module: types.ModuleType) -> Node:
    name = _contents_of(module).get("__name__")
    if type(name) is str and sys.modules.get(name) is module:
        return [tags.MODULE, name]
    return encoder.reference(module)


@typed(str)
def _module(decoder: Decoder, name: str) -> types.ModuleType:
    return decoder.hooks.module(name)


register(tags.MODULE, types.ModuleType, encode=_encode_module, decode=_module, inherited=True)

_EXCEPTIONS: dict[str, type[BaseException]] = {
    name: getattr(builtins, name) for name in public_classes(builtins, BaseException)
}


def _encode_exception(encoder: Encoder, error: BaseException) -> list[Node]:
    # The traceback, the cause and the notes stay behind.
    args = encoder.values([*error.args], ".args[{}]".format)
    return [tags.EXCEPTION, type_name(type(error)), *args]


def _exception(decoder: Decoder, fields: list[Node]) -> BaseException:
    name, *args = fields
    cls = _EXCEPTIONS.get(name) if type(name) is str else None
    if cls is None:
        raise BadMessage(f"the exception {name!r:.80}")
    return cls(*decoder.values(args))


register(tags.EXCEPTION, *_EXCEPTIONS.values(), encode=_encode_exception, decode=_exception)

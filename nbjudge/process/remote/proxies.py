"""What stands here for objects of the other side, and how each is made from its description.

There is one of them for each remote object, so ``is`` means what it means over there. ``==`` is
asked for remotely only if the remote class defines it.
"""

import inspect
import itertools
import linecache
from collections.abc import Callable, Sequence
from typing import Any

from nbjudge.codec import Ref
from nbjudge.errors import BadMessage
from nbjudge.process.remote.describe import BUILTINS, ITERATORS, OF_ITERATORS
from nbjudge.process.remote.handles import (
    REMOTE,
    Member,
    Operate,
    RemoteClass,
    handle_members,
    imported_class,
    is_protocol,
    is_shown,
    library_handle,
    mirrors,
    operator,
    operator_members,
)

TextOf = Callable[[str, str | None], tuple[str, tuple[str, ...]] | None]
"""A function's source and the names that it uses, given its qualified name and what the other side
says that its source is; None where there is none to be shown."""


class Proxies:
    """All that stands here for objects of the other side, by their numbers there.

    ``text_of`` knows the source of functions.
    """

    def __init__(
        self,
        operate: Operate,
        make_value: Callable[[dict[str, Any]], Any],
    ) -> None:
        self.text_of: TextOf = lambda qualname, told: None
        self._operate = operate
        self._make_value = make_value
        self._standing_in: dict[int, Any] = {}
        self._refs: dict[int, Ref] = {}
        self._attributes: list[tuple[Any, dict[str, Any]]] = []
        self._file_numbers = itertools.count(1)

    def ref_of(self, value: object) -> Ref | None:
        """The remote object for which this value stands, or None if it stands for nothing."""
        return self._refs.get(id(value))

    def numbered(self, number: int) -> Any:
        """What stands here for the remote object of that number, or None."""
        return self._standing_in.get(number)

    def stand_in(self, ref: Ref) -> Any:
        """The object that stands for a remote one. Raises BadMessage if its description lies."""
        known = self._standing_in.get(ref.number)
        if known is not None:
            if self._refs[id(known)].kind != ref.kind:
                raise BadMessage(f"object {ref.number} is no {ref.kind}")
            return known
        maker = self._makers().get(ref.kind)
        if maker is None or not ref.about:
            raise BadMessage(f"no such kind of object: {ref.kind!r}")
        try:
            made = maker(ref)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadMessage(f"a {ref.kind} described wrongly: {error}") from error
        if ref.kind != "view":
            self._standing_in[ref.number] = made
            self._refs[id(made)] = ref
        return made

    def _makers(self) -> dict[str, Callable[[Ref], Any]]:
        return {
            "function": self._function,
            "callable": self._callable,
            "iterator": self._iterator,
            "view": lambda ref: view(ref.about),
            "class": self._class,
            "instance": self._instance,
            "value": lambda ref: self._make_value(ref.about),
        }

    def gather_attributes(self) -> None:
        """Put what was set on stubs into the dicts that are shared with the other side."""
        for stub, attributes in self._attributes:
            ours = {name: v for name, v in vars(stub).items() if name != "__signature__"}
            ours |= {name: v for name, v in attributes.items() if not is_shown_on_stubs(name)}
            if ours != attributes:
                attributes.clear()
                attributes.update(ours)

    def spread_attributes(self) -> None:
        """Give stubs the attributes that the functions they stand for have by now."""
        for stub, attributes in self._attributes:
            signature = vars(stub).get("__signature__")
            vars(stub).clear()
            vars(stub).update(shown_attributes(attributes))
            if signature:
                stub.__signature__ = signature

    def _function(self, ref: Ref) -> Any:
        about, operate, number = ref.about, self._operate, ref.number

        def stub(*args: Any, **kwargs: Any) -> Any:
            return operate(number, "call", args, kwargs)

        stub.__name__ = str(about["name"])
        stub.__qualname__ = str(about["qualname"] or about["name"])
        stub.__doc__ = about["doc"]
        stub.__module__ = "__main__"
        stub.__annotations__ = dict(about["annotations"])
        signature = signature_of(about["parameters"], stub.__annotations__)
        if signature:
            stub.__signature__ = signature  # type: ignore[attr-defined]
            set_defaults(stub, signature)
        if text := self.text_of(stub.__qualname__, about["source"]):
            source, names = text
            # The stub's own code uses none, so those of the function it stands for do no harm.
            stub.__code__ = stub.__code__.replace(co_names=names)
            self._show_source(stub, source)
        if isinstance(about["attributes"], dict):
            self._attributes.append((stub, about["attributes"]))
            vars(stub).update(shown_attributes(about["attributes"]))
        return stub

    def _callable(self, ref: Ref) -> Any:
        operate, number = self._operate, ref.number

        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            return operate(number, "call", args, kwargs)

        cls = imported_class(*ref.about["library"])
        handle = library_handle(cls, number, (), operate, {"__call__": call})
        signature = signature_of(ref.about["parameters"], {})
        if signature:
            object.__setattr__(handle, "__signature__", signature)
        return handle

    def _iterator(self, ref: Ref) -> Any:
        cls = ITERATORS[ref.about["name"]]
        operate = self._operate

        def get(self: Any, name: str) -> Any:
            if name not in OF_ITERATORS:  # Python's own have no others, so it would be a lie
                raise AttributeError(name)
            return operate(ref.number, "getattr", (name,), {})

        members = {"__iter__": lambda self: self, "__getattr__": get}
        return library_handle(cls, ref.number, ["__next__"], operate, members)

    def _show_source(self, stub: Any, source: str) -> None:
        """Let ``inspect.getsource`` find the student's text, as in the student's own process."""
        file_name = f"<student function {next(self._file_numbers)}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[file_name] = (len(source), None, lines, file_name)
        stub.__code__ = stub.__code__.replace(co_filename=file_name, co_firstlineno=1)

    def _class(self, ref: Ref) -> type:
        about = ref.about
        bases = tuple(base for base in about["bases"] if isinstance(base, type))
        mirrored = tuple(base for base in bases if mirrors(base)) or (object,)
        members: dict[str, Any] = {"__module__": "__main__", "__doc__": about["doc"]}
        if not issubclass(mirrored[0], BaseException):
            members |= operator_members(about["operators"], self._operate)
            if mirrored == (object,):
                members |= handle_members(self._operate)
        else:
            members["__getattr__"] = handle_members(self._operate)["__getattr__"]
            texts = {"__str__", "__repr__"} & set(map(str, about["members"]))
            members |= {name: operator(self._operate, name) for name in texts}
        shown = [name for name in map(str, about["members"]) if is_shown(name)]
        members = {name: Member(self._operate, name) for name in shown} | members
        members[REMOTE] = (self._operate, ref.number)
        if about["builtin"] in BUILTINS:
            members["__class__"] = also_of(about["builtin"])
        made = RemoteClass(str(about["name"]), mirrored, members)
        signature = signature_of(about["parameters"], {})
        if signature:
            type.__setattr__(made, "__signature__", signature)
        return made

    def _instance(self, ref: Ref) -> Any:
        about = ref.about
        cls = about["class"] or imported_class(*about["library"])
        if not (isinstance(cls, RemoteClass) or issubclass(cls, BaseException)):
            return library_handle(cls, ref.number, about["operators"], self._operate)
        made = cls.__new__(cls, *about["args"])
        object.__setattr__(made, REMOTE, ref.number)
        signature = signature_of(about["parameters"], {})
        if signature:
            object.__setattr__(made, "__signature__", signature)
        return made


def is_shown_on_stubs(name: object) -> bool:
    """Whether an attribute of a function is one of its stub, too: no library decides by it."""
    if type(name) is not str or is_protocol(name):
        return False
    return not name.startswith("__") or name == "__wrapped__"


def shown_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: v for name, v in attributes.items() if is_shown_on_stubs(name)}


def also_of(kind: type) -> property:
    """A ``__class__`` by which ``isinstance`` takes handles of a student's kind of list for lists,
    too."""
    shown: dict[type, type] = {}

    def of(handle: object) -> type:
        cls = type(handle)
        if cls not in shown:
            shown[cls] = RemoteClass(cls.__name__, (cls, kind), {REMOTE: vars(cls)[REMOTE]})
        return shown[cls]

    return property(of)


def view(about: dict[str, Any]) -> Any:
    """A dict's keys, values or items: a real view of a copy, for it can tell no lies."""
    of, name = about["of"], about["name"]
    if type(of) is not dict or name not in ("keys", "values", "items"):
        raise ValueError("not a view of a dict")
    return getattr(of, name)()


def signature_of(
    parameters: Sequence[tuple[str, int, bool, Any]] | None, annotations: dict[str, Any]
) -> inspect.Signature | None:
    if parameters is None:
        return None
    kinds, empty = list(inspect._ParameterKind), inspect.Parameter.empty
    made = [
        inspect.Parameter(
            name,
            kinds[kind],
            default=default if given else empty,
            annotation=annotations.get(name, empty),
        )
        for name, kind, given, default in parameters
    ]
    return inspect.Signature(made, return_annotation=annotations.get("return", empty))


def set_defaults(stub: Any, signature: inspect.Signature) -> None:
    """Show the defaults; the stub's own code takes any arguments, so they are never used."""
    given = [p for p in signature.parameters.values() if p.default is not p.empty]
    by_name = {p.name: p.default for p in given if p.kind is p.KEYWORD_ONLY}
    stub.__defaults__ = tuple(p.default for p in given if p.kind is not p.KEYWORD_ONLY) or None
    stub.__kwdefaults__ = by_name or None

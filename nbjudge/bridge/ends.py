"""The conversation over the wire, as each of its two ends leads it.

A message is ``(kind, payload, handover)``. A question is answered by ``answer`` or ``raise``; until
then the other side may ask in turn, which is how a student's function calls one of the judge's.
``states`` go before a message that mentions instances whose state the other side does not know.
"""

from collections.abc import Iterable
from typing import Any

from nbjudge.bridge.describe import DESCRIBE, OPERATORS, kind_of
from nbjudge.bridge.errors import describe_error, restore_error
from nbjudge.bridge.handover import RandomState
from nbjudge.bridge.remote import Remotes
from nbjudge.bridge.shared import Shared
from nbjudge.bridge.values import States, ValueClasses, describe_value, set_states
from nbjudge.wire import BadWire, CannotCross, Hooks, Ref, decode, encode
from nbjudge.wire.channel import Channel

SPECIAL = OPERATORS | {"__repr__", "__str__", "__dir__"}
"""The special methods that one side may ask of the other's objects."""

Handover = dict[str, Any]


class End(Hooks):
    """What both ends have in common. The two children say what each may be asked."""

    owner: str
    other: str

    def __init__(self, channel: Channel, first_key: int, namespace: dict[str, Any]) -> None:
        self.channel = channel
        self.shared = Shared(first_key)
        self.random = RandomState()
        self.values = ValueClasses(namespace)
        self._states = States(self.shared.is_in_use)
        self.remotes = Remotes(self.operate, self.values.make)
        self._exported: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._about: dict[str, Any] = {}
        self._unsent: Handover = {}

    # What the codec asks: how values that are not data cross, and which objects are shared.

    def refer(self, value: object) -> Ref | None:
        standing_in = self.remotes.ref_of(value)
        if standing_in is not None:
            if standing_in.kind == "value":
                self._states.mention(value)
            self._about = {}
            return Ref(self.other, standing_in.number, standing_in.kind, self._about)
        kind, self._about = self._described(value)
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._exported)
            self._exported.append(value)
            self._numbers[id(value)] = number
        return Ref(self.owner, number, kind, self._about)

    def _described(self, value: object) -> tuple[str, dict[str, Any]]:
        is_class = isinstance(value, type)
        name = self.values.name_of(value if isinstance(value, type) else type(value))
        if name is None:
            kind = kind_of(value)
            about = DESCRIBE[kind](value)
            if about.get("attributes"):
                self.shared.offer_also(about["attributes"])
            return kind, about
        if is_class:
            return "valueclass", {"class": name}
        self._states.mention(value)
        return "value", describe_value(value, name)

    def resolve(self, ref: Ref) -> Any:
        if ref.kind == "valueclass":
            return self.values.find(ref.about.get("class"))
        if ref.owner == self.other:
            return self.remotes.stand_in(ref)
        return self.exported(ref.number)

    def exported(self, number: int) -> Any:
        if not 0 <= number < len(self._exported):
            raise BadWire(f"object {number} was never handed out")
        return self._exported[number]

    def key(self, value: object, depth: int) -> int | None:
        return None if value is self._about else self.shared.key(value, depth)

    def keyed(self, key: int, value: object) -> object:
        return self.shared.arrive(key, value)

    # The conversation.

    def ask(self, kind: str, *payload: Any, shared: Iterable[object] = ()) -> Any:
        """Ask the other side and return its answer, or raise what it raised.

        ``shared`` are the values in the question that stay one object on both sides. Raises
        CannotCross when the question holds something that cannot cross, Closed when the other side
        is gone, and BadWire when its answer is not one.
        """
        self.send(self.message(kind, payload, shared))
        while True:
            kind, answer = self.receive()
            if kind == "answer":
                return answer
            if kind == "raise":
                raise restore_error(answer)
            self.send(self.reply(kind, answer))

    def send(self, message: list[bytes]) -> None:
        for part in message:
            self.channel.send(part)

    def message(self, kind: str, payload: Any, shared: Iterable[object] = ()) -> list[bytes]:
        """The bytes of a message, preceded by those of its states. Raises CannotCross."""
        handover = merged(self._unsent, self.handover())
        self._unsent = handover  # until it is known that the message can be sent
        handed_over = handover.get("pushed", {}) | handover.get("rebound", {})
        self._states.start()
        parts = [self._encoded((kind, payload, handover), [*shared, *handed_over.values()])]
        while batch := self._states.take():
            states = [state for _, state in batch]
            parts.append(self._encoded(("states", batch, {}), states))
        self._unsent = {}
        return parts[::-1]

    def _encoded(self, message: object, shared: Iterable[object]) -> bytes:
        self.shared.offer(shared)
        encoded = encode(message, self)
        self.shared.settle()
        return encoded

    def receive(self) -> tuple[str, Any]:
        while True:
            match decode(self.channel.recv(), self):
                case ("states", states, dict()):
                    set_states(states)
                case (str(kind), payload, dict(handover)):
                    self.take(handover)
                    return kind, payload
                case _:
                    raise BadWire("not a message")

    def reply(self, kind: str, payload: Any) -> list[bytes]:
        """Do what is asked and return the message that answers it."""
        if kind not in self.questions() or not isinstance(payload, tuple):
            raise BadWire(f"asked {kind!r}, which nobody may ask here")
        try:
            answer = getattr(self, f"on_{kind}")(*payload)
        except (BadWire, CannotCross):
            raise
        except BaseException as error:
            return self._raising(error)
        shared = answer.values() if kind == "fetch" else [answer]
        try:
            return self.message("answer", answer, shared)
        except CannotCross as error:
            if kind == "run":  # it is about what an earlier test saw: the next one fetches anew
                self.shared.start_cell()
                return self.message("answer", answer)
            return self._raising(TypeError(str(error)))

    def _raising(self, error: BaseException) -> list[bytes]:
        try:
            return self.message("raise", describe_error(error))
        except CannotCross:  # for its arguments or its cause, say
            cls = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
            return self.message("raise", describe_error(cls(*map(str, error.args))))

    def operate(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        """Do something to an object of the other side."""
        shared = (*args, *kwargs.values())
        return self.ask("operate", number, operation, args, kwargs, shared=shared)

    def handover(self) -> Handover:
        """What the other side must know before it has control."""
        self.remotes.gather_attributes()
        return {"changed": self.shared.changed(), "random": self.random.changed()}

    def take(self, handover: Handover) -> None:
        """Take over what came with control; changed objects were updated while decoding."""
        self.remotes.spread_attributes()
        self.random.take(handover.get("random"))

    def questions(self) -> frozenset[str]:
        """The kinds of question that this end answers, each by a method ``on_<kind>``."""
        raise NotImplementedError


def merged(unsent: Handover, fresh: Handover) -> Handover:
    """The handover of a message that follows one that could not be encoded."""
    if unsent:
        fresh["random"] = fresh.get("random") or unsent.get("random")
        fresh["written"] = [*unsent.get("written", ()), *fresh.get("written", ())]
    return fresh


def perform(target: Any, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Do to an object of this side what the other side asks for."""
    match operation:
        case "call":
            return target(*args, **kwargs)
        case "getattr":
            return getattr(target, *args)
        case "setattr":
            return setattr(target, *args)
        case "delattr":
            return delattr(target, *args)
        case _ if operation in SPECIAL:
            method = getattr(type(target), operation, None)
            if method is None:
                raise TypeError(f"{type(target).__name__!r} object has no {operation}")
            return method(target, *args)
    raise BadWire(f"no such operation: {operation!r:.80}")

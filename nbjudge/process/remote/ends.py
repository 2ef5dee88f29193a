"""The conversation, as each of its two ends leads it.

A message is ``(kind, number, payload, sync)``. A question is answered by ``answer`` or ``raise``;
until then the other side may ask in turn, which is how a student's function calls one of the
judge's. The number says which of the judge's questions a message is about.
"""

from collections.abc import Iterable
from typing import Any

from nbjudge.codec import Channel
from nbjudge.errors import BadMessage, CannotCross
from nbjudge.process.remote.crossing import Crossing, StateSync
from nbjudge.process.remote.describe import OPERATORS
from nbjudge.process.remote.errors import describe_error, restore_error
from nbjudge.process.remote.random_state import RandomState

SPECIAL = OPERATORS | {"__repr__", "__str__", "__dir__"}
"""The special methods that one side may ask of the other's objects."""

ANSWERS = ("answer", "raise")

QUIET = frozenset({"begin", "fetch", "write_files", "be_brief", "names", "changed_files"})
"""Questions that are asked and answered without code of the notebook running on either side: there
is nothing to hand over, neither with the question nor with its answer."""


Message = tuple[str, int, Any]


class End:
    """What both ends have in common. Each child answers the questions for which it has a method
    ``on_<kind>``, and no others."""

    def __init__(self, channel: Channel, crossing: Crossing) -> None:
        self.channel = channel
        self.crossing = crossing
        self.shared = crossing.shared
        self.values = crossing.values
        self.random = RandomState()
        self.is_waiting = False
        self._unsent: StateSync = {}

    def ask(self, kind: str, *payload: Any, shared: Iterable[object] = ()) -> Any:
        """Ask the other side and return its answer, or raise what it raised.

        ``shared`` are the values in the question that stay one object on both sides. Raises
        CannotCross when the question holds something that cannot cross, Closed when the other side
        is gone, and BadMessage when its answer is not one.
        """
        how, answer = self.asked(kind, payload, shared)
        if how == "raise":
            raise restore_error(answer)
        return answer

    def asked(self, kind: str, payload: Any, shared: Iterable[object]) -> tuple[str, Any]:
        """How a question was answered: what the "answer" is, or what to "raise"."""
        number = self.next_number()
        self.send(self.message(kind, number, payload, shared, quiet=kind in QUIET))
        while True:
            how, about, answer = self.receive()
            if about == number and how in ANSWERS:
                return how, answer
            self.hear(how, about, answer)

    def next_number(self) -> int:
        """By which the judge knows what is an answer to which of its questions."""
        raise NotImplementedError

    def hear(self, kind: str, number: int, payload: Any) -> None:
        """Take what is no answer to the present question: it is one in turn."""
        self.send(self.reply(kind, number, payload))

    def send(self, message: list[bytes]) -> None:
        for part in message:
            self.channel.send(part)

    def message(
        self,
        kind: str,
        number: int,
        payload: Any,
        shared: Iterable[object] = (),
        *,
        quiet: bool,
    ) -> list[bytes]:
        """A message with what it hands over. Raises CannotCross."""
        sync: StateSync = {}
        if not quiet:
            sync = merged(self._unsent, self.state_sync())
            self._unsent = sync  # until it is known that the message can be sent
        parts = self.crossing.encoded((kind, number, payload, sync), shared)
        if not quiet:
            self._unsent = {}
        return parts

    def receive(self) -> Message:
        """The next message and what it is about, after its state sync was taken over."""
        while True:
            self.is_waiting = True
            part = self.channel.recv()
            self.is_waiting = False
            message = self.crossing.decoded(part)
            if message is not None:
                kind, number, payload, sync = message
                if sync:
                    self.take(sync)
                return kind, number, payload

    def reply(self, kind: str, number: int, payload: Any) -> list[bytes]:
        """Do what is asked and return the message that answers it."""
        answered_by = getattr(self, f"on_{kind}", None)
        if answered_by is None or not isinstance(payload, tuple):
            raise BadMessage(f"asked {kind!r}, which nobody may ask here")
        quiet = kind in QUIET
        try:
            answer = answered_by(*payload)
        except (BadMessage, CannotCross):
            raise
        except BaseException as error:
            return self.raising(number, error, quiet)
        shared = answer.values() if kind == "fetch" else [answer]
        try:
            return self.message("answer", number, answer, shared, quiet=quiet)
        except CannotCross as error:
            if kind == "run":  # it is about what an earlier test saw: the next one fetches anew
                self.shared.start_cell()
                return self.message("answer", number, answer, quiet=quiet)
            return self.raising(number, TypeError(str(error)), quiet)

    def raising(self, number: int, error: BaseException, quiet: bool) -> list[bytes]:
        try:
            return self.message("raise", number, describe_error(error), quiet=quiet)
        except CannotCross:  # for its arguments or its cause, say
            cls = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
            plain = cls(*map(str, error.args))
            return self.message("raise", number, describe_error(plain), quiet=quiet)

    def operate(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        """Do something to an object of the other side."""
        shared = (*args, *kwargs.values())
        return self.ask("operate", number, operation, args, kwargs, shared=shared)

    def state_sync(self) -> StateSync:
        """What the other side must know before it has control."""
        self.crossing.proxies.gather_attributes()
        known: StateSync = {"changed": self.shared.changed(), "random": self.random.changed()}
        return {what: news for what, news in known.items() if news}

    def take(self, sync: StateSync) -> None:
        """Take over what came with control; changed objects were updated while decoding."""
        self.crossing.proxies.spread_attributes()
        self.random.take(sync.get("random"))


def merged(unsent: StateSync, fresh: StateSync) -> StateSync:
    """The state sync of a message that follows one that could not be encoded."""
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
            of_generic = getattr(target, "__class_getitem__", None)  # of Stack[int]
            if method is None and operation == "__getitem__" and of_generic is not None:
                return of_generic(*args)
            if method is None:
                raise TypeError(f"{type(target).__name__!r} object has no {operation}")
            return method(target, *args, **kwargs)
    raise BadMessage(f"no such operation: {operation!r:.80}")

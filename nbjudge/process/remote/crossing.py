"""How the values of a message cross: as data, as a number that stands for what stays here, or as an
object that both sides share.

``states`` go before a message that mentions instances whose state the other side does not know.
"""

from collections.abc import Iterable
from typing import Any, Literal

from nbjudge.codec import Hooks, Ref, decode, encode
from nbjudge.errors import BadMessage
from nbjudge.process.remote import short_form
from nbjudge.process.remote.describe import DESCRIBE, DESCRIBED_ONCE, kind_of, without_insight
from nbjudge.process.remote.handles import Operate
from nbjudge.process.remote.proxies import Proxies
from nbjudge.process.remote.shared import Shared
from nbjudge.process.remote.values import States, ValueClasses, describe_value, set_states

StateSync = dict[str, Any]
"""What the other side must know when it gets control, by what it is about."""

Message = tuple[str, int, Any, StateSync]

FIRST_KEYS = {"judge": 2, "student": 1}
OTHER = {"judge": "student", "student": "judge"}


class Crossing(Hooks):
    """What one side knows of the objects that the two have to do with.

    ``operate`` does something to an object of the other side; stubs and handles call it.
    """

    def __init__(
        self, owner: Literal["judge", "student"], namespace: dict[str, Any], operate: Operate
    ) -> None:
        self.owner = owner
        self.other = OTHER[owner]
        self.shared = Shared(FIRST_KEYS[owner])
        self.values = ValueClasses(namespace)
        self.proxies = Proxies(operate, self.values.make)
        self._states = States(self.shared.is_in_use)
        self._exported: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._about: dict[str, Any] = {}
        self._told: dict[int, str] = {}
        self._telling: dict[int, str] = {}

    def encoded(self, message: Message, shared: Iterable[object]) -> list[bytes]:
        """A message's parts, to be sent in this order. Raises CannotCross."""
        kind, number, payload, sync = message
        if not sync and (short := short_form.encoded(kind, number, payload)):
            return [short]
        by_name = sync.get("pushed", {}) | sync.get("rebound", {})
        self._states.start()
        self._telling = {}
        parts = [self._part(message, [*shared, *by_name.values()])]
        while batch := self._states.take():
            states = [state for _, state in batch]
            parts.append(self._part(("states", number, batch, {}), states))
        self._told |= self._telling
        return parts[::-1]

    def _part(self, message: object, shared: Iterable[object]) -> bytes:
        self.shared.offer(shared)
        encoded = encode(message, self)
        self.shared.settle()
        return encoded

    def decoded(self, part: bytes) -> Message | None:
        """The message, or None for a part that only goes before one. Raises BadMessage."""
        if short_form.is_one(part):
            return *short_form.decoded(part), {}
        match decode(part, self):
            case ("states", int(), states, dict()):
                set_states(states, self.values)
                return None
            case (str(kind), int(number), payload, dict(sync)):
                return kind, number, payload, sync
        raise BadMessage("not a message")

    def exported(self, number: int) -> Any:
        """The object of this side that the other knows by that number. Raises BadMessage."""
        if not 0 <= number < len(self._exported):
            raise BadMessage(f"object {number} was never handed out")
        return self._exported[number]

    # What the codec asks.

    def refer(self, value: object) -> Ref | None:
        standing_in = self.proxies.ref_of(value)
        if standing_in is not None:
            if standing_in.kind == "value":
                self._states.mention(value)
            self._about = {}
            return Ref(self.other, standing_in.number, standing_in.kind, self._about)
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._exported)
            self._exported.append(value)
            self._numbers[id(value)] = number
        if number in self._told:
            self._about = {}
            return Ref(self.owner, number, self._told[number], self._about)
        kind, self._about = self._described(value)
        if kind in DESCRIBED_ONCE and not self._about.get("attributes"):
            self._telling[number] = kind
        return Ref(self.owner, number, kind, self._about)

    def _described(self, value: object) -> tuple[str, dict[str, Any]]:
        is_class = isinstance(value, type)
        name = self.values.name_of(value if isinstance(value, type) else type(value))
        if name is None:
            kind = kind_of(value)
            about = DESCRIBE[kind](value)
            if self.owner == "judge":
                about = without_insight(about)
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
            return self.proxies.stand_in(ref)
        return self.exported(ref.number)

    def key(self, value: object, depth: int) -> int | None:
        return None if value is self._about else self.shared.key(value, depth)

    def keyed(self, key: int, value: object) -> object:
        return self.shared.arrive(key, value)

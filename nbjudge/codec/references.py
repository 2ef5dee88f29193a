"""What holds messages together: values met before, and what stays on its side."""

from typing import Any

from nbjudge.codec import tags
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import typed
from nbjudge.codec.hooks import Ref
from nbjudge.codec.registry import KEYED_TAGS, Node, register
from nbjudge.errors import BadMessage, CannotCross


@typed(int)
def _back_reference(decoder: Decoder, number: int) -> Any:
    if decoder.in_key or not 0 <= number < len(decoder.shared):
        raise BadMessage("a shared value that was not there before")
    return decoder.shared[number]


register(tags.BACK_REFERENCE, decode=_back_reference)


@typed(int, list)
def _keyed(decoder: Decoder, key: int, inner: list[Node]) -> Any:
    _check_keyed(decoder, key)
    value = decoder.hooks.keyed(key, decoder.part(inner, KEYED_TAGS))
    decoder.shared.append(value)
    return value


@typed(int)
def _key_only(decoder: Decoder, key: int) -> Any:
    _check_keyed(decoder, key)
    return decoder.hooks.known(key)


def _check_keyed(decoder: Decoder, key: int) -> None:
    if decoder.in_key:
        raise BadMessage("a mutable value as a key")
    _check_number(key)


def _check_number(number: int) -> None:
    if not 0 <= number < 2**63:
        raise BadMessage(f"the number {number}")


register(tags.KEYED, decode=_keyed)
register(tags.KEYED_BACK_REFERENCE, decode=_key_only, shared=True)


def _encode_ref(encoder: Encoder, ref: Ref) -> list[Node]:
    if type(ref.about) is not dict or not all(type(key) is str for key in ref.about):
        raise CannotCross("is described by something other than a dict with texts as keys")
    try:
        about = encoder.value(ref.about)
    except CannotCross as error:
        raise error.under(".about") from None
    return [tags.REF, ref.owner, ref.number, ref.kind, about]


@typed(str, int, str, list)
def _ref(decoder: Decoder, owner: str, number: int, kind: str, about_node: list[Node]) -> Ref:
    if owner not in ("judge", "student"):
        raise BadMessage(f"a reference owned by {owner!r:.40}")
    if not (kind.isascii() and kind.isidentifier() and len(kind) <= 32):
        raise BadMessage(f"a reference of the kind {kind!r:.40}")
    _check_number(number)
    about = decoder.value(about_node)
    if type(about) is not dict or not all(type(key) is str for key in about):
        raise BadMessage("a reference not described by a dict with texts as keys")
    return Ref(owner, number, kind, about)


def _resolved(decoder: Decoder, fields: list[Node]) -> Any:
    return decoder.hooks.resolve(_ref(decoder, fields))


register(tags.REF, Ref, encode=_encode_ref, decode=_resolved)


def _subclassed(decoder: Decoder, fields: list[Node]) -> Any:
    data, ref = fields
    if decoder.in_key or type(ref) is not list or ref[:1] != [tags.REF]:
        raise BadMessage("an instance of a subclass that is none")
    value = decoder.content(data)
    return decoder.hooks.either(_ref(decoder, ref[1:]), value)


register(tags.SUBCLASSED, decode=_subclassed)

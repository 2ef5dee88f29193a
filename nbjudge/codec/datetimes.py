"""Dates, times and time zones of the standard library. Their constructors check the ranges."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from nbjudge.codec import tags
from nbjudge.codec.classes import type_name
from nbjudge.codec.decoder import Decoder
from nbjudge.codec.encoder import Encoder
from nbjudge.codec.fields import Field, optional, record
from nbjudge.codec.registry import Node
from nbjudge.errors import BadMessage, CannotCross


def _getter(cls: type, names: str) -> Callable[[Any], list[Any]]:
    """Reads C-level fields by their getters, which a subclass cannot override."""
    getters = [getattr(cls, name).__get__ for name in names.split()]
    return lambda value: [get(value) for get in getters]


# --- time zones

#: A key of the time zone database: no way out of its folder, no absolute path.
_ZONE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z0-9_+-]{1,40}){0,3}", re.ASCII)


def zone_key(text: Node) -> str:
    """This text, if it can be looked up in the time zone database without harm."""
    if type(text) is not str or not _ZONE_KEY.fullmatch(text):
        raise BadMessage(f"the time zone {text!r:.80}")
    return text


def _encode_zone_key(encoder: Encoder, key: object) -> str:
    if type(key) is not str or not _ZONE_KEY.fullmatch(key):
        raise CannotCross("is a time zone that is not in the time zone database")
    return key


record(
    tags.ZONE,
    ZoneInfo,
    fields=(Field(_encode_zone_key, lambda _, key: zone_key(key)),),
    take=lambda zone: [zone.key],
    make=ZoneInfo,
)


def _text(decoder: Decoder, node: Node) -> str:
    if type(node) is not str:
        raise BadMessage("a time zone whose name is no text")
    return node


def _take_timezone(zone: timezone) -> list[Any]:
    # The type stubs do not know it; it is what pickle asks for.
    offset, *name = zone.__getinitargs__()  # type: ignore[attr-defined]
    return [*_take_timedelta(offset), name[0] if name else None]


def _make_timezone(days: int, seconds: int, microseconds: int, name: str | None) -> timezone:
    offset = timedelta(days, seconds, microseconds)
    return timezone(offset) if name is None else timezone(offset, name)


_take_timedelta = _getter(timedelta, "days seconds microseconds")

record(
    tags.TIMEZONE,
    timezone,
    fields=(int, int, int, optional(Field(lambda _, name: str.__str__(name), _text))),
    take=_take_timezone,
    make=_make_timezone,
)


def _encode_zone(encoder: Encoder, zone: tzinfo) -> Node:
    # A tzinfo of any other class would have to answer questions on the other side.
    if type(zone) is not timezone and type(zone) is not ZoneInfo:
        raise CannotCross(f"has a time zone of the class {type_name(type(zone))}")
    return encoder.value(zone)


_ZONES = frozenset({tags.TIMEZONE, tags.ZONE})
_ZONE = optional(Field(_encode_zone, lambda decoder, node: decoder.part(node, _ZONES)))

# --- dates and times

record(
    tags.DATE,
    date,
    fields=(int,) * 3,
    take=_getter(date, "year month day"),
    make=date,
    inherited=True,
)
record(
    tags.TIMEDELTA,
    timedelta,
    fields=(int,) * 3,
    take=_take_timedelta,
    make=timedelta,
    inherited=True,
)


def _make_time(*fields: Any) -> time:
    *clock, fold, zone = fields
    return time(*clock, fold=fold).replace(tzinfo=zone)


def _make_datetime(*fields: Any) -> datetime:
    *clock, fold, zone = fields
    return datetime(*clock, fold=fold).replace(tzinfo=zone)


record(
    tags.TIME,
    time,
    fields=(*(int,) * 5, _ZONE),
    take=_getter(time, "hour minute second microsecond fold tzinfo"),
    make=_make_time,
    inherited=True,
)
record(
    tags.DATETIME,
    datetime,
    fields=(*(int,) * 8, _ZONE),
    take=_getter(datetime, "year month day hour minute second microsecond fold tzinfo"),
    make=_make_datetime,
    inherited=True,
)

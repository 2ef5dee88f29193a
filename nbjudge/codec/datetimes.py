"""Dates, times and time zones of the standard library."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from nbjudge.codec import tags
from nbjudge.codec.forms import Builders, Form, Forms, Node, fields, type_name
from nbjudge.errors import BadMessage, CannotCross

if TYPE_CHECKING:
    from nbjudge.codec.decoder import Decoder
    from nbjudge.codec.encoder import Encoder

__all__ = ["BUILDERS", "FORMS", "zone_key"]

#: A key of the time zone database: no way out of its folder, no absolute path.
_ZONE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z0-9_+-]{1,40}){0,3}", re.ASCII)


def _getters(cls: type, names: str) -> list[Any]:
    """The getters of C-level fields, which a subclass cannot override."""
    return [getattr(cls, name).__get__ for name in names.split()]


_DATE = _getters(date, "year month day")
_TIME = _getters(time, "hour minute second microsecond fold")
_DATETIME = _DATE + _getters(datetime, "hour minute second microsecond fold")
_TIMEDELTA = _getters(timedelta, "days seconds microseconds")
(_time_zone,), (_datetime_zone,) = _getters(time, "tzinfo"), _getters(datetime, "tzinfo")


# --- encoding


def _encode_date(encoder: Encoder, value: date) -> list[Node]:
    return [tags.DATE, *[get(value) for get in _DATE]]


def _encode_time(encoder: Encoder, value: time) -> list[Node]:
    zone = _encode_zone(encoder, _time_zone(value))
    return [tags.TIME, *[get(value) for get in _TIME], zone]


def _encode_datetime(encoder: Encoder, value: datetime) -> list[Node]:
    zone = _encode_zone(encoder, _datetime_zone(value))
    return [tags.DATETIME, *[get(value) for get in _DATETIME], zone]


def _encode_zone(encoder: Encoder, zone: tzinfo | None) -> Node:
    # A tzinfo of any other class would have to answer questions on the other side.
    if zone is not None and type(zone) is not timezone and type(zone) is not ZoneInfo:
        raise CannotCross(f"has a time zone of the class {type_name(type(zone))}")
    return encoder.value(zone)


def _encode_timedelta(encoder: Encoder, value: timedelta) -> list[Node]:
    return [tags.TIMEDELTA, *[get(value) for get in _TIMEDELTA]]


def _encode_timezone(encoder: Encoder, value: timezone) -> list[Node]:
    # The type stubs do not know it; it is what pickle asks for.
    offset, *name = value.__getinitargs__()  # type: ignore[attr-defined]
    text = str.__str__(name[0]) if name else None
    return [tags.TIMEZONE, *[get(offset) for get in _TIMEDELTA], text]


def _encode_zone_info(encoder: Encoder, value: ZoneInfo) -> list[Node]:
    key = value.key
    if type(key) is not str or not _ZONE_KEY.fullmatch(key):
        raise CannotCross("is a time zone that is not in the time zone database")
    return [tags.ZONE, key]


FORMS: Forms = {
    date: Form(_encode_date),
    time: Form(_encode_time),
    datetime: Form(_encode_datetime),
    timedelta: Form(_encode_timedelta),
    timezone: Form(_encode_timezone),
    ZoneInfo: Form(_encode_zone_info, inherited=False),
}


# --- decoding: the constructors check the ranges


def _date(decoder: Decoder, node: list[Node]) -> date:
    return date(*fields(node, int, int, int))


def _time(decoder: Decoder, node: list[Node]) -> time:
    *clock, fold, zone = fields(node, int, int, int, int, int, object)
    return time(*clock, fold=fold).replace(tzinfo=_zone(decoder, zone))


def _datetime(decoder: Decoder, node: list[Node]) -> datetime:
    *clock, fold, zone = fields(node, int, int, int, int, int, int, int, int, object)
    return datetime(*clock, fold=fold).replace(tzinfo=_zone(decoder, zone))


_ZONES = frozenset({tags.TIMEZONE, tags.ZONE})


def _zone(decoder: Decoder, node: Node) -> tzinfo | None:
    zone: tzinfo | None = None if node is None else decoder.part(node, _ZONES)
    return zone


def _timedelta(decoder: Decoder, node: list[Node]) -> timedelta:
    return timedelta(*fields(node, int, int, int))


def _timezone(decoder: Decoder, node: list[Node]) -> timezone:
    days, seconds, microseconds, name = fields(node, int, int, int, object)
    offset = timedelta(days, seconds, microseconds)
    if name is None:
        return timezone(offset)
    if type(name) is not str:
        raise BadMessage("a time zone whose name is no text")
    return timezone(offset, name)


def _zone_info(decoder: Decoder, node: list[Node]) -> ZoneInfo:
    return ZoneInfo(zone_key(fields(node, str)[0]))


def zone_key(text: str) -> str:
    """This text, if it can be looked up in the time zone database without harm."""
    if not _ZONE_KEY.fullmatch(text):
        raise BadMessage(f"the time zone {text!r:.80}")
    return text


BUILDERS: Builders = {
    tags.DATE: _date,
    tags.TIME: _time,
    tags.DATETIME: _datetime,
    tags.TIMEDELTA: _timedelta,
    tags.TIMEZONE: _timezone,
    tags.ZONE: _zone_info,
}

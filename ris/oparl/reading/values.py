"""One value each, made regular: what cannot be used is `None`, never an exception, whatever JSON came. Pure.

Functions that repair say so through `note(code)`; codes are those of `wording.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from ris.oparl.reading.parsing import shallow

Note = Callable[[str], None]

BERLIN = ZoneInfo("Europe/Berlin")
FILLERS = frozenset({"n/a", "null", "none", "undefined", "nan"})
FIRST_YEAR, LAST_YEAR = 1800, 2200  # outside stand the zeros and nines of databases

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NOT_A_LETTER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_IN_LINES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_ODD = re.compile("[&\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_REGULAR_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
_REGULAR_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d\d)(?::(\d\d))?)?", re.ASCII)
_MIME = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*", re.ASCII)
_SHORT_MIMES = {
    "pdf": "application/pdf", "doc": "application/msword", "rtf": "application/rtf", "txt": "text/plain", "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip": "application/zip",
    "odt": "application/vnd.oasis.opendocument.text", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
    "tif": "image/tiff", "tiff": "image/tiff", "mp3": "audio/mpeg", "mp4": "video/mp4", "pptx":
    "application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt": "application/vnd.ms-powerpoint",
}  # fmt: skip


def text(value: Any, note: Note, *, lines: bool = False) -> str | None:
    """Text without fillers, entities and control characters; numbers and truth values are written out."""
    if type(value) is not str:
        if value is None or isinstance(value, dict | list):
            note("filler" if not value else "wrong_type")
            return None
        note("wrong_type")
        value = str(value) if type(value) in (int, float) and _fits(value) else ("ja" if value is True else "")
    if _ODD.search(value):
        value = _without_odd(value, note, lines)
    value = value.strip()
    if not value or value.lower() in FILLERS:
        note("filler")
        return None
    return value  # type: ignore[no-any-return]  # JSON


def _without_odd(value: str, note: Note, lines: bool) -> str:
    if not lines or len(value) < 100_000:
        for _time in range(2):  # some escape twice
            if "&" in value and _ENTITY.search(value):
                note("html_entities")
                value = unescape(value)
    if lines:
        value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    cleaned = (_NOT_IN_LINES if lines else _NOT_A_LETTER).sub(" ", value)
    if cleaned != value:
        note("control_characters")
    return cleaned


def _fits(number: int | float) -> bool:
    return math.isfinite(number) if type(number) is float else abs(number) < 10**18


def many(value: Any, note: Note) -> list[Any]:
    """An array, also where one thing stands without its brackets."""
    if isinstance(value, list):
        return value
    if value is None or value == "":
        note("filler")
        return []
    note("not_an_array")
    return [value]


def moment(value: Any, note: Note) -> str | None:
    """A date-time with an offset; without a zone it is Berlin's time, and `Z` becomes it too."""
    if type(value) is not str:
        note("bad_time" if value is not None else "filler")
        return None
    value = value.strip()
    if not value:
        note("filler")
        return None
    at = _moment(value)
    if at is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        note("bad_time")
        return None
    if at.tzinfo is not None and at.microsecond == 0 and _REGULAR_TIME.fullmatch(value):
        return str(value)
    note("irregular_time")
    return _in_berlin(at).isoformat(timespec="seconds")


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    found = _GERMAN.fullmatch(value)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # Berlin's, as all without a zone
    except ValueError:
        return None


def _in_berlin(at: datetime) -> datetime:
    at = at.replace(microsecond=0)
    return at.replace(tzinfo=BERLIN) if at.tzinfo is None else at.astimezone(BERLIN)


def day(value: Any, note: Note) -> str | None:
    """A day; of a moment the day it has in Berlin, but midnight of any zone is the day that is written."""
    if type(value) is not str:
        note("bad_time" if value is not None else "filler")
        return None
    value = value.strip()
    if not value:
        note("filler")
        return None
    if _REGULAR_DAY.fullmatch(value):
        found = _day(value)
    else:
        at = _moment(value)
        found = None
        if at is not None and FIRST_YEAR <= at.year <= LAST_YEAR:
            note("time_in_date")
            midnight = at.hour == at.minute == at.second == 0 and (at.tzinfo is None or at.utcoffset() != timedelta(0))
            found = (at if midnight else _in_berlin(at)).date()
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        note("bad_time")
        return None
    return found.isoformat()


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def flag(value: Any, note: Note) -> bool | None:
    """True or false, also spelled."""
    if type(value) is bool:
        return value
    note("filler" if value is None or value == "" else "wrong_type")
    word = value.strip().lower() if type(value) is str else value if type(value) is int else None
    if word in ("true", "ja", "yes", "1", 1):
        return True
    return False if word in ("false", "nein", "no", "0", 0) else None


def whole(value: Any, note: Note) -> int | None:
    """A whole number, also spelled, not below 0 and no larger than a database holds."""
    if type(value) is not int:
        note("filler" if value is None or value == "" else "wrong_type")
        value = value.strip() if type(value) is str else value
        exact = type(value) is float and math.isfinite(value) and value == int(value)
        spelled = type(value) is str and value.isascii() and value.isdigit() and len(value) < 20
        if not exact and not spelled:
            return None
        value = int(value)
    if not 0 <= value < 2**63:
        note("wrong_type")
        return None
    return int(value)


def mime(value: Any, note: Note) -> str | None:
    """A media type; `pdf` is meant as one, and parameters are dropped."""
    word = text(value, note)
    if word is None:
        return None
    plain = word.lower().partition(";")[0].strip()
    if plain != word:
        note("short_mime")
    word = plain
    if _MIME.fullmatch(word):
        return word
    note("short_mime")
    return _SHORT_MIMES.get(word.lstrip("."))


def feature(value: Any, note: Note) -> dict[str, Any] | None:
    """A GeoJSON Feature with numbers for coordinates, longitude first; a bare geometry is wrapped."""
    if not isinstance(value, dict) or not value or not shallow(value, 12):
        note("filler" if not value else "bad_geojson")
        return None
    geometry = value.get("geometry") if value.get("type") == "Feature" else value
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}:
        note("bad_geojson")
        return None
    coordinates = _numbers(geometry.get("coordinates"), note)  # type: ignore[union-attr]  # JSON
    if coordinates is None or (kind == "Point" and not _is_place(coordinates)):
        note("bad_geojson")
        return None
    if kind == "Point" and 47 <= coordinates[0] <= 56 and 5 <= coordinates[1] <= 16:
        # The standard's own examples have latitude first; in Germany the two cannot be mistaken for each other.
        note("swapped_coordinates")
        coordinates = [coordinates[1], coordinates[0], *coordinates[2:]]
    if geometry is value or not isinstance(value.get("properties"), dict):
        note("irregular_geojson")
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": {}}


def _numbers(value: Any, note: Note) -> Any:
    if isinstance(value, list):
        found = [_numbers(inner, note) for inner in value]
        return None if not found or None in found else found
    if type(value) is str:
        note("irregular_geojson")
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    return value if type(value) in (int, float) and _fits(value) else None


def _is_place(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(type(number) in (int, float) for number in value)
        and abs(value[0]) <= 180
        and abs(value[1]) <= 90
    )

"""What a client asks of a list: the four times, the place to go on from, the number of objects, what to leave out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from ris.oparl.server.refusals import Refused

MOST = 100  # objects on a page
COLUMNS = {"created": "created", "modified": "public_modified"}
YES = {"true", "1", "yes", "ja"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page of a list, understood."""

    times: dict[str, datetime]
    written: dict[str, str]
    after: UUID | None
    limit: int
    omit_internal: bool

    @property
    def tombstones(self) -> bool:
        """Deleted objects are told of exactly when somebody asks what has changed since."""
        return "modified_since" in self.times

    @property
    def condition(self) -> Q:
        """Both ends belong to it. Times are told in whole seconds, so the whole second of an end belongs to it, too."""
        found = Q()
        for name, at in self.times.items():
            column, end = COLUMNS[name.split("_")[0]], name.split("_")[1]
            if end == "since":
                found &= Q(**{f"{column}__gte": at.replace(microsecond=0)})
            else:
                found &= Q(**{f"{column}__lt": at.replace(microsecond=0) + timedelta(seconds=1)})
        return found

    def query(self, after: UUID | None) -> str:
        """The query string of a page of the same list, with all filters; `+` is written `%2B`."""
        told = dict(self.written)
        if after is not None:
            told["after"] = str(after)
        return "?" + urlencode(sorted(told.items()), quote_via=quote) if told else ""


def asked(query: QueryDict) -> Asked:
    """Raises Refused for a time or a place that cannot be understood; a wish for a number that is none is not heard."""
    times: dict[str, datetime] = {}
    written: dict[str, str] = {}
    for base in COLUMNS:
        for end in ("since", "until"):
            name = f"{base}_{end}"
            value = query.get(name)
            if value is not None:
                times[name] = instant(name, value)
                written[name] = value.strip().replace(" ", "+")
    limit = MOST
    wish = query.get("limit", "")
    if wish.isdecimal() and wish.isascii() and len(wish) < 9 and int(wish) > 0:
        limit = min(int(wish), MOST)
        written["limit"] = str(limit)
    omit = query.get("omit_internal", "").lower() in YES
    if omit:
        written["omit_internal"] = "true"
    return Asked(times, written, place(query.get("after")), limit, omit)


def instant(name: str, value: str) -> datetime:
    """A full date-time. A bare `+` has become a space on the way here. Raises Refused(bad_time)."""
    at: datetime | None
    try:
        at = datetime.fromisoformat(value.strip().replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or len(value.strip()) < len("2026-11-24T18:00Z"):
        raise Refused(400, "bad_time", parameter=name)
    try:
        at.timestamp()
        at + timedelta(days=2), at - timedelta(days=2)
    except (OverflowError, ValueError, OSError) as error:
        raise Refused(400, "bad_time", parameter=name) from error
    return at


def place(value: str | None) -> UUID | None:
    """Raises Refused(bad_place)."""
    if value is None:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise Refused(404, "bad_place") from error

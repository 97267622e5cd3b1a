"""How often a sitting was moved, called off or invited anew: a number that rises and never falls (RFC 5545, 3.8.7.4).

Counted when the sitting or its place is written, single or in bulk, by people or by an import; a writing of other things (its name,
its documents) does not count. Whoever makes a calendar compares once more, so that a change that passed us by (psql) counts as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence

from django.db.models import F
from django.utils import timezone

from meetings.models import Location, Meeting
from ris.feeds.models import Revision

BATCH = 500


def place_of_meeting(location: Location | None) -> str:
    """`Ratssaal, Marktplatz 1, 67655 Musterstadt`: what a calendar shows as the place."""
    if location is None:
        return ""
    town = " ".join(part for part in (location.postal_code, location.locality) if part)
    parts = (location.room or location.description, location.street_address, town)
    return ", ".join(part for part in parts if part)


def fingerprint(meeting: Meeting) -> str:
    """Stands for time, place and state; the same as long as nobody has to change their plans. `location` is read."""
    location = meeting.location
    place = [place_of_meeting(location), location.latitude, location.longitude] if location else None
    times = [moment.timestamp() if moment else None for moment in (meeting.start, meeting.end)]
    return hashlib.sha256(json.dumps([times, place, meeting.state, meeting.cancelled]).encode()).hexdigest()


def meetings_written(keys: Collection[int]) -> None:
    """These sittings were written: count where time, place or state have changed."""
    for batch in _batches(keys):
        _count(list(Meeting._base_manager.filter(pk__in=batch).select_related("location")))


def places_written(keys: Collection[int]) -> None:
    """These places were written: a sitting in another room has moved, too."""
    for batch in _batches(keys):
        rows = Meeting._base_manager.filter(location__in=batch)
        meetings_written(list(rows.values_list("pk", flat=True)))


def revisions_of(meetings: Sequence[Meeting]) -> dict[int, Revision]:
    """The count of each sitting, as it stands now. One query for five hundred, more only where a change passed us by."""
    found: dict[int, Revision] = {}
    for batch in _batches([meeting.pk for meeting in meetings]):
        found |= {row.pk: row for row in Revision.objects.filter(pk__in=batch)}
    late = [one for one in meetings if one.pk not in found or found[one.pk].fingerprint != fingerprint(one)]
    if late:
        _count(late)
        for batch in _batches([meeting.pk for meeting in late]):
            found |= {row.pk: row for row in Revision.objects.filter(pk__in=batch)}
    return found


def _count(meetings: Iterable[Meeting]) -> None:
    now = timezone.now()
    wanted = {meeting.pk: fingerprint(meeting) for meeting in meetings}
    known = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "fingerprint"))
    new = [Revision(meeting_id=key, fingerprint=mark) for key, mark in wanted.items() if key not in known]
    Revision.objects.bulk_create(new, ignore_conflicts=True)
    for key, mark in wanted.items():
        if key in known and known[key] != mark:
            # Only from what was read: two that notice the same change count it once.
            same = Revision.objects.filter(pk=key, fingerprint=known[key])
            same.update(fingerprint=mark, sequence=F("sequence") + 1, changed_at=now)


def _batches(keys: Collection[int]) -> list[list[int]]:
    ordered = list(keys)
    return [ordered[n : n + BATCH] for n in range(0, len(ordered), BATCH)]

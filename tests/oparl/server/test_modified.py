"""`modified` moves with every change of every field of every type, also of what embeds it: asked of the server itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from media.models import Chapter, ChapterItem, Recording, Rendition
from meetings.consistency import Inconsistent
from meetings.models import (
    AgendaItem,
    AgendaItemFile,
    AgendaVersion,
    Audience,
    FilePage,
    Location,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Source,
)
from motions.models import Consultation, MemberVote, PaperFile
from tests.oparl.server.city import City
from tests.oparl.server.conftest import Asking
from transcripts.models import Transcript

pytestmark = pytest.mark.django_db

# Our own book-keeping, which no object tells and no reader misses.
SILENT = {
    "id", "uuid", "created", "modified", "first_public_at", "public_modified", "public_now", "content_hash", "text_state",
}  # fmt: skip
# Not written by update(): history of a published row forbids it.
FROZEN = {AgendaVersion: {"meeting", "kind", "published_at", "content"}}
TOGETHER: dict[tuple[type[models.Model], str], dict[str, Any]] = {
    (Meeting, "cancel_reason"): {"cancel_reason": "krank", "cancelled": True},
    (Location, "latitude"): {"latitude": 50.0, "longitude": 8.0},
    (Location, "longitude"): {"latitude": 50.0, "longitude": 9.0},
    (AgendaItem, "public"): {"public": False, "audience": Audience.MEMBERS},
    (Consultation, "public"): {"public": False, "audience": Audience.MEMBERS},
    (Organization, "parent"): {"parent": None},
}  # fmt: skip


def things(city: City) -> Iterator[tuple[Any, list[tuple[str, Any]]]]:
    """A row of each kind, with all objects (kind, row) whose `modified` moves with it."""
    world = city.world
    item, meeting, paper = world.public_item, world.meeting, world.paper
    at_item = [("agendaitem", item), ("meeting", meeting)]
    yield world.body, [("body", world.body)]
    yield city.term, [("legislativeterm", city.term), ("body", world.body)]
    yield world.faction, [("organization", world.faction)]
    yield world.speaker, [("person", world.speaker)]
    member = Membership.objects.filter(person=world.speaker, organization=world.committee_1).get()
    yield member, [("membership", member), ("person", world.speaker)]
    yield meeting, [("meeting", meeting)]
    hall = meeting.location
    yield hall, [("location", hall), ("meeting", meeting)]
    place = paper.locations.get()
    yield place, [("location", place), ("paper", paper), ("organization", world.faction)]
    yield item, at_item
    yield paper, [("paper", paper)]
    yield world.consultation, [("consultation", world.consultation), ("paper", paper), *at_item]
    main = paper.file_links.get(role="main").file
    yield main, [("file", main), ("paper", paper)]
    yield city.minutes, [("file", city.minutes), ("meeting", meeting)]
    decision = AgendaItemFile.objects.get(item=item, role="resolution")
    yield decision.file, [("file", decision.file), *at_item]
    yield decision, [("file", decision.file), *at_item]
    yield MeetingFile.objects.get(meeting=meeting, role="verbatim"), [("meeting", meeting)]
    yield PaperFile.objects.get(file=main), [("file", main), ("paper", paper)]
    yield FilePage.objects.get(file=world.file), [("file", world.file), ("paper", paper)]
    yield city.roll_call, at_item
    yield MemberVote.objects.get(vote=city.roll_call, person=world.speaker), at_item
    yield city.recorded.recording, [*at_item]
    yield city.recorded.recording.current_rendition, [*at_item]
    yield Chapter.objects.filter(items=item).get(), at_item
    yield ChapterItem.objects.get(item=item), at_item


def changed(field: Any, row: Any, city: City) -> Any:
    """Another value that this field may have."""
    value = getattr(row, field.attname)
    match field:
        case models.ForeignKey():
            others = field.related_model._base_manager.exclude(pk=value)
            if hasattr(field.related_model, "body_id"):
                others = others.filter(body=city.world.body)
            if hasattr(field.related_model, "public_now"):
                others = others.filter(public_now=True)
            if field.related_model is type(row):
                others = others.exclude(pk=row.pk)
            other = others.first()
            return other.pk if other else None
        case _ if field.choices:
            return next(choice for choice, _label in field.choices if choice != value)
        case models.BooleanField():
            return not value
        case models.DateTimeField():
            return (value or timezone.now()) + timedelta(hours=1)
        case models.DateField():
            return (value or date(2026, 1, 1)) + timedelta(days=1)
        case models.JSONField():
            return type(value)() if value else {"x": 1}
        case models.FloatField():
            return 0.5 if value is None else value / 2
        case models.IntegerField():
            return 1 if value is None else value + 50
        case models.EmailField():
            return "neu@example.org"
        case models.URLField():
            return "https://neu.example.org/"
        case _:
            hexadecimal = "sha512" in field.name or field.name == "digest"
            return "b" * field.max_length if hexadecimal else f"{value[: (field.max_length or 99) - 2]}x"


class Rolled(Exception):
    """The change was looked at."""


def test_every_field_of_every_type_moves_modified(city: City, ask: Asking) -> None:
    minutes, looked = 1, 0
    wrong: list[str] = []
    refused: set[str] = set()
    Source.objects.get_or_create(name="Zweite", address="https://zweite.example/", body=city.world.body)
    for row, objects in things(city):
        model = type(row)
        row.refresh_from_db()
        addresses = [ask.id_of(word, one) for word, one in objects]
        before = [ask.json(address)["modified"] for address in addresses]
        for field in model._meta.concrete_fields:
            if field.name in SILENT | FROZEN.get(model, set()):
                continue
            values = TOGETHER.get((model, field.name)) or {field.attname: changed(field, row, city)}
            minutes += 1
            try:
                with transaction.atomic(), time_machine.travel(datetime.now() + timedelta(minutes=minutes), tick=False):
                    write(row, field, values)
                    after = [ask.json(address)["modified"] for address in addresses]
                    raise Rolled
            except (Inconsistent, IntegrityError):
                if not field.many_to_one:
                    refused.add(f"{model.__name__}.{field.name}")
            except Rolled:
                looked += 1
                for address, old, new in zip(addresses, before, after, strict=True):
                    if not new > old:
                        wrong.append(f"{model.__name__}.{field.name}: {address.split('/')[-2]}")
    assert wrong == []
    # A link that other rows must agree on cannot be written alone: nothing has happened, so there is nothing to tell.
    # Nor does a municipality led here become a mirror as long as it has rows.
    assert refused == {"Body.source_id"}
    assert looked > 200, looked


def write(row: Any, field: Any, values: dict[str, Any]) -> None:
    """As an update of many rows, past what other rows must agree on: whatever is written is told of."""
    model = type(row)
    if field.name in {"mirrored_from", "source_id"}:
        values = {"mirrored_from": Source.objects.last(), "source_id": f"https://x.example/{row.pk}"}
    model.objects.filter(pk=row.pk).update(**values)


CHANGES: list[tuple[str, Callable[[City], Any], Callable[[City], list[tuple[str, Any]]]]] = [
    ("a transcript is withdrawn",
     lambda city: Transcript.objects.filter(pk=city.recorded.transcript.pk).update(audience=Audience.OFFICE),
     lambda city: [("meeting", city.world.meeting)]),
    ("a recording is withdrawn",
     lambda city: Recording.objects.filter(pk=city.recorded.recording.pk).update(audience=Audience.OFFICE),
     lambda city: [("meeting", city.world.meeting), ("agendaitem", city.world.public_item)]),
    ("captions are written anew",
     lambda city: Rendition.objects.filter(recording=city.recorded.recording).update(duration=39_000),
     lambda city: [("file", row) for row in city.recorded.recording.api_files.all()]),
    ("an agenda is published again",
     lambda city: AgendaVersion.objects.create(
         meeting=city.world.meeting, kind="supplement", published_at=timezone.now(), content=[]),
     lambda city: [("meeting", city.world.meeting)]),
    ("a station decides that did not lead",
     lambda city: type(city.second_station).objects.filter(pk=city.world.consultation.pk).update(authoritative=False),
     lambda city: [("consultation", city.second_station), ("consultation", city.world.consultation),
                   ("paper", city.mirrored), ("paper", city.world.paper)]),
    ("an item comes before the others",
     lambda city: AgendaItem.objects.create(
         meeting=city.world.meeting, position=0, title="Eröffnung", public=True, audience=Audience.PUBLIC),
     lambda city: [("agendaitem", city.world.public_item), ("meeting", city.world.meeting)]),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, _do, _who in CHANGES])
def test_what_stands_under_our_prefix_moves_it_too(city: City, ask: Asking, change: Any) -> None:
    _name, do, whose = change
    addresses = [ask.id_of(word, row) for word, row in whose(city)]
    before = [ask.json(address)["modified"] for address in addresses]
    with time_machine.travel(datetime.now() + timedelta(minutes=3), tick=False):
        do(city)
        after = [ask.json(address)["modified"] for address in addresses]
    assert addresses
    assert all(new > old for old, new in zip(before, after, strict=True)), list(zip(before, after, strict=True))

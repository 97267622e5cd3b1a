"""Fields that follow from several rows: for a whole page at once, each with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser

from meetings.agenda import readable_contents
from meetings.models import AgendaItem, AgendaVersion, FilePage, Meeting, Organization, Person
from motions.models import Consultation, MemberVote, Vote, VoteForm
from motions.results import result_of
from ris.oparl.server import words
from ris.oparl.server.models import TitledItem
from ris.oparl.server.values import address, filled, moment

ANYONE = AnonymousUser()
Fields = dict[int, dict[str, Any]]


def _seen(model: Any) -> Any:
    return model.objects.visible_to(ANYONE).filter(public_now=True)


def _uuids(model: Any, keys: Collection[int | None]) -> dict[int, Any]:
    wanted = {key for key in keys if key is not None}
    return dict(_seen(model).filter(pk__in=wanted).values_list("pk", "uuid")) if wanted else {}


def orders(items: Collection[Any]) -> Fields:
    """The place of an item among those shown: 0, 1, 2 …, whatever its number."""
    places = _places({item.meeting_id for item in items})
    return {item.pk: {"order": places.get(("item", item.pk), 0)} for item in items}


def orders_of_titles(titles: Collection[Any]) -> Fields:
    """The same for items of which only the title is told."""
    places = _places({title.item.meeting_id for title in titles})
    return {title.pk: {"order": places.get(("title", title.pk), 0)} for title in titles}


def _places(meetings: Collection[int]) -> dict[tuple[str, int], int]:
    shown = [
        (meeting, position, "item", key)
        for key, meeting, position in _seen(AgendaItem)
        .filter(meeting__in=meetings)
        .values_list("pk", "meeting_id", "position")
    ]
    shown += [
        (meeting, position, "title", key)
        for key, meeting, position in _seen(TitledItem)
        .filter(item__meeting__in=meetings)
        .values_list("pk", "item__meeting_id", "item__position")
    ]
    places: dict[tuple[str, int], int] = {}
    counted: dict[int, int] = defaultdict(int)
    for meeting, _position, kind, key in sorted(shown):
        places[kind, key] = counted[meeting]
        counted[meeting] += 1
    return places


def lead_of(stations: Collection[Any]) -> Any:
    """OParl knows one consultation for an item: the one that decides, else the first that was entered."""
    return min(stations, key=lambda station: (not station.authoritative, station.pk))


def stations_of_items(items: Collection[Any]) -> Fields:
    """The lead consultation, further ones under our prefix, and what became of the item."""
    stations: dict[int, list[Any]] = defaultdict(list)
    for station in _seen(Consultation).filter(agenda_item__in=[item.pk for item in items]):
        stations[station.agenda_item_id].append(station)
    found: Fields = {}
    for item in items:
        here = stations.get(item.pk, [])
        lead = lead_of(here) if here else None
        result = result_of(item, here)
        further = [address("consultation", station.uuid) for station in here if station is not lead]
        found[item.pk] = filled(
            [
                ("consultation", address("consultation", lead.uuid) if lead else None),
                ("result", words.result(item, str(result.label))),
                ("resolutionText", result.resolution_text),
                ("ris:furtherConsultation", sorted(further)),
            ]
        )
    return found


def places_of_stations(stations: Collection[Any]) -> Fields:
    """Meeting and item of a consultation; an item that names another one as its lead stands under our prefix."""
    wanted = {station.agenda_item_id for station in stations} - {None}
    items = {
        key: (uuid, meeting)
        for key, uuid, meeting in _seen(AgendaItem).filter(pk__in=wanted).values_list("pk", "uuid", "meeting__uuid")
    }
    beside: dict[int, list[Any]] = defaultdict(list)
    for other in _seen(Consultation).filter(agenda_item__in=wanted).only("pk", "agenda_item_id", "authoritative"):
        beside[other.agenda_item_id].append(other)
    meetings = _uuids(Meeting, [station.meeting_id for station in stations])
    found: Fields = {}
    for station in stations:
        told: list[tuple[str, Any]] = []
        if station.agenda_item_id in items:
            item, meeting = items[station.agenda_item_id]
            leads = lead_of(beside[station.agenda_item_id]).pk == station.pk
            told.append(("agendaItem" if leads else "ris:agendaItem", address("agendaitem", item)))
            told.append(("meeting", address("meeting", meeting)))
        elif station.meeting_id in meetings:
            told.append(("meeting", address("meeting", meetings[station.meeting_id])))
        found[station.pk] = filled(told)
    return found


def votes(items: Collection[Any]) -> Fields:
    """How was voted, under our prefix; who voted how only of a roll call."""
    rows = list(
        Vote.objects.filter(agenda_item__in=[item.pk for item in items])
        .visible_to(ANYONE)
        .order_by("agenda_item", "pk")
        .select_related("consultation")
    )
    if not rows:
        return {}
    roll = [vote.pk for vote in rows if vote.form == VoteForm.ROLL_CALL]
    said = list(MemberVote.objects.filter(vote__in=roll).order_by("vote", "pk"))
    people = _uuids(Person, [row.person_id for row in said])
    factions = _uuids(Organization, [row.faction_id for row in said])
    by_vote: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in said:
        if row.person_id in people:
            faction = factions.get(row.faction_id)
            by_vote[row.vote_id].append(
                filled(
                    [
                        ("person", address("person", people[row.person_id])),
                        ("faction", address("organization", faction) if faction else None),
                        ("choice", row.choice),
                    ]
                )
            )
    found: Fields = defaultdict(lambda: {"ris:vote": []})
    for vote in rows:
        station = address("consultation", vote.consultation.uuid) if vote.consultation else None
        told = [("subject", vote.subject), ("form", vote.form), ("name", str(vote.get_form_display()))]
        counts = [(name, getattr(vote, name)) for name in ("yes", "no", "abstentions", "present", "eligible")]
        found[vote.agenda_item_id]["ris:vote"].append(
            filled([*told, *counts, ("consultation", station), ("memberVote", by_vote.get(vote.pk))])
        )
    return dict(found)


def agenda_versions(meetings: Collection[Any]) -> Fields:
    """The published agendas as they may be read today, under our prefix, oldest first."""
    rows = list(
        AgendaVersion.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
        .visible_to(ANYONE)
        .order_by("published_at", "pk")
    )
    if not rows:
        return {}
    shown = {str(uuid) for uuid in _seen(AgendaItem).filter(meeting__in=[row.meeting_id for row in rows]).values_list("uuid", flat=True)}  # fmt: skip
    contents = readable_contents(rows)
    found: Fields = defaultdict(lambda: {"ris:agendaVersion": []})
    for row in rows:
        lines = [
            filled(
                [
                    ("number", line["label"]),
                    ("section", line.get("section")),
                    ("name", line["title"]),
                    ("public", line["public"]),
                    ("agendaItem", address("agendaitem", line["item"]) if line["item"] in shown else None),
                ]
            )
            for line in contents[row.pk]
        ]
        told = [("kind", row.kind), ("name", str(row.get_kind_display())), ("published", moment(row.published_at))]
        found[row.meeting_id]["ris:agendaVersion"].append(filled([*told, ("item", lines)]))
    return dict(found)


def texts(files: Collection[Any]) -> Fields:
    """The text of documents, page after page."""
    pages: dict[int, list[str]] = defaultdict(list)
    rows = FilePage.objects.filter(file__in=[file.pk for file in files])
    for file, text in rows.order_by("file", "number").values_list("file_id", "text"):
        pages[file].append(text)
    return {file: filled([("text", "\n".join(found).strip())]) for file, found in pages.items()}

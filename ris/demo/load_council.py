"""Writes who there is and where they meet: term, rooms, organizations, people, seats, sittings with their published agendas."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from meetings import agenda, models
from meetings.addresses import free_slug
from ris.demo import records
from ris.demo.loaded import ORGANIZATION_TYPES, Loaded, moment

ESTABLISHED = timedelta(minutes=6)
"""So long after the start the chair has stated the agenda."""


def write_council(rows: Loaded) -> None:
    """All of it, in this order; the papers come later."""
    term = _term(rows)
    locations = _locations(rows)
    _organizations(rows)
    _people(rows)
    for plain in rows.plain.meetings:
        meeting = _meeting(rows, plain, term, locations[plain.location])
        if plain.state != "planned":
            _publish_in_steps(rows, plain, meeting)


def _term(rows: Loaded) -> models.LegislativeTerm:
    (term,) = rows.plain.terms
    written: models.LegislativeTerm = models.LegislativeTerm.objects.create(
        body=rows.body, name=term.name, start_date=rows.day(term.start_offset), end_date=rows.day(term.end_offset)
    )
    return written


def _locations(rows: Loaded) -> dict[str, models.Location]:
    return {
        place.key: models.Location.objects.create(
            body=rows.body,
            room=place.room,
            street_address=place.street,
            postal_code=place.postal_code,
            locality=place.city,
            accessibility=place.accessibility,
        )
        for place in rows.plain.locations
    }


def _organizations(rows: Loaded) -> None:
    for position, plain in enumerate(rows.plain.organizations):
        rows.organizations[plain.key] = models.Organization.objects.create(
            body=rows.body,
            type=ORGANIZATION_TYPES[plain.type],
            name=plain.name,
            short_name=plain.short_name,
            classification=plain.classification,
            statutory_members=plain.statutory_number,
            parent=rows.organizations[plain.parent] if plain.parent else None,
            notice_days=plain.notice_days,
            colour=plain.colour,
            position=position,
            audience=models.Audience.PUBLIC,
        )


def _people(rows: Loaded) -> None:
    for plain in rows.plain.persons:
        rows.people[plain.key] = models.Person.objects.create(
            body=rows.body,
            given_name=plain.given,
            family_name=plain.family,
            title=plain.title,
            form_of_address=plain.form_of_address,
            life=plain.profession,
            audience=models.Audience.PUBLIC,
        )
    models.Membership.objects.bulk_create(
        models.Membership(
            person=rows.people[seat.person],
            organization=rows.organizations[seat.organization],
            role=seat.role,
            voting_right=seat.voting,
            start_date=rows.day(seat.start_offset),
            end_date=None if seat.end_offset is None else rows.day(seat.end_offset),
            on_behalf_of=rows.organizations[seat.on_behalf_of] if seat.on_behalf_of else None,
        )
        for seat in rows.plain.memberships
    )


def _meeting(
    rows: Loaded, plain: records.Meeting, term: models.LegislativeTerm, location: models.Location
) -> models.Meeting:
    day = plain.day(rows.today)
    organization = rows.plain.organization(plain.organization)
    meeting = models.Meeting.objects.create(
        body=rows.body,
        legislative_term=term,
        name=plain.name,
        number=plain.number,
        slug=free_slug(models.Meeting, f"{organization.name} {plain.name} {day.isoformat()}"),
        state="invited" if plain.state == "cancelled" else plain.state,
        cancelled=plain.state == "cancelled",
        cancel_reason=plain.cancel_reason,
        start=moment(day, plain.starts),
        end=moment(day, plain.ends) if plain.ends else None,
        location=location,
        audience=models.Audience.PUBLIC,
    )
    meeting.organizations.set([rows.organizations[plain.organization]])
    rows.meetings[plain.key] = meeting
    return meeting


def _publish_in_steps(rows: Loaded, plain: records.Meeting, meeting: models.Meeting) -> None:
    """The agenda as it came to the public: invitation, Nachtrag, as established. Each step is a snapshot of its own."""
    now = timezone.now()
    start = meeting.start
    _items(rows, plain, "")
    invited = sent(plain, start)
    agenda.publish_agenda(meeting, kind="invitation", at=min(invited, now))
    if plain.supplement_days_before is not None:
        for item in plain.items:
            if item.announced_as:
                row = rows.items[plain.key, item.label]
                row.title = item.title
                row.save(update_fields=["title", "modified"])  # its audience was widened by the invitation
        _items(rows, plain, "supplement")
        changed = start - timedelta(days=plain.supplement_days_before)
        agenda.publish_agenda(meeting, kind="supplement", at=min(changed, now))
    if plain.state == "held":
        _items(rows, plain, "session")
        agenda.publish_agenda(meeting, kind="established", at=start + ESTABLISHED)


def sent(plain: records.Meeting, start: datetime) -> datetime:
    """When the invitation went out, if not held back by the day of loading."""
    return start - timedelta(days=plain.invited_days_before)


def _items(rows: Loaded, plain: records.Meeting, added: str) -> None:
    """The items that came in this step, at the places they have in the whole agenda."""
    for position, item in enumerate(plain.items, start=1):
        if item.added != added:
            continue
        rows.items[plain.key, item.label] = models.AgendaItem.objects.create(
            meeting=rows.meetings[plain.key],
            position=position,
            label=item.label,
            section=item.section,
            parent=rows.items.get((plain.key, item.parent_label or "")),
            title=item.announced_as or item.title,
            public=item.public,
            public_title=item.public_title,
            state=_state(plain, item),
        )


def _state(plain: records.Meeting, item: records.AgendaItem) -> models.ItemState:
    if item.added == "session":
        return models.ItemState.ADDED
    if item.result == "taken_off":
        return models.ItemState.TAKEN_OFF
    if item.result == "postponed":
        return models.ItemState.POSTPONED
    return models.ItemState.DONE if plain.state == "held" else models.ItemState.OPEN

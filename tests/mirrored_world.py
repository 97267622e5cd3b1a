"""A mirrored city of odd rows: whatever another system leaves out, every page must stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from meetings.models import (
    AgendaItem,
    AgendaItemFile,
    Audience,
    Body,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Person,
    Source,
)
from motions.models import Consultation, Paper, PaperFile

FROM = "https://fern.example/oparl"


@dataclass
class Mirrored:
    """The rows by what is odd about them."""

    source: Source
    body: Body
    committee: Organization
    nameless_person: Person
    bare_meeting: Meeting
    """Without organization, location, end, agenda."""
    meeting: Meeting
    told_item: AgendaItem
    """Without number; its result in a word we have no code for."""
    decided_item: AgendaItem
    plan: Paper
    """Of a kind we do not know, without date; one of each odd station."""
    forgotten: Paper
    """Nobody says anything about it."""
    stations: dict[str, Consultation]
    minutes: File
    attachment: File
    resolution: File
    vanished: Paper


def build_mirrored() -> Mirrored:
    """Write it to the database."""
    source = Source.objects.create(name="Fernstadt", address=f"{FROM}/system")
    numbers = iter(range(1, 1000))

    def row(model: Any, **values: Any) -> Any:
        identity = f"{FROM}/{model.__name__.lower()}/{next(numbers)}"
        values.setdefault("mirrored_from", source)
        if hasattr(model, "audience"):
            values.setdefault("audience", Audience.PUBLIC)
        return model.objects.create(source_id=identity, source_url=identity, **values)

    body = row(Body, name="Fernstadt", slug="fernstadt")
    row(LegislativeTerm, body=body, name="Irgendwann")
    committee = row(Organization, body=body, name="Planungsausschuss", type="committee")
    person = row(Person, body=body, family_name="Müller-Lüdenscheidt", given_name="", slug="mueller")
    row(Membership, person=person, organization=committee)
    held = datetime(2009, 3, 3, 17, tzinfo=UTC)
    bare = row(Meeting, body=body, name="Sitzung (nicht öffentlich)", start=held, slug="bare", state="held")
    meeting = row(
        Meeting, body=body, name="Planungsausschuss", start=held + timedelta(days=7), slug="fern", state="held",
        location=row(Location, body=body, description="Rathaus am Markt"),
    )  # fmt: skip
    meeting.organizations.set([committee])

    def item(position: int, title: str, **more: Any) -> AgendaItem:
        made: AgendaItem = row(AgendaItem, meeting=meeting, position=position, title=title, public=True, **more)
        return made

    told = item(0, "Sachstand Tunnel", result_text="Verwiesen an die Verwaltung", state="done")
    decided = item(1, "Bebauungsplan", label="2", result="adopted", result_text="mehrheitlich zugestimmt", state="done")

    plan = row(Paper, body=body, name="Bebauungsplan Nordring", type="other", type_text="Rahmenplanung", date=None)
    forgotten = row(
        Paper, body=body, name="Vergessene Vorlage", type="proposal", reference="1/2009", date=date(2009, 1, 9)
    )

    def station(position: int, **more: Any) -> Consultation:
        made: Consultation = row(Consultation, position=position, public=True, **more)
        return made

    stations = {
        "whole": station(0, paper=plan, organization=committee, agenda_item=decided, role="decision", authoritative=True),
        "nobody": station(1, paper=plan, agenda_item=told, role_text="unbekannt"),
        "no item": station(2, paper=plan, organization=committee, meeting=meeting, role_text="Beschlussempfehlung"),
        "nothing": station(3, paper=plan),
        "no paper": station(0, organization=committee, agenda_item=told, role="note"),
        "future": station(4, paper=plan, organization=committee, meeting=row(
            Meeting, body=body, name="Bald", start=timezone.now() + timedelta(days=9), slug="bald",
        )),
    }  # fmt: skip

    def document(name: str) -> File:
        made: File = row(File, body=body, name=name, address=f"{FROM}/{name}.pdf", mime_type="application/pdf")
        return made

    minutes, attachment, resolution = document("Wortprotokoll"), document("Gutachten Tunnel"), document("Beschlusstext")
    MeetingFile.objects.create(meeting=meeting, file=minutes, role="verbatim")
    AgendaItemFile.objects.create(item=told, file=attachment, role="auxiliary")
    AgendaItemFile.objects.create(item=decided, file=resolution, role="resolution")
    PaperFile.objects.create(paper=plan, file=attachment)
    vanished = row(Paper, body=body, name="Verschwundene Vorlage", type="report", vanished_at=timezone.now())
    return Mirrored(
        source, body, committee, person, bare, meeting, told, decided, plan, forgotten, stations, minutes, attachment,
        resolution, vanished,
    )  # fmt: skip


def addresses(here: Mirrored) -> list[str]:
    """Every page on which something odd stands."""
    return [
        "/", "/sitzungen/", "/vorlagen/", "/vorlagen/?stand=beschlossen", "/gremien/", "/personen/", "/personen/?frueher=1",
        "/kalender/?monat=2009-03", "/kalender/?ansicht=liste",
        f"/sitzungen/{here.bare_meeting.slug}/", f"/sitzungen/{here.meeting.slug}/", "/sitzungen/bald/",
        f"/tagesordnungspunkte/{here.told_item.uuid}/", f"/tagesordnungspunkte/{here.decided_item.uuid}/",
        f"/vorlagen/{here.plan.uuid}/", f"/vorlagen/{here.forgotten.uuid}/",
        f"/gremien/{here.committee.slug}/", f"/personen/{here.nameless_person.slug}/",
        "/suche/?q=Bebauungsplan", "/suche/?q=Tunnel", "/sitemap.xml", "/sitemap-vorlagen.xml",
    ]  # fmt: skip

"""A tiny city of another system, with everything that OParl has a word for."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

from meetings.models import Source
from ris.oparl.models import ImportRun
from ris.oparl.taking.reporting import Progress
from ris.oparl.taking.running import Wanted, carry_out, rules_of, what_is_due
from tests.oparl.taking.reader import CITY, MemoryReader

TIMES = {"created": "2020-01-01T08:00:00+01:00", "modified": "2020-01-01T08:00:00+01:00"}


def at(path: str) -> str:
    """The identity of an object of this city."""
    return f"{CITY}/{path}"


def file(number: int, name: str = "Anlage", **more: Any) -> dict[str, Any]:
    """A document."""
    address = f"https://city.example/files/{number}.pdf"
    return (
        {"id": at(f"file/{number}"), "type": "File", "name": name, "mimeType": "application/pdf", "accessUrl": address}
        | TIMES
        | more
    )


def item(number: int, name: str, **more: Any) -> dict[str, Any]:
    """An agenda item."""
    return (
        {"id": at(f"item/{number}"), "type": "AgendaItem", "name": name, "number": str(number), "public": True}
        | TIMES
        | more
    )


def station(number: int, **more: Any) -> dict[str, Any]:
    """A consultation."""
    return {"id": at(f"consultation/{number}"), "type": "Consultation"} | TIMES | more


def city() -> MemoryReader:
    """A council with a committee, two people, a sitting with three items, and two papers."""
    council = {
        "id": at("organization/1"), "type": "Organization", "name": "Stadtrat", "organizationType": "Gremium",
        "classification": "Parlament", "startDate": "2019-01-01",
    } | TIMES  # fmt: skip
    committee = {
        "id": at("organization/2"), "type": "Organization", "name": "Bauausschuss", "organizationType": "Gremium",
        "subOrganizationOf": at("organization/1"),
    } | TIMES  # fmt: skip
    anna = {
        "id": at("person/1"), "type": "Person", "name": "Dr. Anna Beispiel", "familyName": "Beispiel", "givenName": "Anna",
        "title": ["Dr."], "email": ["anna@city.example"],
        "membership": [
            {
                "id": at("membership/1"), "type": "Membership", "organization": at("organization/1"), "role": "Mitglied",
                "startDate": "2019-06-01", "votingRight": True,
            } | TIMES,
        ],
    } | TIMES  # fmt: skip
    sitting = {
        "id": at("meeting/1"), "type": "Meeting", "name": "Sitzung des Stadtrats", "meetingState": "durchgeführt",
        "start": "2020-03-02T18:00:00+01:00", "end": "2020-03-02T21:00:00+01:00", "organization": [at("organization/1")],
        "location": {"id": at("location/1"), "type": "Location", "description": "Rathaus", "room": "Saal"} | TIMES,
        "invitation": file(1, "Einladung"), "resultsProtocol": file(2, "Niederschrift"),
        "auxiliaryFile": [file(3, "Sitzplan")],
        "agendaItem": [
            item(11, "Eröffnung"),
            item(12, "Radweg", consultation=at("consultation/1"), result="einstimmig beschlossen",
                 resolutionFile=file(4, "Beschluss")),
            item(13, "Grundstück", public=False),
        ],
    } | TIMES  # fmt: skip
    proposal = {
        "id": at("paper/1"), "type": "Paper", "name": "Ein Radweg", "reference": "2020/1", "paperType": "Beschlussvorlage",
        "date": "2020-02-01", "underDirectionOf": [at("organization/2")], "originatorPerson": [at("person/1")],
        "mainFile": file(5, "Beschlussvorlage"), "auxiliaryFile": [file(6)],
        "location": [{
            "id": at("location/2"), "type": "Location", "streetAddress": "Hauptstraße 1",
            "geojson": {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [8.4, 49.0]}},
        } | TIMES],
        "consultation": [
            station(1, agendaItem=at("item/12"), meeting=at("meeting/1"), organization=[at("organization/1")],
                    role="Entscheidung", authoritative=True),
            station(2, organization=[at("organization/2")], role="Vorberatung"),
        ],
    } | TIMES  # fmt: skip
    amendment = {
        "id": at("paper/2"), "type": "Paper", "name": "Breiter", "reference": "2020/2", "paperType": "Änderungsantrag",
        "superordinatedPaper": [at("paper/1")],
    } | TIMES  # fmt: skip
    body = {
        "id": CITY, "type": "Body", "name": "Stadt Beispiel", "shortName": "Beispiel", "ags": "07000000",
        "legislativeTerm": [
            {"id": at("term/1"), "type": "LegislativeTerm", "name": "2019 bis 2024", "startDate": "2019-06-01"} | TIMES,
        ],
    } | TIMES  # fmt: skip
    # The amendment comes before the paper it amends.
    return MemoryReader(
        body,
        {
            "Organization": [council, committee],
            "Person": [anna],
            "Meeting": [sitting],
            "Paper": [amendment, proposal],
            "Consultation": [],
        },
        page_size=1,
    )


class Watching:
    """Looks on; with `stop_after` it breaks the run off after so many pages, as a killed process does between two of them."""

    def __init__(self, stop_after: int = 0) -> None:
        self.pages, self.stop_after = 0, stop_after

    def told(self, run: ImportRun, progress: Progress) -> None:
        self.pages += 1
        if self.pages == self.stop_after:
            raise KeyboardInterrupt

    def writing(self) -> AbstractContextManager[Any]:
        return nullcontext()


def read(reader: MemoryReader, *, kind: str = "", watcher: Watching | None = None, day: int = 1) -> ImportRun:
    """Read this city into the source of the tests, on this day."""
    source, _made = Source.objects.get_or_create(name="Beispiel", address="https://city.example/oparl")
    now = datetime(2027, 5, day, tzinfo=UTC)
    run = what_is_due(source, rules_of(source), Wanted(kind=kind), now=now)
    return carry_out(run, reader, watcher or Watching())

"""A city of the size of `karlsruhe-dev`, with its odd shapes, for machines on which no archive is at hand.

Counted off from the archive (../shared/data/KARLSRUHE.md): 609 sittings, 364 of them with an agenda, 4,655 items, 3,200 papers, 3,527
stations, 84 organizations, 12,728 documents, 10,408 of them with text (about 8 kB each). People, of whom that archive has none, are
added. Rows are written past history and guards: only reading is measured.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from meetings.models import (
    AgendaItem,
    Audience,
    Body,
    File,
    FilePage,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Person,
    Source,
    TextState,
)
from motions.models import Consultation, Paper, PaperFile
from tests.city import words

MEETINGS, WITH_AGENDA, ITEMS, PAPERS, STATIONS, FILES, TEXTS = 609, 364, 4655, 3200, 3527, 12728, 10408
ORGANIZATIONS = (("council", 1), ("committee", 18), ("district", 12), ("faction", 11), ("office", 40), ("other", 2))
PEOPLE = 420
SPAN = timedelta(days=1280)
AHEAD = timedelta(days=75)
TYPES = {
    "proposal": 34,
    "question": 24,
    "motion": 22,
    "report": 9,
    "answer": 4,
    "amendment": 3,
    "addition": 1,
    "other": 3,
}
RESULTS = {"adopted": 45, "noted": 24, "recommended": 12, "rejected": 6, "referred": 4, "postponed": 4, "withdrawn": 3, "adopted_changed": 2}  # fmt: skip
TEXT_LETTERS, PAGE_LETTERS = 7900, 2600
FROM = "https://gross.example/oparl"


def make_city(*, texts: float = 1.0, now: datetime | None = None) -> Body:
    """Writes it to an empty database; `texts`: the share of documents whose text is written, too. Deterministic but for public ids."""
    at = now or timezone.now()
    with transaction.atomic():
        return _City(random.Random(7), at, texts).made()


class _City:
    def __init__(self, by: random.Random, at: datetime, texts: float) -> None:
        self.by, self.at, self.texts = by, at, texts
        self.count = 0

    def made(self) -> Body:
        self.source = Source.objects.create(name="Großstadt", address=f"{FROM}/system")
        (self.body,) = self._write(Body, [{"name": "Großstadt", "slug": "grossstadt"}], body=None)
        first = (self.at - SPAN).date()
        self._write(
            LegislativeTerm,
            [
                {"name": "Wahlperiode 1", "start_date": first - timedelta(days=900), "end_date": first + timedelta(days=500)},
                {"name": "Wahlperiode 2", "start_date": first + timedelta(days=501)},
            ],
        )  # fmt: skip
        self.places = self._write(Location, [{"room": f"Saal {n}"} for n in range(12)])
        self._organizations()
        self._people()
        self._meetings()
        self._papers()
        self._files()
        return self.body  # type: ignore[no-any-return]

    def _write(self, model: Any, rows: Sequence[dict[str, Any]], **common: Any) -> list[Any]:
        common.setdefault("body", getattr(self, "body", None))
        made = []
        for row in rows:
            self.count += 1
            identity = f"{FROM}/{model.__name__.lower()}/{self.count}"
            values = {"mirrored_from": self.source, "source_id": identity, "source_url": identity, **common, **row}
            if hasattr(model, "audience"):
                values.setdefault("audience", Audience.PUBLIC)
            values |= {"first_public_at": self.at, "public_now": True, "public_modified": self.at}
            made.append(model(**{name: value for name, value in values.items() if name != "body" or value is not None}))
        QuerySet(model).bulk_create(made, batch_size=2000)
        return made

    def _organizations(self) -> None:
        rows = []
        for kind, count in ORGANIZATIONS:
            for number in range(count):
                gone = kind in ("committee", "other") and number % 5 == 4
                rows.append(
                    {
                        "type": kind, "name": f"{words.title(self.by)} {len(rows)}", "slug": f"organisation-{len(rows)}",
                        "position": len(rows), "end_date": (self.at - SPAN / 2).date() if gone else None,
                    }
                )  # fmt: skip
        self.organizations = self._write(Organization, rows)
        self.meeting_kinds = [one for one in self.organizations if one.type in ("council", "committee", "district")]
        self.submitters = [one for one in self.organizations if one.type in ("faction", "office")]

    def _people(self) -> None:
        names = words.nouns()
        rows = [
            {"family_name": self.by.choice(names), "given_name": self.by.choice("ABCDEF") + ".", "slug": f"person-{n}"}
            for n in range(PEOPLE)
        ]
        people = self._write(Person, rows)
        seats = []
        for number, person in enumerate(people):
            former = number % 3 == 2
            for organization in self.by.sample(self.organizations, 3):
                end = (self.at - SPAN / 3).date() if former else None
                seats.append({"person": person, "organization": organization, "role": "Mitglied", "end_date": end})
        self._write(Membership, seats, body=None)

    def _meetings(self) -> None:
        weights = [30, *(6 for _ in self.meeting_kinds[1:])]
        rows, whose = [], []
        for number in range(MEETINGS):
            organization = self.by.choices(self.meeting_kinds, weights)[0]
            start = self.at + AHEAD - (SPAN + AHEAD) * (number / MEETINGS)
            ahead = start > self.at
            whose.append(organization)
            rows.append(
                {
                    "name": f"{organization.name}, Sitzung"[:200], "slug": f"sitzung-{number}", "location": self.by.choice(self.places),
                    "start": start.replace(minute=0, second=0, microsecond=0), "state": "invited" if ahead else "held",
                }
            )  # fmt: skip
        self.meetings = self._write(Meeting, rows)
        links = Meeting.organizations.through
        links._base_manager.bulk_create(
            [links(meeting=meeting, organization=one) for meeting, one in zip(self.meetings, whose, strict=True)]
        )
        self.organization_of = {meeting.pk: one for meeting, one in zip(self.meetings, whose, strict=True)}
        items, held = [], self.meetings[:WITH_AGENDA]
        for number in range(ITEMS):
            meeting = held[number % WITH_AGENDA]
            result = self.by.choices([*RESULTS, ""], [*RESULTS.values(), 40])[0] if meeting.start < self.at else ""
            items.append(
                {
                    "meeting": meeting, "position": number // WITH_AGENDA, "label": str(number // WITH_AGENDA + 1),
                    "title": words.title(self.by), "public": True, "result": result,
                    "result_text": {"adopted": "mehrheitlich zugestimmt", "noted": "Kenntnisnahme"}.get(result, result),
                    "state": "done" if result else "open",
                }
            )  # fmt: skip
        self.items = self._write(AgendaItem, items, body=None)

    def _papers(self) -> None:
        day, first = self.at.date(), (self.at - SPAN).date()
        rows = []
        for number in range(PAPERS):
            kind = self.by.choices([*TYPES], [*TYPES.values()])[0]
            dated: date | None = first + (day - first) * (number / PAPERS)
            rows.append(
                {
                    "type": kind, "type_text": "Rahmenplanung" if kind == "other" else "", "name": words.title(self.by),
                    "reference": f"{dated:%Y}/{number:04}", "date": dated if number % 50 else None,
                }
            )  # fmt: skip
        self.papers = self._write(Paper, rows)
        links = Paper.originator_organizations.through
        links._base_manager.bulk_create(
            [links(paper=paper, organization=self.by.choice(self.submitters)) for paper in self.papers], batch_size=2000
        )
        free = sorted(self.by.sample(self.items, STATIONS), key=lambda item: item.meeting.start)
        stations: list[dict[str, Any]] = []
        for number, item in enumerate(free):
            # Papers go where their time goes; some come twice.
            paper = self.papers[min(PAPERS - 1, number * PAPERS // STATIONS)]
            before = stations[-1] if stations and stations[-1]["paper"] is paper else None
            stations.append(
                {
                    "paper": paper if number % 40 else None, "position": before["position"] + 1 if before else 0,
                    "organization": self.organization_of[item.meeting_id], "agenda_item": item, "public": True,
                    "role": self.by.choice(["decision", "preliminary", "note", ""]), "authoritative": number % 3 == 0,
                }
            )  # fmt: skip
        self._write(Consultation, stations, body=None)

    def _files(self) -> None:
        rows = []
        for number in range(FILES):
            paper = self.papers[number * PAPERS // FILES]
            rows.append(
                {
                    "name": f"{paper.reference} {words.title(self.by)}"[:300], "file_name": f"{number}.pdf",
                    "mime_type": "application/pdf", "address": f"{FROM}/files/{number}.pdf", "size": self.by.randint(20_000, 3_000_000),
                    "text_state": TextState.READ if number < TEXTS else TextState.UNREAD,
                }
            )  # fmt: skip
        files = self._write(File, rows)
        QuerySet(PaperFile).bulk_create(
            [
                PaperFile(
                    paper=self.papers[n * PAPERS // FILES], file=file, position=n,
                    role="main" if n == 0 or n * PAPERS // FILES != (n - 1) * PAPERS // FILES else "auxiliary",
                )
                for n, file in enumerate(files)
            ],
            batch_size=2000,
        )  # fmt: skip
        pages = []
        for file in files[: int(TEXTS * self.texts)]:
            letters = int(self.by.lognormvariate(0, 0.8) * TEXT_LETTERS * 0.72)
            for number in range(1, letters // PAGE_LETTERS + 2):
                pages.append(FilePage(file=file, number=number, text=words.text(self.by, min(letters, PAGE_LETTERS))))
        QuerySet(FilePage).bulk_create(pages, batch_size=500)

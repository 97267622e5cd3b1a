"""The eleven types of OParl and the rows they become here: what the writing must know of each table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meetings.models import (
    AgendaItem,
    AgendaItemFile,
    Body,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Person,
)
from motions.models import Consultation, Paper, PaperFile


@dataclass(frozen=True, slots=True)
class Kind:
    """One type. `parent` is the foreign key to what embeds it, `ordered` whether it has a place there."""

    model: Any
    parent: str = ""
    ordered: bool = False
    body: str = "body_id"
    required: frozenset[str] = frozenset()
    files: tuple[Any, str] | None = None
    slug: str = ""

    @property
    def rows(self) -> Any:
        """All rows, also buried and vanished ones."""
        return self.model._base_manager


KINDS: Mapping[str, Kind] = {
    "Body": Kind(Body, body="pk", slug="short_name"),
    "LegislativeTerm": Kind(LegislativeTerm, parent="body"),
    "Location": Kind(Location),
    "Organization": Kind(Organization, slug="name"),
    "Person": Kind(Person, slug="name"),
    "File": Kind(File),
    "Meeting": Kind(Meeting, files=(MeetingFile, "meeting"), slug="name"),
    "AgendaItem": Kind(
        AgendaItem,
        parent="meeting",
        ordered=True,
        body="meeting__body_id",
        required=frozenset({"meeting"}),
        files=(AgendaItemFile, "item"),
    ),
    "Paper": Kind(Paper, files=(PaperFile, "paper")),
    "Consultation": Kind(Consultation, parent="paper", ordered=True, body="paper__body_id"),
    "Membership": Kind(
        Membership, parent="person", body="person__body_id", required=frozenset({"person", "organization"})
    ),
}
"""In the order in which they are written: what others refer to comes first."""

CHILDREN: Mapping[str, Mapping[str, str]] = {
    "Meeting": {"AgendaItem": "agendaItem"},
    "Paper": {"Consultation": "consultation"},
    "Person": {"Membership": "membership"},
}
"""Children that belong to one parent alone, and the field that names them there: who is not named any more has vanished."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a row before it is written."""

    pk: int
    digest: str
    dead: bool
    body: int | None
    parent: int | None = None
    position: int | None = None


@dataclass(slots=True)
class Tally:
    """What became of the objects of a page: `{type: {"new": 3}}`, and what was wrong with them."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Any] = field(default_factory=list)
    met: list[tuple[str, str]] = field(default_factory=list)
    """Type and identity of everything that was there, as its rows are called here."""

    def add(self, kind: str, outcome: str, count: int = 1) -> None:
        """Outcomes: new, changed, unchanged, back, deleted, vanished, waiting, unreadable."""
        if count:
            of_kind = self.counts.setdefault(kind, {})
            of_kind[outcome] = of_kind.get(outcome, 0) + count

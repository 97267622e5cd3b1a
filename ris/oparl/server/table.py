"""The types of OParl 1.1, each a few lines: the model, the fields of its own (`fields.py`), and what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

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
from ris.oparl.server import computed, fields, heard
from ris.oparl.server.models import RecordingFile, TitledItem
from ris.oparl.server.relations import Back, Key, Link, Relation

ANYONE = AnonymousUser()
Computed = Callable[[Collection[Any]], dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of objects. `word` stands in their ids; two kinds may share it (files and files of recordings)."""

    key: str
    word: str
    type: str
    model: Any
    values: Callable[[Any], Iterable[tuple[str, Any]]]
    relations: tuple[Relation, ...] = ()
    computed: tuple[Computed, ...] = ()
    # Whether back references may change without `modified` (a place does not count what is held there).
    loose: bool = False
    # Rows that are read along with it.
    with_it: tuple[str, ...] = ()

    def seen(self) -> Any:
        """What everyone sees, once that has been noted: then its `modified` is right, too."""
        return self.model.objects.visible_to(ANYONE).filter(public_now=True)

    def whole(self, rows: Any) -> Any:
        """These rows with all that is needed to tell of them."""
        from_elsewhere = () if self.key in {"recordingfile", "titleditem"} else ("mirrored_from",)
        return rows.select_related(*self.with_it, *from_elsewhere)


def file_of_meeting(name: str, role: str, *, single: bool = False) -> Relation:
    """Further documents of a meeting."""
    way = Link(MeetingFile, "meeting_id", "file_id", ("position", "pk"), role)
    return Relation(name, "file", way, embedded=True, single=single, internal=not single)


def file_of_item(name: str, role: str, *, single: bool = False) -> Relation:
    """Documents of an agenda item."""
    way = Link(AgendaItemFile, "item_id", "file_id", ("position", "pk"), role)
    return Relation(name, "file", way, embedded=True, single=single, internal=not single)


def file_of_paper(name: str, role: str, *, single: bool = False) -> Relation:
    """Documents of a paper."""
    way = Link(PaperFile, "paper_id", "file_id", ("position", "pk"), role)
    return Relation(name, "file", way, embedded=True, single=single, internal=not single)


def many(field: Any) -> Link:
    """A many-to-many field, from its owner."""
    through = field.through
    source = field.rel.field
    return Link(through, f"{source.m2m_field_name()}_id", f"{source.m2m_reverse_field_name()}_id")


def many_back(field: Any) -> Link:
    """A many-to-many field, from the other end."""
    there = many(field)
    return Link(there.model, there.there, there.here)


# In this order they are read: what is embedded stands below what embeds it, so each kind is read once for a page.
_KINDS = (
    Kind(
        "body", "body", "Body", Body, fields.body,
        (
            Relation(
                "legislativeTerm", "legislativeterm", Back("body_id"), embedded=True, internal=True, always=True
            ),
        ),
    ),
    Kind(
        "organization", "organization", "Organization", Organization, fields.organization,
        (
            Relation("body", "body", Key("body_id"), single=True),
            Relation("membership", "membership", Back("organization_id")),
            Relation("subOrganizationOf", "organization", Key("parent_id"), single=True),
            Relation("location", "location", Key("location_id"), embedded=True, single=True),
        ),
    ),
    Kind(
        "person", "person", "Person", Person, fields.person,
        (
            Relation("body", "body", Key("body_id"), single=True),
            Relation("membership", "membership", Back("person_id"), embedded=True, internal=True),
        ),
    ),
    Kind(
        "meeting", "meeting", "Meeting", Meeting, fields.meeting,
        (
            Relation("location", "location", Key("location_id"), embedded=True, single=True),
            Relation("organization", "organization", many(Meeting.organizations)),
            Relation("invitation", "file", Key("invitation_id"), embedded=True, single=True),
            Relation("resultsProtocol", "file", Key("minutes_id"), embedded=True, single=True),
            file_of_meeting("verbatimProtocol", "verbatim", single=True),
            file_of_meeting("auxiliaryFile", "auxiliary"),
            Relation(
                "auxiliaryFile", "recordingfile", Back("recording__meeting_id"), embedded=True, internal=True
            ),
            Relation("agendaItem", "agendaitem", Back("meeting_id", ("position", "pk")), embedded=True, internal=True),
            Relation("agendaItem", "titleditem", Back("item__meeting_id"), embedded=True, internal=True),
        ),
        (heard.recordings, computed.agenda_versions),
    ),
    Kind(
        "paper", "paper", "Paper", Paper, fields.paper,
        (
            Relation("body", "body", Key("body_id"), single=True),
            Relation("relatedPaper", "paper", many(Paper.related)),
            Relation("superordinatedPaper", "paper", Key("superordinate_id")),
            Relation("subordinatedPaper", "paper", Back("superordinate_id")),
            file_of_paper("mainFile", "main", single=True),
            file_of_paper("auxiliaryFile", "auxiliary"),
            Relation("location", "location", many(Paper.locations), embedded=True, internal=True),
            Relation("originatorPerson", "person", many(Paper.originator_people)),
            Relation("underDirectionOf", "organization", many(Paper.under_direction_of)),
            Relation("originatorOrganization", "organization", many(Paper.originator_organizations)),
            Relation("consultation", "consultation", Back("paper_id", ("position", "pk")), embedded=True),
            Relation("ris:supersedes", "paper", Key("supersedes_id"), single=True),
            Relation("ris:supersededBy", "paper", Back("supersedes_id")),
        ),
    ),
    Kind(
        "agendaitem", "agendaitem", "AgendaItem", AgendaItem, fields.agenda_item,
        (
            Relation("meeting", "meeting", Key("meeting_id"), single=True, back=True),
            file_of_item("resolutionFile", "resolution", single=True),
            file_of_item("auxiliaryFile", "auxiliary"),
        ),
        (computed.orders, computed.stations_of_items, computed.votes, heard.heard),
    ),
    Kind(
        "titleditem", "agendaitem", "AgendaItem", TitledItem, fields.titled_item,
        (Relation("meeting", "meeting", Key("item.meeting_id"), single=True, back=True),),
        (computed.orders_of_titles,),
        with_it=("item",),
    ),
    Kind(
        "consultation", "consultation", "Consultation", Consultation, fields.consultation,
        (
            Relation("paper", "paper", Key("paper_id"), single=True, back=True),
            Relation("organization", "organization", Key("organization_id")),
        ),
        (computed.places_of_stations,),
    ),
    Kind(
        "membership", "membership", "Membership", Membership, fields.membership,
        (
            Relation("person", "person", Key("person_id"), single=True, back=True),
            Relation("organization", "organization", Key("organization_id"), single=True),
            Relation("onBehalfOf", "organization", Key("on_behalf_of_id"), single=True),
        ),
    ),
    Kind(
        "legislativeterm", "legislativeterm", "LegislativeTerm", LegislativeTerm, fields.legislative_term,
        (Relation("body", "body", Key("body_id"), single=True, back=True),),
    ),
    Kind(
        "file", "file", "File", File, fields.file,
        (
            Relation("masterFile", "file", Key("derivative_of_id"), single=True),
            Relation("derivativeFile", "file", Back("derivative_of_id")),
            Relation("meeting", "meeting", Link(MeetingFile, "file_id", "meeting_id"), back=True),
            Relation("meeting", "meeting", Back("invitation_id"), back=True),
            Relation("meeting", "meeting", Back("minutes_id"), back=True),
            Relation("agendaItem", "agendaitem", Link(AgendaItemFile, "file_id", "item_id"), back=True),
            Relation("paper", "paper", Link(PaperFile, "file_id", "paper_id"), back=True),
        ),
        (computed.texts,),
    ),
    Kind(
        "recordingfile", "file", "File", RecordingFile, fields.recording_file,
        (Relation("meeting", "meeting", Key("recording.meeting_id"), back=True),),
        (heard.parts_of_recordings,),
        with_it=("recording__current_rendition", "recording__meeting"),
    ),
    Kind(
        "location", "location", "Location", Location, fields.location,
        (
            Relation("organizations", "organization", Back("location_id"), back=True),
            Relation("meetings", "meeting", Back("location_id"), back=True),
            Relation("papers", "paper", many_back(Paper.locations), back=True),
        ),
        loose=True,
    ),
)  # fmt: skip

KINDS = {kind.key: kind for kind in _KINDS}
BY_WORD: dict[str, tuple[Kind, ...]] = {}
for _kind in _KINDS:
    BY_WORD[_kind.word] = (*BY_WORD.get(_kind.word, ()), _kind)

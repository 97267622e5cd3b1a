"""The archive as canonical JSON, to compare two installations: words of OParl only, without our ids, times and runs.

One object in a line, children and references as ids, keys and lines sorted. Rows are named as their source names them, or by our
permanent ids (`own_ids`): what another installation has read from us calls them like that.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from meetings.identity import permanent_id
from meetings.mandates import PUBLIC
from meetings.models import AgendaItemFile, Body, ItemFileRole, Meeting, MeetingFile, MeetingFileRole, OrganizationType
from meetings.visibility import visible_q
from motions.models import FileRole, Paper, PaperFile
from ris.oparl.taking.kinds import KINDS

ORGANIZATION_TYPES = {
    OrganizationType.COUNCIL: "Gremium",
    OrganizationType.COMMITTEE: "Gremium",
    OrganizationType.DISTRICT: "Gremium",
    OrganizationType.FACTION: "Fraktion",
    OrganizationType.OFFICE: "Verwaltungsbereich",
}
Said = dict[str, Any]


class Dump:
    """`addresses`: with those of documents. `public`: only what everyone sees."""

    def __init__(
        self, *, body: Body | None = None, own_ids: bool = False, public: bool = False, addresses: bool = True
    ) -> None:
        self.body, self.own_ids, self.public, self.addresses = body, own_ids, public, addresses
        self.ids: dict[str, dict[int, str]] = {}
        self.links: dict[str, dict[int, list[Any]]] = {}

    def lines(self) -> Iterator[str]:
        """The archive, line by line."""
        for kind in KINDS:
            self.ids[kind] = {row.pk: self._id(row) for row in self._rows(kind).iterator(chunk_size=2000)}
        self._collect()
        found = []
        for kind in KINDS:
            for row in self._rows(kind).iterator(chunk_size=2000):
                said = {"type": kind, "id": self.ids[kind][row.pk]} | _OF[kind](self, row)
                kept = {name: value for name, value in said.items() if value not in (None, "", [])}
                found.append(json.dumps(kept, sort_keys=True, ensure_ascii=False))
        yield from sorted(found)

    def _id(self, row: Any) -> str:
        return permanent_id(row) if self.own_ids or not row.source_id else row.source_id

    def _rows(self, kind: str) -> QuerySet[Any]:
        here = KINDS[kind]
        rows = here.rows.filter(deleted_at=None, vanished_at=None)
        if self.public:
            rows = rows.filter(visible_q(here.model, PUBLIC))
        if self.body is not None and kind != "Consultation":
            rows = rows.filter(**{here.body.removesuffix("_id"): self.body.pk})
        ordered: QuerySet[Any] = rows.order_by("pk")
        return ordered

    def _collect(self) -> None:
        """Links and children in their order, by the key of the row they belong to."""
        for model, holder in ((MeetingFile, "meeting"), (AgendaItemFile, "item"), (PaperFile, "paper")):
            of_holder: dict[int, list[Any]] = defaultdict(list)
            for link in model.objects.order_by("position", "pk"):
                of_holder[getattr(link, f"{holder}_id")].append((link.role, self.name("File", link.file_id)))
            self.links[holder] = of_holder
        for kind, parent in (("AgendaItem", "meeting"), ("Consultation", "paper")):
            children: dict[int, list[Any]] = defaultdict(list)
            rows = KINDS[kind].rows.filter(pk__in=self.ids[kind]).order_by("position", "pk")
            for pk, of in rows.values_list("pk", f"{parent}_id"):
                children[of].append(self.ids[kind][pk])
            self.links[kind] = children
        for linked, field, kind in (
            (Meeting, "organizations", "Organization"),
            (Paper, "originator_people", "Person"),
            (Paper, "originator_organizations", "Organization"),
            (Paper, "under_direction_of", "Organization"),
            (Paper, "locations", "Location"),
            (Paper, "related", "Paper"),
        ):
            found = linked._meta.get_field(field)
            pairs: dict[int, list[Any]] = defaultdict(list)
            through = found.remote_field.through._base_manager  # type: ignore[union-attr]  # a many-to-many field
            for here, there in through.values_list(found.m2m_field_name(), found.m2m_reverse_field_name()):  # type: ignore[union-attr]  # as above
                pairs[here].append(self.name(kind, there))
            self.links[field] = pairs

    def name(self, kind: str, key: int | None) -> str | None:
        """How this row is called here; None for what is not told."""
        return self.ids[kind].get(key) if key is not None else None

    def several(self, field: str, row: Any) -> list[str]:
        """Who is linked, without an order."""
        return sorted(each for each in self.links[field].get(row.pk, ()) if each is not None)

    def files(self, holder: str, row: Any, role: str) -> list[str]:
        """Documents of this role, in order."""
        return [each for a_role, each in self.links[holder].get(row.pk, ()) if a_role == role and each is not None]


def _body(dump: Dump, row: Any) -> Said:
    return {
        "name": row.name, "shortName": row.short_name, "ags": row.ags, "rgs": row.rgs, "license": row.license,
        "classification": row.classification, "contactName": row.contact_name, "contactEmail": row.contact_email,
        "website": row.website,
    }  # fmt: skip


def _term(dump: Dump, row: Any) -> Said:
    return {"name": row.name, "body": dump.name("Body", row.body_id)} | _period(row)


def _location(dump: Dump, row: Any) -> Said:
    return {
        "room": row.room, "description": row.description, "streetAddress": row.street_address, "postalCode": row.postal_code,
        "subLocality": row.sub_locality, "locality": row.locality,
        "geojson": [row.longitude, row.latitude] if row.longitude is not None else None,
    }  # fmt: skip


def _organization(dump: Dump, row: Any) -> Said:
    return {
        "name": row.name, "shortName": row.short_name, "classification": row.classification, "website": row.website,
        "organizationType": ORGANIZATION_TYPES.get(row.type, "Sonstiges"), "body": dump.name("Body", row.body_id),
        "subOrganizationOf": dump.name("Organization", row.parent_id), "location": dump.name("Location", row.location_id),
    } | _period(row)  # fmt: skip


def _person(dump: Dump, row: Any) -> Said:
    return {
        "givenName": row.given_name, "familyName": row.family_name, "title": row.title, "affix": row.affix,
        "formOfAddress": row.form_of_address, "gender": row.gender, "phone": row.phone, "email": row.email, "life": row.life,
        "body": dump.name("Body", row.body_id),
    }  # fmt: skip


def _membership(dump: Dump, row: Any) -> Said:
    return {
        "person": dump.name("Person", row.person_id), "organization": dump.name("Organization", row.organization_id),
        "onBehalfOf": dump.name("Organization", row.on_behalf_of_id), "role": row.role, "votingRight": row.voting_right,
    } | _period(row)  # fmt: skip


def _meeting(dump: Dump, row: Any) -> Said:
    return {
        "name": row.name, "meetingState": row.state, "cancelled": row.cancelled, "start": _moment(row.start),
        "end": _moment(row.end), "location": dump.name("Location", row.location_id), "body": dump.name("Body", row.body_id),
        "invitation": dump.name("File", row.invitation_id), "resultsProtocol": dump.name("File", row.minutes_id),
        "verbatimProtocol": dump.files("meeting", row, MeetingFileRole.VERBATIM),
        "auxiliaryFile": dump.files("meeting", row, MeetingFileRole.AUXILIARY),
        "organization": dump.several("organizations", row), "agendaItem": dump.links["AgendaItem"].get(row.pk, []),
    }  # fmt: skip


def _agenda_item(dump: Dump, row: Any) -> Said:
    return {
        "number": row.label, "name": row.title, "public": row.public, "result": row.result_text or row.get_result_display(),
        "resolutionText": row.resolution_text, "start": _moment(row.start), "end": _moment(row.end),
        "resolutionFile": dump.files("item", row, ItemFileRole.RESOLUTION),
        "auxiliaryFile": dump.files("item", row, ItemFileRole.AUXILIARY), "meeting": dump.name("Meeting", row.meeting_id),
    }  # fmt: skip


def _paper(dump: Dump, row: Any) -> Said:
    return {
        "name": row.name, "reference": row.reference, "date": _day(row.date), "body": dump.name("Body", row.body_id),
        "paperType": row.type_text or row.get_type_display(), "superordinatedPaper": dump.name("Paper", row.superordinate_id),
        "relatedPaper": dump.several("related", row), "originatorPerson": dump.several("originator_people", row),
        "originatorOrganization": dump.several("originator_organizations", row), "location": dump.several("locations", row),
        "underDirectionOf": dump.several("under_direction_of", row), "mainFile": dump.files("paper", row, FileRole.MAIN),
        "auxiliaryFile": dump.files("paper", row, FileRole.AUXILIARY), "consultation": dump.links["Consultation"].get(row.pk, []),
    }  # fmt: skip


def _consultation(dump: Dump, row: Any) -> Said:
    return {
        "paper": dump.name("Paper", row.paper_id), "organization": dump.name("Organization", row.organization_id),
        "agendaItem": dump.name("AgendaItem", row.agenda_item_id), "meeting": dump.name("Meeting", row.meeting_id),
        "role": row.role_text or row.get_role_display(), "authoritative": row.authoritative,
    }  # fmt: skip


def _file(dump: Dump, row: Any) -> Said:
    addresses = {"accessUrl": row.address, "downloadUrl": row.download_address} if dump.addresses else {}
    return {
        "name": row.name, "fileName": row.file_name, "mimeType": row.mime_type, "date": _day(row.date),
        "fileLicense": row.license, "externalServiceUrl": row.external_address,
        "masterFile": dump.name("File", row.derivative_of_id),
    } | addresses  # fmt: skip


_OF: Mapping[str, Callable[[Dump, Any], Said]] = {
    "Body": _body,
    "LegislativeTerm": _term,
    "Location": _location,
    "Organization": _organization,
    "Person": _person,
    "File": _file,
    "Meeting": _meeting,
    "AgendaItem": _agenda_item,
    "Paper": _paper,
    "Consultation": _consultation,
    "Membership": _membership,
}


def _period(row: Any) -> Said:
    return {"startDate": _day(row.start_date), "endDate": _day(row.end_date)}


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _moment(moment: Any) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment is not None else None

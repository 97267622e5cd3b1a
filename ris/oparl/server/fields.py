"""The fields of each type that a row can tell by itself, in the order of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from meetings.models import (
    AgendaItem,
    Body,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingState,
    Membership,
    Organization,
    OrganizationType,
    Person,
)
from motions.models import Consultation, Paper
from ris.oparl.server import words
from ris.oparl.server.models import RecordingFile, TitledItem
from ris.oparl.server.values import address, day, filled, moment, root, site, url, without_ending
from ris.pages.addresses import address_of

Pairs = Iterator[tuple[str, Any]]

# Lists of a body: name of the field → last part of the list's address, which is the word for its kind.
BODY_LISTS = {
    "organization": "organization",
    "person": "person",
    "meeting": "meeting",
    "paper": "paper",
    "legislativeTermList": "legislativeterm",
    "agendaItem": "agendaitem",
    "consultation": "consultation",
    "file": "file",
    "locationList": "location",
    "membership": "membership",
}
ORGANIZATION_LISTS = ("meeting", "consultation")


def source(row: Any) -> dict[str, Any]:
    """Where a mirrored row comes from: its id there, and which system that is. Nothing for rows that are led here."""
    if row.mirrored_from_id is None:
        return {}
    return filled(
        [
            ("id", row.source_id),
            ("system", row.mirrored_from.address),
            ("name", row.mirrored_from.name),
            ("modified", moment(row.source_modified)),
        ]
    )


def body(row: Body) -> Pairs:
    """A municipality."""
    yield "system", root()
    yield "shortName", row.short_name
    yield "name", row.name
    yield "website", url(row.website)
    yield "license", url(row.license)
    yield "ags", row.ags
    yield "rgs", row.rgs
    yield "contactEmail", row.contact_email
    yield "contactName", row.contact_name
    yield "classification", row.classification
    for field, word in BODY_LISTS.items():
        yield field, f"{address('body', row.uuid)}/{word}"
    yield "web", f"https://{row.host}/" if row.host else site("/")


def legislative_term(row: LegislativeTerm) -> Pairs:
    """A council's term."""
    yield "name", row.name
    yield "startDate", day(row.start_date)
    yield "endDate", day(row.end_date)


def organization(row: Organization) -> Pairs:
    """A council, committee, faction or office."""
    yield "name", row.name
    yield "shortName", row.short_name
    for word in ORGANIZATION_LISTS:
        yield word, f"{address('organization', row.uuid)}/{word}"
    yield "organizationType", words.ORGANIZATION_TYPES.get(OrganizationType(row.type))
    yield "classification", row.classification or (words.HIGHEST if row.type == OrganizationType.COUNCIL else "")
    yield "startDate", day(row.start_date)
    yield "endDate", day(row.end_date)
    yield "website", url(row.website)
    yield "web", site(address_of(row))
    yield "ris:statutoryMembers", row.statutory_members


def person(row: Person) -> Pairs:
    """Somebody who holds or held a seat; what is told of them is a setting."""
    told = set(settings.OPARL_PERSON_FIELDS)
    yield "name", row.name
    yield "familyName", row.family_name
    yield "givenName", row.given_name
    if "formOfAddress" in told:
        yield "formOfAddress", row.form_of_address
    if "affix" in told:
        yield "affix", row.affix
    if "title" in told:
        yield "title", [row.title] if row.title else []
    if "gender" in told:
        yield "gender", words.gender(row.gender)
    if "phone" in told:
        yield "phone", [row.phone] if row.phone else []
    if "email" in told:
        yield "email", [row.email] if row.email else []
    if "life" in told:
        yield "life", row.life
    yield "web", site(address_of(row))


def membership(row: Membership) -> Pairs:
    """A seat."""
    yield "role", row.role
    yield "votingRight", row.voting_right
    yield "startDate", day(row.start_date)
    yield "endDate", day(row.end_date)


def meeting(row: Meeting) -> Pairs:
    """A sitting."""
    yield "name", row.name
    yield "meetingState", words.MEETING_STATES[MeetingState(row.state)]
    yield "cancelled", row.cancelled
    yield "start", moment(row.start)
    yield "end", moment(row.end)
    yield "web", site(address_of(row))
    yield "ris:number", row.number
    yield "ris:cancelReason", row.cancel_reason
    yield "ris:inSession", row.state == MeetingState.RUNNING or None


def agenda_item(row: AgendaItem) -> Pairs:
    """An item that everyone sees."""
    yield "number", row.label
    yield "name", row.title
    yield "public", row.public
    yield "start", moment(row.start)
    yield "end", moment(row.end)
    yield "web", site(address_of(row))
    yield "ris:section", row.section


def titled_item(row: TitledItem) -> Pairs:
    """An item of which everyone knows number and general title, as the published agenda has them."""
    yield "number", row.label
    yield "name", row.title
    yield "public", False


def paper(row: Paper) -> Pairs:
    """A paper."""
    yield "name", row.name
    yield "reference", row.reference
    yield "date", day(row.date)
    yield "paperType", words.paper_type(row)
    yield "web", site(address_of(row))
    yield "ris:summary", row.summary
    yield "ris:text", row.text
    yield "ris:received", day(row.received)
    yield "ris:withdrawn", moment(row.withdrawn_at)
    yield "ris:answerDue", day(row.answer_due)
    follow_up = [("text", row.follow_up_text), ("date", day(row.follow_up_date))]
    yield "ris:followUp", filled([("state", str(row.get_follow_up_display()) if row.follow_up else ""), *follow_up])


def consultation(row: Consultation) -> Pairs:
    """A station of a paper's way."""
    yield "authoritative", row.authoritative
    yield "role", words.role(row)
    yield "ris:result", str(row.get_result_display()) if row.result else ""
    yield "ris:resolutionText", row.resolution_text


def file(row: File) -> Pairs:
    """A document: our own bytes, else an address elsewhere."""
    own = bool(row.sha512)
    yield "name", without_ending(row.name)
    yield "fileName", row.file_name
    yield "mimeType", row.mime_type.split(";")[0].strip().lower()
    yield "date", day(row.date)
    yield "size", row.size
    yield "sha512Checksum", row.sha512
    yield "accessUrl", f"{address('file', row.uuid)}/access" if own else url(row.address)
    yield "downloadUrl", f"{address('file', row.uuid)}/download" if own else url(row.download_address)
    yield "externalServiceUrl", url(row.external_address)
    yield "fileLicense", url(row.license)
    yield "web", site(f"/dokumente/{row.uuid}/")


def recording_file(row: RecordingFile) -> Pairs:
    """A file of a recording; what it is like stands in the rendition (`computed.parts_of_recordings`)."""
    yield "accessUrl", f"{address('file', row.uuid)}/access"
    yield "downloadUrl", f"{address('file', row.uuid)}/download"


def location(row: Location) -> Pairs:
    """A place, on the map where that is known."""
    yield "description", row.description
    if row.latitude is not None:
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
        yield "geojson", {"type": "Feature", "geometry": point, "properties": filled([("name", str(row))])}
    yield "streetAddress", row.street_address
    yield "room", row.room
    yield "postalCode", row.postal_code
    yield "subLocality", row.sub_locality
    yield "locality", row.locality
    yield "ris:accessibility", row.accessibility

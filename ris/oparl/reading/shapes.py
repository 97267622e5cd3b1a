"""What OParl 1.1 says about each type: its fields, of which kind, and what hangs on them. A table. Pure."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """How a field's value is made regular."""

    TEXT = "one line of text"
    LINES = "text of several lines"
    TEXTS = "array of texts"
    URL = "address"
    URLS = "array of addresses"
    DATE = "day"
    TIME = "moment"
    FLAG = "true or false"
    WHOLE = "whole number"
    MIME = "media type"
    GEO = "GeoJSON feature"
    REF = "id of one object"
    REFS = "ids of objects"
    ONE = "object inside"
    MANY = "objects inside"
    LIST = "address of a list"


class Field(NamedTuple):
    kind: Kind
    target: str = ""


def _of(kind: Kind, names: str) -> dict[str, Field]:
    """`name` or `name:Target`, separated by spaces."""
    pairs = (name.partition(":") for name in names.split())
    return {name: Field(kind, target) for name, _colon, target in pairs}


_ALL = _of(Kind.TIME, "created modified") | _of(Kind.URL, "license web") | _of(Kind.TEXTS, "keyword")
_ALL |= _of(Kind.FLAG, "deleted")

SHAPES: dict[str, dict[str, Field]] = {
    "System": _of(Kind.TEXT, "oparlVersion name contactEmail contactName")
    | _of(Kind.URL, "website vendor product")
    | _of(Kind.REFS, "otherOparlVersions:System")
    | _of(Kind.LIST, "body:Body"),
    "Body": _of(Kind.TEXT, "name shortName ags rgs contactEmail contactName classification")
    | _of(Kind.URL, "website")
    | _of(Kind.URLS, "equivalent")
    | _of(Kind.TIME, "licenseValidSince oparlSince")
    | _of(Kind.REF, "system:System mainOrganization:Organization")
    | _of(Kind.ONE, "location:Location")
    | _of(Kind.MANY, "legislativeTerm:LegislativeTerm")
    | _of(Kind.LIST, "organization:Organization person:Person meeting:Meeting paper:Paper agendaItem:AgendaItem")
    | _of(Kind.LIST, "consultation:Consultation file:File locationList:Location membership:Membership")
    | _of(Kind.LIST, "legislativeTermList:LegislativeTerm"),
    "LegislativeTerm": _of(Kind.TEXT, "name") | _of(Kind.DATE, "startDate endDate") | _of(Kind.REF, "body:Body"),
    "Organization": _of(Kind.TEXT, "name shortName organizationType classification")
    | _of(Kind.TEXTS, "post")
    | _of(Kind.URL, "website")
    | _of(Kind.DATE, "startDate endDate")
    | _of(Kind.WHOLE, "memberCount votingMemberCount")
    | _of(Kind.REF, "body:Body subOrganizationOf:Organization externalBody:Body")
    | _of(Kind.REFS, "membership:Membership")
    | _of(Kind.ONE, "location:Location")
    | _of(Kind.LIST, "meeting:Meeting consultation:Consultation"),
    "Person": _of(Kind.TEXT, "name familyName givenName formOfAddress affix gender lifeSource")
    | _of(Kind.LINES, "life")
    | _of(Kind.TEXTS, "title phone email status")
    | _of(Kind.REF, "body:Body location:Location")
    | _of(Kind.ONE, "locationObject:Location image:File")
    | _of(Kind.MANY, "membership:Membership"),
    "Membership": _of(Kind.TEXT, "role")
    | _of(Kind.FLAG, "votingRight")
    | _of(Kind.DATE, "startDate endDate")
    | _of(Kind.REF, "person:Person organization:Organization onBehalfOf:Organization"),
    "Meeting": _of(Kind.TEXT, "name meetingState")
    | _of(Kind.FLAG, "cancelled")
    | _of(Kind.TIME, "start end")
    | _of(Kind.REFS, "organization:Organization participant:Person")
    | _of(Kind.ONE, "location:Location invitation:File resultsProtocol:File verbatimProtocol:File")
    | _of(Kind.MANY, "auxiliaryFile:File agendaItem:AgendaItem"),
    "AgendaItem": _of(Kind.TEXT, "number name result")
    | _of(Kind.LINES, "resolutionText")
    | _of(Kind.WHOLE, "order")
    | _of(Kind.FLAG, "public")
    | _of(Kind.TIME, "start end")
    | _of(Kind.REF, "meeting:Meeting consultation:Consultation")
    | _of(Kind.ONE, "resolutionFile:File")
    | _of(Kind.MANY, "auxiliaryFile:File"),
    "Paper": _of(Kind.TEXT, "name reference paperType")
    | _of(Kind.DATE, "date")
    | _of(Kind.REF, "body:Body")
    | _of(Kind.REFS, "relatedPaper:Paper superordinatedPaper:Paper subordinatedPaper:Paper originatorPerson:Person")
    | _of(Kind.REFS, "underDirectionOf:Organization originatorOrganization:Organization")
    | _of(Kind.ONE, "mainFile:File")
    | _of(Kind.MANY, "auxiliaryFile:File location:Location consultation:Consultation"),
    "Consultation": _of(Kind.TEXT, "role")
    | _of(Kind.FLAG, "authoritative")
    | _of(Kind.REF, "paper:Paper agendaItem:AgendaItem meeting:Meeting")
    | _of(Kind.REFS, "organization:Organization"),
    "File": _of(Kind.TEXT, "name fileName sha1Checksum sha512Checksum")
    | _of(Kind.LINES, "text")
    | _of(Kind.MIME, "mimeType")
    | _of(Kind.DATE, "date")
    | _of(Kind.WHOLE, "size")
    | _of(Kind.URL, "accessUrl downloadUrl externalServiceUrl fileLicense")
    | _of(Kind.REF, "masterFile:File person:Person")
    | _of(Kind.REFS, "derivativeFile:File meeting:Meeting agendaItem:AgendaItem paper:Paper"),
    "Location": _of(Kind.TEXT, "streetAddress room postalCode subLocality locality")
    | _of(Kind.LINES, "description")
    | _of(Kind.GEO, "geojson")
    | _of(Kind.REFS, "bodies:Body organizations:Organization persons:Person meetings:Meeting papers:Paper"),
}
for _fields in SHAPES.values():
    _fields.update({name: field for name, field in _ALL.items() if name not in _fields})

PARENT = {"AgendaItem": "meeting", "Consultation": "paper", "Membership": "person", "LegislativeTerm": "body"}
"""The back reference that an object leaves out where it stands inside its parent."""

SPANS = {"Meeting": ("start", "end"), "AgendaItem": ("start", "end")}
"""From when to when: the end lies after the beginning."""
for _type in ("LegislativeTerm", "Organization", "Membership"):
    SPANS[_type] = ("startDate", "endDate")

LISTS: tuple[tuple[str, str], ...] = (
    ("legislativeTermList", "LegislativeTerm"),
    ("organization", "Organization"),
    ("person", "Person"),
    ("membership", "Membership"),
    ("meeting", "Meeting"),
    ("paper", "Paper"),
    ("agendaItem", "AgendaItem"),
    ("consultation", "Consultation"),
    ("locationList", "Location"),
    ("file", "File"),
)
"""A body's lists in the order in which they are read: parents before what hangs on them."""

EMBEDDED_ELSEWHERE = frozenset({"LegislativeTerm", "Membership", "AgendaItem", "Consultation", "Location", "File"})
"""Types that lists mostly repeat, because they already stood inside their parents."""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "legislativeTermList": ("legislativeTerms", "legislativeTermsList"),
    "organization": ("organizations", "organizationList"),
    "person": ("persons", "people", "personList"),
    "membership": ("memberships", "membershipList"),
    "meeting": ("meetings", "meetingList"),
    "paper": ("papers", "paperList"),
    "agendaItem": ("agendaItems", "agendaItemList"),
    "consultation": ("consultations", "consultationList"),
    "locationList": ("locations", "location"),
    "file": ("files", "fileList"),
    "body": ("bodies", "bodyList"),
}
"""How servers misname the links to lists."""


def bare_type(said: object) -> str:
    """`Meeting` from a type URL of any version, or from the bare word; "" for what is no type of OParl."""
    word = said.rstrip("/").rpartition("/")[2] if isinstance(said, str) else ""
    return word if word in SHAPES else ""

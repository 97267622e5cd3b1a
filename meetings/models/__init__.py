"""Meetings' nouns, by file: council, meeting, agenda, document."""

from meetings.models.agenda import (
    AgendaItem,
    AgendaItemFile,
    AgendaVersion,
    AgendaVersionKind,
    ItemFileRole,
    ItemState,
    Result,
)
from meetings.models.base import Audience, Publishable, Published, PublishedQuerySet, Slugged, Tracked
from meetings.models.council import (
    Body,
    LegislativeTerm,
    Location,
    Mandate,
    MandateRole,
    Membership,
    Organization,
    OrganizationType,
    Person,
    SlugRedirect,
)
from meetings.models.document import File, FilePage, FileReading, Keep, PageOrigin, TextState
from meetings.models.meeting import Meeting, MeetingFile, MeetingFileRole, MeetingQuerySet, MeetingState
from meetings.models.mirror import Mirrored, RawObject, Source, keep_raw
from meetings.models.texts import Feedback, PageText, TextPage

__all__ = [
    "AgendaItem",
    "AgendaItemFile",
    "AgendaVersion",
    "AgendaVersionKind",
    "Audience",
    "Body",
    "Feedback",
    "File",
    "FilePage",
    "FileReading",
    "ItemFileRole",
    "ItemState",
    "Keep",
    "LegislativeTerm",
    "Location",
    "Mandate",
    "MandateRole",
    "Meeting",
    "MeetingFile",
    "MeetingFileRole",
    "MeetingQuerySet",
    "MeetingState",
    "Membership",
    "Mirrored",
    "Organization",
    "OrganizationType",
    "PageOrigin",
    "PageText",
    "Person",
    "Publishable",
    "Published",
    "PublishedQuerySet",
    "RawObject",
    "Result",
    "SlugRedirect",
    "Slugged",
    "Source",
    "TextPage",
    "TextState",
    "Tracked",
    "keep_raw",
]

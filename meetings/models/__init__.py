"""Meetings' nouns, by file: council, meeting, agenda, document."""

from meetings.models.agenda import AgendaItem, AgendaVersion, AgendaVersionKind, ItemState, Result
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
from meetings.models.document import File, FilePage
from meetings.models.meeting import Meeting, MeetingQuerySet, MeetingState
from meetings.models.mirror import Mirrored, RawObject, Source, keep_raw
from meetings.models.texts import Feedback, PageText, TextPage

__all__ = [
    "AgendaItem",
    "AgendaVersion",
    "AgendaVersionKind",
    "Audience",
    "Body",
    "Feedback",
    "File",
    "FilePage",
    "ItemState",
    "LegislativeTerm",
    "Location",
    "Mandate",
    "MandateRole",
    "Meeting",
    "MeetingQuerySet",
    "MeetingState",
    "Membership",
    "Mirrored",
    "Organization",
    "OrganizationType",
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
    "Tracked",
    "keep_raw",
]

"""Where a sitting stands seen from today, and what its page says about the recording. The rule is pure, the words are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.models import Recording
from media.publishing import was_taken_off
from meetings.models import Meeting, MeetingState
from ris.pages import when
from ris.pages.wording import Status

USUAL = timedelta(hours=6)
"""How long a sitting without a planned end is taken to last."""


@dataclass(frozen=True, slots=True)
class Phase:
    """`code`: cancelled, before, now, after. `notice` is a sentence on the sitting, `recording` one on what can be watched."""

    code: str
    notice: str = ""
    recording: str = ""


def code_of(*, state: str, cancelled: bool, start: datetime, end: datetime | None, now: datetime) -> str:
    """What the clerk has entered counts; where nothing has been entered, the plan does."""
    if cancelled:
        return "cancelled"
    if state == MeetingState.HELD:
        return "after"
    if state == MeetingState.RUNNING:
        return "now"
    if now < start:
        return "before"
    return "now" if now < (end or start + USUAL) else "after"


def phase_of(
    meeting: Meeting, user: AbstractBaseUser | AnonymousUser, *, playable: bool, at: datetime | None = None
) -> Phase:
    """The state of this sitting with its sentences. At most three queries, none when there is something to play."""
    now = at or timezone.now()
    code = code_of(
        state=meeting.state, cancelled=meeting.cancelled, start=meeting.start, end=meeting.end, now=now
    )  # fmt: skip
    if code == "cancelled":
        return Phase(code, why_not(meeting))
    if playable:
        return Phase(code)
    if code == "after":
        return Phase(code, _not_confirmed(meeting), _after(meeting, user, now))
    usual = _usually_recorded(meeting, user)
    days = settings.RECORDING_DAYS
    promise = ngettext(
        "A recording is usually published here within %(n)s day after the meeting.",
        "A recording is usually published here within %(n)s days after the meeting.",
        days,
    ) % {"n": days}
    if code == "before":
        return Phase(code, "", promise if usual else "")
    if meeting.state == MeetingState.RUNNING:
        said = _("The meeting is in session. It is not broadcast live here.")
    else:
        said = _("According to plan the meeting has begun at %(time)s. It is not broadcast live here.") % {
            "time": when.clock(meeting.start)
        }
    return Phase(code, said, promise if usual else "")


def why_not(meeting: Meeting) -> str:
    """The sentence on a cancelled sitting, with the reason where the office has given one."""
    if meeting.cancel_reason:
        return _("Cancelled: %(reason)s") % {"reason": meeting.cancel_reason}
    return _("This meeting has been cancelled. It does not take place.")


def status_in(meeting: Meeting, phase: Phase, entered: Status) -> Status:
    """The word beside the date: a sitting whose time has passed is no longer "invited", whatever has not been entered."""
    if phase.code == "now":
        return Status("running", str(MeetingState.RUNNING.label))
    return entered


def _not_confirmed(meeting: Meeting) -> str:
    if meeting.state == MeetingState.HELD or meeting.mirrored_from_id:
        return ""
    return _("The council office has not yet entered how the meeting went.")


def _after(meeting: Meeting, user: AbstractBaseUser | AnonymousUser, now: datetime) -> str:
    if Recording.objects.filter(meeting=meeting).visible_to(user).exists():
        return _("The recording is being worked on and will be back here soon.")
    if was_taken_off(meeting):
        return _("The recording of this meeting is no longer published.")
    due = meeting.start + timedelta(days=settings.RECORDING_DAYS)
    if now < due and _usually_recorded(meeting, user):
        return _("The recording is being prepared. It will probably stand here by %(day)s.") % {"day": when.day(due)}
    return _("No recording of this meeting has been published.")


def _usually_recorded(meeting: Meeting, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a recording of another sitting of these organizations stands on the site."""
    organizations = [one.pk for one in getattr(meeting, "seen_organizations", [])]
    rows = Recording.objects.visible_to(user).filter(meeting__organizations__in=organizations)
    return bool(rows.filter(current_rendition__isnull=False).exists())

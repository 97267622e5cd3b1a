"""When the public gets a recording: only after the office has looked for non-public parts (§ 35 GemO), and once it is ready."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from media.models import Recording
from meetings.history import acting
from meetings.mandates import require_office
from meetings.models import Audience, Meeting


class NotPublishable(Exception):
    """The recording may not be published yet; `code`: not_reviewed, no_rendition."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confirm_reviewed(recording: Recording, *, by: AbstractBaseUser) -> None:
    """Somebody of the office says: non-public parts are marked, or there are none. Raises NotAllowed."""
    require_office(by, recording.meeting.body)
    with acting(user=by, cause="user"):
        recording.nonpublic_reviewed_at = timezone.now()
        recording.nonpublic_reviewed_by_id = by.pk
        recording.save()


def publish_recording(recording: Recording, *, by: AbstractBaseUser) -> None:
    """Everyone may see and hear it. Raises NotAllowed, NotPublishable.

    A meeting without non-public items needs no separate confirmation: publishing says that the office has looked.
    """
    require_office(by, recording.meeting.body)
    has_secrets = recording.meeting.agenda_items.living().filter(public=False).exists()
    if recording.nonpublic_reviewed_at is None:
        if has_secrets:
            raise NotPublishable("not_reviewed")
        confirm_reviewed(recording, by=by)
    if recording.current_rendition_id is None:
        raise NotPublishable("no_rendition")
    with acting(user=by, cause="user"):
        recording.audience = Audience.PUBLIC
        recording.save()


def withdraw_recording(recording: Recording, *, by: AbstractBaseUser) -> None:
    """Off the site at once; nothing is deleted. Raises NotAllowed."""
    require_office(by, recording.meeting.body)
    with acting(user=by, cause="user"):
        recording.audience = Audience.OFFICE
        recording.save()


def was_taken_off(meeting: Meeting) -> bool:
    """Whether a recording of this sitting stood on the site once and is not there any more."""
    once = Recording.objects.filter(meeting=meeting, first_public_at__isnull=False)
    return once.exists() and not once.living().filter(audience=Audience.PUBLIC).exists()

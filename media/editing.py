"""Edits of the public rendition. A new one takes what was published off at once; a better version follows by itself."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from jobs import pipeline
from media.models import Edit, Recording, Rendition
from media.stages import remove_renditions
from meetings.history import acting
from meetings.mandates import require_office


def add_edit(recording: Recording, *, kind: str, starts: int, ends: int, reason: str, by: AbstractBaseUser) -> Edit:
    """Cut, mute or cover a span (ms on the meeting's clock). Raises NotAllowed; IntegrityError when it ends before it starts."""
    require_office(by, recording.meeting.body)
    with transaction.atomic(), acting(user=by, cause="user"):
        edit = Edit.objects.create(recording=recording, kind=kind, starts=starts, ends=ends, reason=reason)
        take_off(recording)
    pipeline.refresh("media.Recording", recording.pk)
    return edit


def remove_edit(edit: Edit, *, by: AbstractBaseUser) -> None:
    """Take an edit back; the rendition is made anew. Raises NotAllowed."""
    recording = edit.recording
    require_office(by, recording.meeting.body)
    with transaction.atomic(), acting(user=by, cause="user"):
        edit.deleted_at = timezone.now()
        edit.save(update_fields=["deleted_at", "modified"])
        take_off(recording)
    pipeline.refresh("media.Recording", recording.pk)


def take_off(recording: Recording) -> None:
    """Nothing of this recording is served any more, from the moment this transaction ends; then its files go."""
    recording.current_rendition = None
    recording.save(update_fields=["current_rendition", "modified"])
    old = list(Rendition.objects.filter(recording=recording))
    transaction.on_commit(lambda: remove_renditions(recording, old))

"""Changes that no row's own `save` notes: links between rows, and edits of recordings."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from jobs import outbox


def follow() -> None:
    """Connects the signals; called once when Django starts."""
    from media.models import ChapterItem, Edit
    from meetings.models import Meeting
    from motions.models import Paper, PaperFile

    for signal in (post_save, post_delete):
        signal.connect(_paper_file, sender=PaperFile)
        signal.connect(_chapter_item, sender=ChapterItem)
        signal.connect(_edit, sender=Edit)
    m2m_changed.connect(_linked, sender=Meeting.organizations.through)
    m2m_changed.connect(_linked, sender=Paper.originator_organizations.through)


def _paper_file(instance: Any, **kwargs: Any) -> None:
    outbox.note("motions.Paper", instance.paper_id)


def _chapter_item(instance: Any, **kwargs: Any) -> None:
    outbox.note("media.Chapter", instance.chapter_id)


def _edit(instance: Any, **kwargs: Any) -> None:
    outbox.note("media.Recording", instance.recording_id)


def _linked(instance: Any, action: str, reverse: bool, pk_set: Any, model: Any, **kwargs: Any) -> None:
    if not action.startswith("post_"):
        return
    # From the other side (`organization.meetings.add(meeting)`) the rows that carry the link are those in `pk_set`.
    ids = pk_set or [] if reverse else [instance.pk]
    outbox.note_all((model if reverse else type(instance))._meta.label, ids)

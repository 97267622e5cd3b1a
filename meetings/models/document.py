"""Documents: a file is bytes in our store or an address elsewhere, with its text page by page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.base import Audience, Publishable, Published, Telling, Tracked
from meetings.models.constraints import known, not_itself, sha512
from meetings.models.council import Body
from meetings.models.mirror import Mirrored, mirrored


class TextState(models.TextChoices):
    """What is known of the text of a document. Closed words: each says what the office can do about it."""

    UNREAD = "unread", _("not read yet")
    READ = "read", _("read")
    SCAN = "scan", _("pictures of pages without text")
    RECOGNISED = "recognised", _("read from pictures of pages")
    LOCKED = "locked", _("protected by a password")
    BROKEN = "broken", _("cannot be read")
    OTHER = "other", _("no document with text")


class File(Tracked, Publishable, Mirrored, Published):
    """One document (OParl File). Visible when it is released itself and something it hangs on is visible too."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="files", verbose_name=_("municipality"))
    name = models.CharField(_("name"), max_length=300)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    mime_type = models.CharField(_("MIME type"), max_length=120, default="application/octet-stream")
    size = models.BigIntegerField(_("size in bytes"), null=True, blank=True)
    sha512 = models.CharField("SHA-512", max_length=128, blank=True, db_index=True)
    address = models.URLField(_("address elsewhere"), max_length=500, blank=True)
    download_address = models.URLField(_("address elsewhere, to save"), max_length=500, blank=True, editable=False)
    external_address = models.URLField(_("page elsewhere that shows it"), max_length=500, blank=True)
    license = models.URLField(_("licence of the document"), max_length=300, blank=True)
    date = models.DateField(_("dated"), null=True, blank=True)
    text_state = models.CharField(
        _("its text"), max_length=10, choices=TextState.choices, default=TextState.UNREAD, editable=False
    )
    derivative_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derivatives", verbose_name=_("made from")
    )

    visible_if_any: ClassVar[tuple[str, ...]] = (
        "invitation_of",
        "minutes_of",
        "meeting_links__meeting",
        "item_links__item",
    )
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=~Q(sha512="") | ~Q(address=""),
                name="file_has_bytes_or_address",
                violation_error_message=_("Please choose a document or give its address."),
            ),
            known("audience", Audience, "file"),
            known("text_state", TextState, "file"),
            sha512("sha512", "file", blank=True),
            not_itself("derivative_of", "file"),
            *mirrored("file"),
        ]

    def __str__(self) -> str:
        return self.name


class FilePage(Telling):
    """The text of one page, for search and for screens that cannot show the document."""

    file = models.ForeignKey(File, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="file_page_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"

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

    ours: ClassVar[tuple[str, ...]] = ("audience", "visible_from")
    visible_if_any: ClassVar[tuple[str, ...]] = (
        "invitation_of",
        "minutes_of",
        "meeting_links__meeting",
        "item_links__item",
    )
    loose_for_office: ClassVar[bool] = True
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
        indexes = [models.Index(fields=["date", "id"], name="file_by_date")]

    def __str__(self) -> str:
        return self.name


class PageOrigin(models.TextChoices):
    """Where the text of a page comes from."""

    TEXT = "text", _("text of the document")
    PICTURE = "picture", _("a picture of a page, not read yet")
    RECOGNISED = "recognised", _("read from a picture by a machine")


class FilePage(Telling):
    """The text of one page, for search and for screens that cannot show the document."""

    file = models.ForeignKey(File, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=PageOrigin.choices, default=PageOrigin.TEXT)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="file_page_number_is_unique"),
            known("origin", PageOrigin, "file_page"),
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"


class Keep(models.TextChoices):
    """What becomes of the bytes of a document that another system gave us, once it is read."""

    TEXT = "text", _("only its text is kept")
    ALL = "all", _("the document is kept, too")


class FileReading(models.Model):
    """How a document came here and what reading it came to. Machines keep it, so it has no history; our own have it, too."""

    file = models.OneToOneField(File, models.PROTECT, related_name="reading")
    keep = models.CharField(_("what is kept"), max_length=4, choices=Keep.choices, blank=True, default="")
    # Digests of address and content at the source: as it is said to be now, and as it was when the bytes came.
    wanted = models.CharField(max_length=64, blank=True, default="")
    brought = models.CharField(max_length=64, blank=True, default="")
    due_from = models.DateTimeField(_("to be fetched from"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("attempts that failed"), default=0)
    # Where the bytes came from, and what that server wants to hear to say "unchanged".
    address = models.URLField(max_length=500, blank=True, default="")
    etag = models.CharField(max_length=200, blank=True, default="")
    last_modified = models.CharField(max_length=60, blank=True, default="")
    seen_at = models.DateTimeField(_("last seen at its source"), null=True, blank=True)
    # The bytes that came last, and those the pages were made from.
    sha512 = models.CharField("SHA-512", max_length=128, blank=True, default="")
    read = models.CharField(_("SHA-512 of the bytes that were read"), max_length=128, blank=True, default="")
    # Why there are no bytes or there is no text: a code of `documents/wording.py` and its values.
    code = models.CharField(_("what went wrong"), max_length=32, blank=True, default="")
    values = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("reading of a document")
        verbose_name_plural = _("readings of documents")
        ordering = ["id"]
        constraints = [known("keep", Keep, "file_reading", blank=True)]
        indexes = [
            models.Index(fields=["due_from", "id"], condition=Q(due_from__isnull=False), name="file_reading_is_due")
        ]

    def __str__(self) -> str:
        return str(self.file)

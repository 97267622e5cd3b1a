"""What the importer must know between two runs: how a source is read, how far a run has come, and what is still missing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Source
from meetings.models.base import Tracked
from meetings.models.constraints import known
from meetings.models.writing import TrackedQuerySet


class Files(models.TextChoices):
    """What is done with the documents of a source."""

    NONE = "none", _("nothing: links lead to the other system")
    TEXT = "text", _("read their text, keep no copy")
    ALL = "all", _("keep a copy and read its text")


class ReadingRules(Tracked):
    """How and when one source is read. Each rule mends something that real servers get wrong, or is an agreement with its operator."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="reading_rules", verbose_name=_("source"))
    bodies = models.TextField(
        _("municipalities"), blank=True, help_text=_("Addresses (OParl Body), one in a line. Empty: all that it names.")
    )
    every_hours = models.PositiveSmallIntegerField(
        _("read every … hours"), default=24, help_text=_("0: only by the button “Read now”.")
    )
    full_every_days = models.PositiveSmallIntegerField(
        _("read completely every … days"),
        default=30,
        help_text=_("Only a complete reading shows what has gone without a word. 0: never by itself."),
    )
    files = models.CharField(_("documents"), max_length=4, choices=Files.choices, default=Files.TEXT)
    pause_ms = models.PositiveIntegerField(
        _("pause between two requests (ms)"), default=0, help_text=_("As agreed with the operator of the other system.")
    )
    more_hosts = models.TextField(
        _("further hosts"),
        blank=True,
        help_text=_("Host names, one in a line, from which objects and documents may come, too."),
    )
    base_from = models.CharField(
        _("beginning of its ids"),
        max_length=500,
        blank=True,
        help_text=_("Where the system moved: the old beginning …"),
    )
    base_to = models.CharField(
        _("is fetched at"), max_length=500, blank=True, help_text=_("… and the one under which it answers today.")
    )
    swap_papers = models.BooleanField(
        _("parents and children of papers are swapped"),
        default=False,
        help_text=_("Tick if an amendment names the paper it amends as its subordinate."),
    )
    license = models.URLField(
        _("licence"),
        max_length=300,
        blank=True,
        help_text=_("Address of the licence, where the system itself names none."),
    )
    # Moved by the button and by the schedule: the stage runs when this changes.
    asked_at = models.DateTimeField(_("asked for at"), null=True, blank=True, editable=False)
    full_wanted = models.BooleanField(_("next time completely"), default=False)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of reading")
        verbose_name_plural = _("rules of reading")
        constraints = [
            known("files", Files, "reading_rules"),
            models.CheckConstraint(
                condition=Q(base_from="", base_to="") | ~Q(base_from="") & ~Q(base_to=""),
                name="both_bases_or_none",
                violation_error_message=_("Please give both: the old beginning and the new one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)


class RunKind(models.TextChoices):
    """How much is asked for."""

    FULL = "full", _("everything")
    CHANGES = "changes", _("changes only")


class ImportRun(models.Model):
    """One reading of a source, from its first request to its report; a killed one is taken up where it was."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=8, choices=RunKind.choices)
    since = models.DateTimeField(_("changes since"), null=True, blank=True)
    only_body = models.CharField(_("municipality"), max_length=500, blank=True)
    # The source had no row here when it began: then nothing can have vanished, and nothing need be remembered as seen.
    first = models.BooleanField(default=False)
    started = models.DateTimeField(_("started"))
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    # Ended without being complete: nothing could be read, or somebody stopped it.
    error_code = models.CharField(_("error code"), max_length=64, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    faults = models.JSONField(_("faults"), default=dict)
    seconds = models.FloatField(_("seconds of work"), default=0)
    bytes = models.BigIntegerField(_("bytes read"), default=0)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-started", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(ended__isnull=True), name="one_reading_of_a_source_at_a_time"
            ),
            known("kind", RunKind, "import_run"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.started:%d.%m.%Y %H:%M}"

    @property
    def complete(self) -> bool:
        """It went through to its end."""
        return self.ended is not None and not self.error_code


class ListRead(models.Model):
    """How far one list of a run has been read. Moved in the transaction that writes the rows of the page."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lists")
    body = models.CharField(max_length=500)
    type = models.CharField(max_length=40)
    address = models.CharField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)
    next_address = models.CharField(max_length=2000, blank=True)
    done = models.BooleanField(default=False)
    # How often this row was moved: two processes cannot both move it from the same place.
    steps = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    objects_read = models.PositiveIntegerField(default=0)
    # Pages or objects that could not be read: what is missing may be behind them.
    holes = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["run", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "body", "type", "address"], name="list_is_read_once_in_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.address}"


class Seen(models.Model):
    """An object that a full run has met: what it has not met has vanished. Forgotten when the run ends."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="seen")
    type = models.CharField(max_length=40)
    identity = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "type", "identity"], name="seen_once_in_a_run")]

    def __str__(self) -> str:
        return self.identity


class OpenReference(models.Model):
    """A row names another that is not here (yet): filled in when it comes, reported while it does not.

    `waiting` holds the object itself where it cannot become a row without the other (a membership without its person).
    """

    mirrored_from = models.ForeignKey(Source, models.PROTECT, related_name="+")
    holder_type = models.CharField(max_length=40)
    holder = models.CharField(max_length=500)
    field = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40)
    target = models.CharField(max_length=500, db_index=True)
    waiting = models.JSONField(null=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mirrored_from", "holder_type", "holder", "field", "target"], name="open_reference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder} → {self.target}"


class PaperLink(models.Model):
    """What one paper says of another, in the words of OParl; from all of it follow `superordinate` and `related` of our papers."""

    FIELDS: ClassVar[tuple[str, ...]] = ("superordinatedPaper", "subordinatedPaper", "relatedPaper")

    mirrored_from = models.ForeignKey(Source, models.PROTECT, related_name="+")
    paper = models.CharField(max_length=500)
    field = models.CharField(max_length=30)
    target = models.CharField(max_length=500, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mirrored_from", "paper", "field", "target"], name="paper_link_is_said_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.field} {self.target}"

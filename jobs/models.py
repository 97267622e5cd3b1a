"""The rows behind all slow work: what is to be done, who is doing it, and what has changed since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StageQuerySet(models.QuerySet["Stage"]):
    """Words to speak about stages. Changes of state are made by `jobs/leases.py` and `jobs/pipeline.py` only."""

    def of(self, subject: str, subject_id: int) -> Self:
        """Stages of one row, e.g. `of("media.Recording", 7)`."""
        return self.filter(subject=subject, subject_id=subject_id)

    def named(self, name: str) -> Self:
        """Stages of one kind."""
        return self.filter(name=name)

    def running(self) -> Self:
        """Stages that a worker holds, or held when it died."""
        return self.filter(state=Stage.State.RUNNING)

    def done(self) -> Self:
        """Stages whose result is there."""
        return self.filter(state=Stage.State.DONE)

    def failed(self) -> Self:
        """Stages that are not tried again by themselves."""
        return self.filter(state=Stage.State.FAILED)

    def expired(self, at: datetime | None = None) -> Self:
        """Running stages whose worker has given no sign in time."""
        return self.running().filter(lease_until__lt=at or timezone.now())

    def due(self, at: datetime | None = None) -> Self:
        """Stages that a worker may take now: waiting for nothing any more, or left behind by a dead worker."""
        at = at or timezone.now()
        return self.filter(
            Q(state=Stage.State.WAITING, ready=True, due_from__lte=at)
            | Q(state=Stage.State.RUNNING, lease_until__lt=at)
        )

    def unfinished(self) -> Self:
        """Stages that are running, due, or will become due by themselves; what waits for something failed is not."""
        return self.filter(Q(state=Stage.State.RUNNING) | Q(state=Stage.State.WAITING, ready=True))

    def unsettled(self) -> Self:
        """Stages that still have something to do, or would have if what they wait for were done."""
        return self.filter(state__in=[Stage.State.WAITING, Stage.State.RUNNING])

    def held_by(self, worker: str) -> Self:
        """Stages that this worker has taken and not ended."""
        return self.running().filter(worker=worker)


class Stage(models.Model):
    """One piece of slow work on one row. This row is the truth; the queue only delivers its id."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("stopped")

    name = models.CharField(_("stage"), max_length=64)
    subject = models.CharField(_("subject"), max_length=64, blank=True, help_text=_("Model label, empty if standing"))
    subject_id = models.BigIntegerField(_("subject's id"), default=0)
    piece = models.CharField(_("piece"), max_length=32, blank=True, default="")
    queue = models.CharField(_("queue"), max_length=32, default="default")

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.WAITING)
    ready = models.BooleanField(_("ready"), default=False, help_text=_("Everything it waits for is done"))
    due_from = models.DateTimeField(_("not before"), default=timezone.now)
    sent_at = models.DateTimeField(_("given to the queue"), null=True, blank=True)
    wakes = models.PositiveBigIntegerField(_("calls"), default=0, help_text=_("How often a standing stage was called"))

    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    failures = models.PositiveIntegerField(_("attempts that ended with an error"), default=0)
    worker = models.CharField(_("worker"), max_length=128, blank=True, default="")
    lease = models.CharField(_("lease"), max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    progress = models.FloatField(_("progress"), default=0, help_text=_("Percent"))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    error_code = models.CharField(_("error code"), max_length=64, blank=True, default="")
    error_values = models.JSONField(_("error values"), default=dict, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")

    digest = models.CharField(_("digest wanted"), max_length=64, blank=True, default="")
    done_digest = models.CharField(_("digest last done"), max_length=64, blank=True, default="")

    created = models.DateTimeField(_("created"), auto_now_add=True)
    started = models.DateTimeField(_("started"), null=True, blank=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["subject", "subject_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "name", "piece"], name="stage_once_per_piece"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) & ~Q(lease="")
                | ~Q(state="running") & Q(lease="", lease_until__isnull=True),
                name="stage_leased_exactly_while_running",
            ),
            models.CheckConstraint(
                condition=Q(progress__gte=0, progress__lte=100), name="stage_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]), name="stage_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_from"], name="stage_due"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.piece, f"{self.subject} {self.subject_id}".strip()) if part)

    @property
    def is_over(self) -> bool:
        """No worker has it and none will take it by itself."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    def wait(self, at: datetime) -> None:
        """Put it back to the start of the line, its counters at zero. Not saved."""
        self.state = self.State.WAITING
        self.due_from = at
        self.sent_at = None
        self.attempts = self.failures = 0
        self.lease, self.lease_until, self.worker = "", None, ""
        self.progress, self.note = 0, ""
        self.error_code, self.error_values, self.last_error = "", {}, ""

    def fail(self, at: datetime, code: str, text: str, values: dict[str, Any] | None = None) -> None:
        """End it with an error; it is tried again only by hand or when its inputs change. Not saved."""
        self.state = self.State.FAILED
        self.ended = at
        self.lease, self.lease_until = "", None
        self.error_code, self.error_values, self.last_error = code[:64], values or {}, text


class Outbox(models.Model):
    """A row of another model that has changed; whoever copies it elsewhere (the search index) takes it from here."""

    label = models.CharField(_("model"), max_length=64)
    object_id = models.BigIntegerField(_("id"))
    note = models.CharField(_("note"), max_length=64, blank=True, default="")
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("change to pass on")
        verbose_name_plural = _("changes to pass on")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.label} {self.object_id}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Words to speak about mails that wait."""

    def due(self, at: datetime | None = None) -> Self:
        """Mails to be tried now."""
        return self.filter(due_from__lte=at or timezone.now())


class Letter(models.Model):
    """A mail on its way out, complete as it is sent; gone once the mail server has taken it."""

    sender = models.CharField(_("sender"), max_length=320)
    recipients = models.JSONField(_("recipients"))
    raw = models.BinaryField(_("mail"))
    created = models.DateTimeField(_("created"), auto_now_add=True)
    due_from = models.DateTimeField(_("not before"), default=timezone.now, db_index=True)
    failures = models.PositiveIntegerField(_("attempts that ended with an error"), default=0)
    error_code = models.CharField(_("error code"), max_length=64, blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail to send")
        verbose_name_plural = _("mails to send")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class CrewQuerySet(models.QuerySet["Crew"]):
    """Words to speak about who works."""

    def alive(self, at: datetime | None = None) -> Self:
        """Crews that gave a sign lately."""
        return self.filter(seen__gte=(at or timezone.now()) - Crew.SILENT_AFTER)


class Crew(models.Model):
    """The workers of one `manage.py work`, as its foreman last reported; only for people to look at."""

    SILENT_AFTER = timedelta(seconds=60)

    name = models.CharField(_("name"), max_length=128, unique=True)
    processes = models.PositiveIntegerField(_("worker processes"))
    queues = models.CharField(_("queues"), max_length=200)
    started = models.DateTimeField(_("started"))
    seen = models.DateTimeField(_("last sign of life"))

    objects = CrewQuerySet.as_manager()

    class Meta:
        verbose_name = _("crew of workers")
        verbose_name_plural = _("crews of workers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """A row for each transaction that changed what people may read (`jobs/changes.py`); only the last few are kept."""

    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk} {self.at}"

"""What must be remembered so that other programs can follow: how often a sitting was moved, and who has a private address."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting


class Revision(models.Model):
    """How often time, place or state of a sitting have changed (iCalendar SEQUENCE). It only ever rises; see `revising.py`."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+", primary_key=True)
    sequence = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.sequence}"


class PrivateCalendar(models.Model):
    """An address that shows a member's own sittings to whoever knows it. Only the SHA-256 of its secret part is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="private_calendars", verbose_name=_("user")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("no longer valid since"), null=True, blank=True)

    class Meta:
        verbose_name = _("private calendar address")
        verbose_name_plural = _("private calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="one_valid_private_calendar_for_a_user"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

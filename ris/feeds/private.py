"""Private calendar addresses: who holds one, and for how long. The secret is shown once; what we keep does not give it back."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q

from ris.feeds.models import PrivateCalendar

BYTES = 32
"""256 bits, so that a plain SHA-256 is as good as any: there is nothing to guess."""
NOTED_EVERY = timedelta(hours=1)
READS_AN_HOUR = 120
"""Of one address: some devices that ask every few minutes."""
WRONG_AN_HOUR = 60
"""Unknown addresses that one visitor may try."""


@transaction.atomic
def make(user: AbstractBaseUser, *, at: datetime) -> str:
    """A new secret for this user; an old one is no longer valid from this moment on."""
    revoke(user, at=at)
    secret = secrets.token_urlsafe(BYTES)
    PrivateCalendar(user_id=user.pk, token_hash=hashed(secret), created_at=at).save()
    return secret


def revoke(user: AbstractBaseUser, *, at: datetime) -> bool:
    """No address of this user is valid any more; tells whether one was."""
    return bool(PrivateCalendar.objects.filter(user_id=user.pk, revoked_at__isnull=True).update(revoked_at=at))


def valid_of(user: AbstractBaseUser) -> PrivateCalendar | None:
    """The valid address of this user (not its secret)."""
    return PrivateCalendar.objects.filter(user_id=user.pk, revoked_at__isnull=True).first()


def holder(secret: str) -> PrivateCalendar | None:
    """Whose secret this is, as long as it is valid and the account may sign in."""
    valid = PrivateCalendar.objects.filter(revoked_at__isnull=True, user__is_active=True)
    return valid.filter(token_hash=hashed(secret)).select_related("user").first()


def note_use(row: PrivateCalendar, *, at: datetime) -> None:
    """Remember that it was used, at most once an hour: phones ask often, and nobody needs to know how often."""
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - NOTED_EVERY)
    PrivateCalendar.objects.filter(long_ago, pk=row.pk).update(last_used_at=at)


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def too_often(what: str, most: int, *, at: datetime) -> bool:
    """Count one more of this in this hour; tells whether there were already too many. `what` is kept for an hour only."""
    key = f"feeds:{hashed(what)[:32]}:{at:%Y%m%d%H}"
    if cache.add(key, 1, timeout=3600):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # forgotten between the two
        return False

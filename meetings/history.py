"""Who changed what, when and why: the context in which rows are written.

django-simple-history keeps the rows; here is only the *author* and the *cause* (user, import, stage) of what is written next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


@dataclass(frozen=True, slots=True)
class Acting:
    """Author and cause of a change. Causes: `user`, `import:<source>`, `stage:<name>`, `command:<name>`."""

    user: AbstractBaseUser | None
    cause: str


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(*, user: AbstractBaseUser | None = None, cause: str) -> Iterator[None]:
    """All rows written inside carry this author and cause in their history."""
    token = _acting.set(Acting(user, cause))
    try:
        yield
    finally:
        _acting.reset(token)


def who_acts() -> Acting:
    """The current author and cause; inside a web request the signed-in user, else `unknown` is said openly."""
    here = _acting.get()
    if here is not None:
        return here
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Acting(user, "user")
    return Acting(None, "unknown")


@receiver(pre_create_historical_record)
def _write_author_and_cause(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    now = who_acts()
    history_instance.history_user = now.user
    history_instance.history_change_reason = history_instance.history_change_reason or now.cause

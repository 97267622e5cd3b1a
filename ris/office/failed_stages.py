"""Which failed steps an office sees and may start once more: those of its own municipality, and those of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from jobs.models import Stage
from jobs.wording import error_in_words, step_in_words
from meetings.mandates import audiences_of
from meetings.models.base import Published
from meetings.visibility import office_q

MOST = 50


@dataclass(frozen=True, slots=True)
class FailedStage:
    """`subject`: what it works on, in words; empty for the steps of the whole installation."""

    id: int
    name: str
    subject: str
    ended: datetime | None
    error: str


def failed_stages(user: AbstractBaseUser | AnonymousUser) -> list[FailedStage]:
    """The latest first; pieces of one long step are steps of their own."""
    rows = list(Stage.objects.filter(state=Stage.State.FAILED).order_by("-ended")[: 4 * MOST])
    words: dict[str, dict[int, str]] = {"": {0: ""}}
    for label in {row.subject for row in rows if row.subject}:
        ids = [row.subject_id for row in rows if row.subject == label]
        words[label] = {row.pk: f"{row._meta.verbose_name}: {row}" for row in _own_rows(label, ids, user)}
    return [
        FailedStage(
            row.pk,
            f"{step_in_words(row.name)} {row.piece}".strip(),
            words[row.subject][row.subject_id],
            row.ended,
            _error(row),
        )
        for row in rows
        if row.subject_id in words[row.subject]
    ][:MOST]


def _own_rows(label: str, ids: list[int], user: AbstractBaseUser | AnonymousUser) -> list[Any]:
    """Rows of the municipalities whose office this user is; none of a model that belongs to no municipality."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return []
    if not issubclass(model, Published):
        return []
    return list(model.objects.visible_to(user).filter(office_q(model, audiences_of(user)), pk__in=ids))


def _error(row: Stage) -> str:
    return error_in_words(row.error_code, row.error_values, row.name, row.last_error).partition("\n")[0][:300]

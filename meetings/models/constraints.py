"""What one row can know about itself, said to the database; each refusal carries the sentence a form shows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LIVING = Q(deleted_at__isnull=True)


def known(field: str, choices: type[models.TextChoices], model: str, *, blank: bool = False) -> models.CheckConstraint:
    """The field holds one of its choices (or nothing, where `blank`); `model` is the model's name, for the constraint's."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_is_known",
        violation_error_message=_("Please choose one of the values offered."),
    )


def not_itself(field: str, model: str) -> models.CheckConstraint:
    """A row never stands above itself."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("pk")}),
        name=f"{model}_{field}_is_another",
        violation_error_message=_("Nothing can be part of itself."),
    )


def sha512(field: str, model: str, *, blank: bool = False) -> models.CheckConstraint:
    """128 lower-case hexadecimal digits (or nothing, where `blank`): anything else names no file of the store."""
    pattern = r"^([0-9a-f]{128})?$" if blank else r"^[0-9a-f]{128}$"
    return models.CheckConstraint(
        condition=Q(**{f"{field}__regex": pattern}),
        name=f"{model}_{field}_is_a_digest",
        violation_error_message=_("This is not a SHA-512 checksum."),
    )


def end_after_start(name: str) -> models.CheckConstraint:
    """A span that ends after it starts."""
    return models.CheckConstraint(
        condition=Q(ends__gt=F("starts")),
        name=name,
        violation_error_message=_("The end must come after the start."),
    )


def period(name: str) -> models.CheckConstraint:
    """A period of days: open at the end, or ending on its first day or later."""
    return models.CheckConstraint(
        condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
        name=name,
        violation_error_message=_("The last day must not come before the first."),
    )

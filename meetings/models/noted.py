"""Columns that our statements alone write: saving a row held in memory leaves them as they stand in the database."""

from __future__ import annotations

from typing import Any

from django.db import models


class _Noted:
    """On an update the column is set to itself, whatever an old copy of the row says."""

    attname: str

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """What is to be written."""
        return getattr(instance, self.attname) if add else models.F(self.attname)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations it is a column like any other."""
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]  # a mixin: the field beside it has it
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, kwargs


class NotedTime(_Noted, models.DateTimeField):  # type: ignore[type-arg]  # not generic at run time
    """A moment."""


class NotedFlag(_Noted, models.BooleanField):  # type: ignore[type-arg]  # as above
    """Yes or no."""

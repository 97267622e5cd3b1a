"""Rows that mirror another system's: where they came from, once each, and what was said; and the ids that leave the house."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings import identity
from meetings.models import (
    AgendaItem,
    Body,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Mirrored,
    Organization,
    Person,
    RawObject,
    Source,
    keep_raw,
)
from motions.models import Consultation, Paper
from tests.world import World

NOUNS: list[type[Any]] = [
    Body, LegislativeTerm, Organization, Person, Membership, Location, Meeting, AgendaItem, Paper, Consultation, File,
]  # fmt: skip
THERE = "https://oparl.example.org/person/7"


@pytest.fixture
def source(world: World) -> Source:
    return Source.objects.create(name="Nachbarstadt", address="https://oparl.example.org/system", body=world.body)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_of_oparl_may_be_a_mirror_and_has_an_id_outside(noun: type[Any], settings: Any) -> None:
    settings.CANONICAL_HOST = "https://rat.example.de"
    assert issubclass(noun, Mirrored)
    row = noun()
    assert identity.permanent_id(row).startswith("https://rat.example.de/oparl/v1.1/")
    assert identity.permanent_id(row).endswith(f"/{row.uuid}")


@pytest.mark.django_db
def test_each_noun_has_its_own_word_and_other_rows_have_no_id_outside(world: World) -> None:
    assert len(set(identity.KINDS.values())) == len(NOUNS)
    with pytest.raises(identity.NoIdentity):
        identity.permanent_id(world.vote)


@pytest.mark.django_db
def test_an_identity_stands_once_among_the_living(world: World, source: Source) -> None:
    def person() -> Person:
        return Person.objects.create(
            body=world.body, given_name="Nora", family_name="Neu", mirrored_from=source, source_id=THERE
        )

    first = person()
    with pytest.raises(IntegrityError), transaction.atomic():
        person()
    first.bury(cause="import:test")
    person()


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"source_id": THERE}, {"mirrored_from": True}])
def test_source_and_identity_belong_together(world: World, source: Source, values: dict[str, Any]) -> None:
    values = {name: source if value is True else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(body=world.body, room="Saal", **values)


@pytest.mark.django_db
def test_rows_led_here_have_neither_and_do_not_disturb_each_other(world: World) -> None:
    assert Person.objects.filter(mirrored_from=None, source_id="").count() > 2


@pytest.mark.django_db
def test_what_a_source_said_is_kept_once_and_change_is_noticed(source: Source) -> None:
    said = json.dumps({"id": THERE, "name": "Nora Neu"}).encode()
    row, changed = keep_raw(source, THERE, said, at=timezone.now())
    assert changed
    assert row.content["name"] == "Nora Neu"
    assert b"Nora" not in bytes(row.data)
    again, changed = keep_raw(source, THERE, said, at=timezone.now())
    assert (again.pk, changed) == (row.pk, False)
    other, changed = keep_raw(source, THERE, said.replace(b"Neu", b"Alt"), at=timezone.now())
    assert (other.pk, changed) == (row.pk, True)
    assert RawObject.objects.get().content["name"] == "Nora Alt"

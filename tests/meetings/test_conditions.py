"""A condition that was compiled once finds what the same condition finds that is put together anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from meetings.conditions import Compiled
from meetings.mandates import PUBLIC
from meetings.models import AgendaItem, Audience, Meeting, Organization
from meetings.models.base import Published
from meetings.visibility import NOTHING, _made, of_strangers
from motions.models import Consultation, Paper
from tests.mirrored_world import build_mirrored
from tests.recorded_world import build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db
KINDS = [model for model in apps.get_models() if issubclass(model, Published)]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_the_same_rows_are_found(world: World, model: Any) -> None:
    build_recorded_world(world)
    build_mirrored()
    plain = set(model._base_manager.filter(_made(model, PUBLIC)).values_list("pk", flat=True))
    assert set(model._base_manager.filter(of_strangers(model)).values_list("pk", flat=True)) == plain
    hidden = set(model._base_manager.exclude(of_strangers(model)).values_list("pk", flat=True))
    assert hidden == set(model._base_manager.values_list("pk", flat=True)) - plain


def test_most_conditions_are_compiled() -> None:
    kinds = [model for model in KINDS if of_strangers(model) != NOTHING]
    made = [model for model in kinds if isinstance(of_strangers(model).children[0], Compiled)]
    assert len(made) > 15
    assert {Meeting, AgendaItem, Paper, Consultation} <= set(made)


def test_it_may_stand_anywhere_in_a_larger_question(world: World) -> None:
    build_mirrored()
    seen, items = of_strangers(Paper), of_strangers(AgendaItem)
    of_seen = Consultation._base_manager.filter(paper__in=Paper._base_manager.filter(seen)).filter(
        of_strangers(Consultation)
    )
    assert world.consultation in of_seen
    assert world.internal_consultation not in of_seen
    nested = Consultation._base_manager.filter(of_strangers(Consultation), paper=OuterRef("pk"), agenda_item__in=AgendaItem._base_manager.filter(items))  # fmt: skip
    rows = Paper._base_manager.filter(seen).annotate(has=Exists(nested)).filter(Q(has=True) | Q(pk__in=[]))
    assert world.paper in rows
    assert world.internal_paper not in rows
    joined = Meeting._base_manager.filter(of_strangers(Meeting), agenda_items__title=world.public_item.title)
    assert list(joined.prefetch_related(Prefetch("organizations", Organization._base_manager.filter(of_strangers(Organization))))) == [world.meeting]  # fmt: skip
    assert Paper._base_manager.filter(seen).filter(~Q(seen)).count() == 0
    union = Paper._base_manager.filter(seen, name="x") | Paper._base_manager.filter(seen, name=world.paper.name)
    assert list(union) == [world.paper]


def test_it_is_asked_with_the_time_of_the_question(world: World) -> None:
    due = timezone.now() + timedelta(days=3)
    Meeting.objects.filter(pk=world.meeting.pk).update(visible_from=due)
    rows = AgendaItem._base_manager.filter(of_strangers(AgendaItem), pk=world.public_item.pk)
    assert not rows.exists()
    with time_machine.travel(due + timedelta(minutes=1), tick=False):
        assert rows.all().exists()
    Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
    assert not rows.all().exists()

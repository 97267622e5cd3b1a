"""The office reads what was recognised, and corrects a passage from where it stands."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from media.models import Chapter
from tests.recorded_world import build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db


def test_each_passage_leads_to_its_correction(world: World, client: Client) -> None:
    recorded = build_recorded_world(world)
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    page = client.get(reverse("admin:transcripts_transcript_change", args=[recorded.transcript.pk])).text
    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+) berichtigen">', page)
    passages = list(recorded.transcript.segments.living().order_by("starts"))
    assert len(links) == len(passages) > 1
    form = client.get(html.unescape(links[0][0])).context["adminform"].form
    assert str(form["recording"].value()) == str(recorded.recording.pk)
    assert form["becomes"].value() == passages[0].text
    assert form.fields["starts"].clean(form["starts"].value()) == passages[0].starts


def test_times_are_read_as_times_in_every_name(world: World) -> None:
    recorded = build_recorded_world(world)
    chapter = Chapter.objects.filter(recording=recorded.recording).first()
    assert chapter is not None
    assert re.fullmatch(r"\d:\d\d:\d\d–\d:\d\d:\d\d", str(chapter))

"""Reading a document that is not for everyone is noted, for a limited time, for the office of its municipality."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import registry
from media.models import FileRead
from media.reading_log import forget_old_reads
from meetings.models import File
from tests.world import World


def read(client: Client, file: File) -> int:
    return client.get(f"/dateien/{file.uuid}/dokument.txt").status_code


@pytest.mark.django_db
def test_only_non_public_reading_is_noted(world: World, client: Client) -> None:
    assert read(client, world.file) == 200
    assert read(client, world.internal_file) == 404
    client.force_login(world.bruno)
    assert read(client, world.file) == 200
    assert not FileRead.objects.exists()
    assert read(client, world.internal_file) == 200
    noted = FileRead.objects.get()
    assert (noted.user, noted.file) == (world.bruno, world.internal_file)


@pytest.mark.django_db
def test_it_is_forgotten_in_time(world: World) -> None:
    old, new = (FileRead.objects.create(file=world.internal_file, user=world.bruno) for _ in "12")
    FileRead.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=settings.FILE_READ_DAYS, minutes=1))
    assert forget_old_reads() == 1
    assert FileRead.objects.get() == new
    assert registry.lookup("media.forget_reads").standing


@pytest.mark.django_db
def test_the_office_sees_its_own_municipalitys_only(world: World, client: Client) -> None:
    FileRead.objects.create(file=world.internal_file, user=world.bruno)
    for name, seen in (("dora", True), ("emil", False)):
        user = getattr(world, name)
        user.is_staff = True
        user.save()
        client.force_login(user)
        assert (world.internal_file.name in client.get(reverse("admin:media_fileread_changelist")).text) is seen

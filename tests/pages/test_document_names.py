"""Documents on the page of their own paper do not repeat its number; names on English pages say that they are German."""

from __future__ import annotations

import pytest
from django.test import Client

from meetings.models import File
from motions.models import Paper, PaperFile
from ris.pages.document_names import name_on_its_paper
from tests.world import World


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Beschlussvorlage 0164/2026", "Beschlussvorlage"),
        ("Anlage 2 zur Drucksache 0164/2026: Lageplan", "Anlage 2: Lageplan"),
        ("0164/2026 – Lageplan", "Lageplan"),
        ("Lageplan (0164/2026)", "Lageplan"),
        ("Anlage 1 zu Nr. 0164/2026", "Anlage 1"),
        ("Lageplan", "Lageplan"),
        ("Zu 0164/2026-1 Ergänzung", "Zu 0164/2026-1 Ergänzung"),
        ("Antwort auf 10164/2026", "Antwort auf 10164/2026"),
        ("0164/2026", ""),
    ],
)
def test_the_number_of_the_paper_is_left_out_and_no_other(name: str, shown: str) -> None:
    assert name_on_its_paper(name, "0164/2026") == shown


def test_without_a_number_a_name_stays() -> None:
    assert name_on_its_paper("Lageplan", "") == "Lageplan"


@pytest.mark.django_db
def test_a_paper_lists_its_documents_without_its_own_number(client: Client, world: World) -> None:
    Paper.objects.filter(pk=world.paper.pk).update(reference="0164/2026")
    File.objects.filter(pk=world.file.pk).update(name="Beschlussvorlage 0164/2026")
    page = client.get(f"/vorlagen/{world.paper.uuid}/").content.decode()
    listed = page.split('class="files"')[1].split("</ul>")[0]
    assert ">Beschlussvorlage</a>" in listed
    assert "0164/2026" not in listed


@pytest.mark.django_db
def test_a_document_named_by_the_number_alone_is_called_by_its_role(client: Client, world: World) -> None:
    Paper.objects.filter(pk=world.paper.pk).update(reference="0164/2026")
    File.objects.filter(pk=world.file.pk).update(name="0164/2026")
    PaperFile.objects.filter(paper=world.paper, file=world.file).update(role="auxiliary")
    listed = client.get(f"/vorlagen/{world.paper.uuid}/").content.decode().split('class="files"')[1].split("</ul>")[0]
    assert ">Anlage</a>" in listed


@pytest.mark.django_db
def test_names_in_a_choice_are_german_on_an_english_page(client: Client, world: World) -> None:
    page = client.get("/vorlagen/", headers={"Accept-Language": "en"}).content.decode()
    choices = page.split('name="gremium"')[1].split("</select>")[0]
    name = world.committee_1.name
    assert f'<option value="{world.committee_1.slug}" lang="de">{name}</option>' in choices
    assert '<option value="">All</option>' in choices

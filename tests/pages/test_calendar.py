"""The calendar shows every day on which somebody meets, to those who may know, and turns its leaves without end."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.test import Client

from ris.pages.calendar import month_of, neighbours
from tests.world import World

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2027, 1, 1), (date(2026, 12, 1), date(2027, 2, 1))),
        (date(2028, 2, 1), (date(2028, 1, 1), date(2028, 3, 1))),
        (date(2026, 12, 1), (date(2026, 11, 1), date(2027, 1, 1))),
    ],
)
def test_months_before_and_after(first: date, expected: tuple[date, date]) -> None:
    assert neighbours(first) == expected


@pytest.mark.parametrize("text", ["2027-13", "2027", "morgen", "0001-01", "2027-02-03", "9999-12", "２０２７-0２x"])
def test_a_month_that_is_none_is_not_there(text: str) -> None:
    with pytest.raises(Http404):
        month_of(text, date(2027, 2, 17))


def test_without_a_name_it_is_this_month() -> None:
    assert month_of("", date(2027, 2, 17)) == date(2027, 2, 1)
    assert month_of("2026-11", date(2027, 2, 17)) == date(2026, 11, 1)


@pytest.mark.django_db
def test_a_sitting_stands_on_its_day_and_a_draft_nowhere(client: Client, world: World) -> None:
    for meeting in (world.meeting, world.draft_meeting):
        # Half past midnight here is still the day before in UTC: the local day counts.
        meeting.start = datetime(2027, 2, 17, 0, 30, tzinfo=BERLIN)
        meeting.save()
    page = client.get("/kalender/?monat=2027-02").content.decode()
    day = page.split('datetime="2027-02-17"')[1].split("</td>")[0]
    assert world.meeting.slug in day
    assert world.draft_meeting.slug not in page
    assert "Februar 2027" in page
    assert 'href="?monat=2027-01"' in page
    assert 'href="?monat=2027-03"' in page


@pytest.mark.django_db
def test_it_is_limited_to_one_organization(client: Client, world: World) -> None:
    month = f"{world.meeting.start:%Y-%m}"
    chosen = world.meeting.organizations.first()
    other = world.committee_1 if chosen != world.committee_1 else world.committee_2
    assert world.meeting.slug in client.get(f"/kalender/?monat={month}&gremium={chosen.slug}").content.decode()
    assert world.meeting.slug not in client.get(f"/kalender/?monat={month}&gremium={other.slug}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["ansicht=woche", "gremium=nirgends", "monat=x"])
def test_what_is_not_there_is_said(client: Client, world: World, query: str) -> None:
    assert client.get(f"/kalender/?{query}").status_code == 404


@pytest.mark.django_db
def test_an_empty_month_leads_on(client: Client, world: World) -> None:
    page = client.get("/kalender/?monat=1995-05").content.decode()
    assert "Die nächsten Sitzungen zeigen" in page
    assert (
        'href="/kalender/?' not in page.split("Die nächsten Sitzungen zeigen")[0].rsplit("<a", 1)[1]
        or "ansicht=liste" in page
    )


@pytest.mark.django_db
def test_the_list_looks_a_year_ahead(client: Client, world: World) -> None:
    assert client.get("/kalender/?ansicht=liste").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "short", "shown"),
    [
        ("Ortsbeirat Mühlenviertel", "Mühlenviertel", "Ortsbeirat Mühlenviertel"),
        ("Ausschuss für Mobilität und Stadtentwicklung", "Mobilitätsausschuss", "Mobilitätsausschuss"),
    ],
)
def test_who_meets_is_named_in_full_unless_it_is_long(
    client: Client, world: World, name: str, short: str, shown: str
) -> None:
    world.committee_1.name, world.committee_1.short_name = name, short
    world.committee_1.save()
    page = client.get(f"/kalender/?monat={world.meeting.start:%Y-%m}").content.decode()
    entry = page.split(f'/sitzungen/{world.meeting.slug}/"')[1].split("</a>")[0]
    assert f"<span>{shown}</span>" in entry

"""Start page, lists with their filters, organizations and people: what stands where, and what an empty page says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import (
    AgendaItem,
    Audience,
    Body,
    Meeting,
    MeetingState,
    Membership,
    Organization,
    OrganizationType,
    Person,
)
from meetings.naming import full_name, short_enough
from motions.models import Choice, Consultation, MemberVote, Paper, PaperType, Vote, VoteForm
from ris.pages.speeches import whole
from tests.recorded_world import build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    assert SENTINEL not in text
    return text


def part(text: str, after: str, until: str = "</section>") -> str:
    """What stands between a heading and the end of its section."""
    assert f">{after}</h2>" in text, after
    return text.split(f">{after}</h2>", 1)[1].split(until, 1)[0]


def sitting(world: World, hours: float, state: str = MeetingState.INVITED) -> Meeting:
    row = Meeting.objects.create(
        body=world.body, name="18. Sitzung", start=timezone.now() + timedelta(hours=hours), state=state,
        audience=Audience.PUBLIC,
    )  # fmt: skip
    row.organizations.set([world.council])
    return row


# --- Start ------------------------------------------------------------------------------------------------------------
def test_an_empty_start_page_says_what_will_be_here(client: Client) -> None:
    text = client.get("/").content.decode()
    for sentence in (
        "Zurzeit ist keine Sitzung angekündigt.",
        "Noch ist nichts entschieden.",
        "Noch gibt es keine Aufzeichnung.",
        "Es sind noch keine Vorlagen veröffentlicht.",
    ):
        assert sentence in text
    assert text.count('class="empty"') == 4
    assert 'class="today"' not in text


def test_a_sitting_of_today_stands_first_and_not_twice(client: Client, world: World) -> None:
    noon = timezone.localtime().replace(hour=12)
    today = sitting(world, (noon - timezone.localtime()).total_seconds() / 3600)
    AgendaItem.objects.create(
        meeting=today, position=1, label="1", title="Haushalt", public=True, audience=Audience.PUBLIC
    )
    text = text_of(client, "/")
    box = part(text, "Heute")
    assert "Stadtrat, 18. Sitzung" in box
    assert "1 Tagesordnungspunkt" in box
    assert f"/sitzungen/{today.slug}/" not in part(text, "Nächste Sitzungen")


def test_next_meetings_tell_who_when_how_far_and_how_much(client: Client, world: World) -> None:
    row = sitting(world, 24 * 5)
    for position in (1, 2):
        AgendaItem.objects.create(
            meeting=row, position=position, label=str(position), title="X", public=True, audience=Audience.PUBLIC
        )
    AgendaItem.objects.create(meeting=row, position=3, label="3", title=SENTINEL, audience=Audience.OFFICE)
    text = part(text_of(client, "/"), "Nächste Sitzungen", until=">Zuletzt entschieden<")
    assert "Stadtrat, 18. Sitzung" in text
    assert "in 5 Tagen" in text
    assert "2 Tagesordnungspunkte" in text
    assert "eingeladen" in text


def test_what_was_decided_last_can_be_watched_at_its_second(client: Client, world: World) -> None:
    build_recorded_world(world)
    text = part(text_of(client, "/"), "Zuletzt entschieden")
    assert world.public_item.title in text
    assert "9 Ja, 4 Nein" in text
    assert f"/sitzungen/{world.meeting.slug}/?t=1" in text


def test_advice_is_no_decision(client: Client, world: World) -> None:
    Consultation.objects.filter(pk=world.consultation.pk).update(authoritative=False)
    assert world.public_item.title not in part(text_of(client, "/"), "Zuletzt entschieden")


def test_the_municipality_can_be_chosen_where_there_are_several(client: Client, world: World) -> None:
    text = text_of(client, "/")
    assert f'href="?gemeinde={world.other_body.slug}"' in text
    chosen = text_of(client, f"/?gemeinde={world.other_body.slug}")
    assert world.other_meeting.slug in chosen
    assert world.paper.name not in chosen
    Body.objects.get(pk=world.other_body.pk).bury()
    assert "?gemeinde=" not in text_of(client, "/")


# --- Papers -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def papers(world: World) -> dict[str, Paper]:
    """An open motion, a rejected one, a withdrawn one beside the adopted proposal of the world."""
    rows = {
        name: Paper.objects.create(
            body=world.body, name=name, type=PaperType.MOTION, audience=Audience.PUBLIC, date=date(2025, 5, 5)
        )
        for name in ("Offener Antrag", "Abgelehnter Antrag", "Stiller Antrag")
    }
    Consultation.objects.create(
        paper=rows["Abgelehnter Antrag"], organization=world.council, position=1, role="decision", authoritative=True,
        public=True, audience=Audience.PUBLIC, result="rejected",
    )  # fmt: skip
    rows["Stiller Antrag"].withdrawn_at = timezone.now()
    rows["Stiller Antrag"].save()
    return rows


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Offener Antrag", "Abgelehnter Antrag", "Stiller Antrag", "Straßenbahn in die Gartenstraße"}),
        ("art=motion", {"Offener Antrag", "Abgelehnter Antrag", "Stiller Antrag"}),
        ("stand=offen", {"Offener Antrag"}),
        ("stand=abgelehnt", {"Abgelehnter Antrag"}),
        ("stand=beschlossen", {"Straßenbahn in die Gartenstraße"}),
        ("stand=zurueckgezogen", {"Stiller Antrag"}),
        ("jahr=2025", {"Offener Antrag", "Abgelehnter Antrag", "Stiller Antrag"}),
        ("gremium=stadtrat-musterstadt", {"Abgelehnter Antrag"}),
        ("von=fraktion-neue-mitte-musterstadt", {"Straßenbahn in die Gartenstraße"}),
        ("von=fraktion-neue-mitte-musterstadt&stand=offen", set()),
    ],
)
def test_papers_under_filters(
    client: Client, world: World, papers: dict[str, Paper], query: str, shown: set[str]
) -> None:
    text = text_of(client, f"/vorlagen/?{query}")
    names = {*papers, world.paper.name}
    assert {name for name in names if name in text} == shown
    assert ("Zu diesen Filtern passt keine Vorlage" in text) == (not shown)


def test_answered_and_replaced_papers_are_not_open(client: Client, world: World) -> None:
    def submitted(name: str, kind: str, **more: object) -> Paper:
        return Paper.objects.create(body=world.body, name=name, type=kind, audience=Audience.PUBLIC, **more)

    asked, owed = (submitted(name, PaperType.QUESTION) for name in ("Beantwortete Frage", "Offene Frage"))
    submitted("Die Antwort", PaperType.ANSWER, superordinate=asked)
    old = submitted("Alte Fassung", PaperType.MOTION)
    submitted("Neue Fassung", PaperType.MOTION, supersedes=old)
    text = text_of(client, "/vorlagen/?stand=offen")
    shown = {
        name
        for name in ("Beantwortete Frage", owed.name, "Die Antwort", "Alte Fassung", "Neue Fassung")
        if name in text
    }
    assert shown == {"Offene Frage", "Neue Fassung"}


def test_a_filter_that_is_on_is_a_chip_that_leads_to_the_list_without_it(client: Client, world: World) -> None:
    text = text_of(client, "/vorlagen/?art=motion&stand=offen")
    chips = text.split('class="chips"')[1].split("</ul>")[0]
    assert 'href="?stand=offen"' in chips
    assert 'href="?art=motion"' in chips
    assert "Antrag" in chips


@pytest.mark.parametrize(
    "query",
    [
        "art=zauberei",
        "von=gibt-es-nicht",
        "jahr=12x",
        "stand=%00",
        "jahr=99999999999999999999",
        f"von=arbeitskreis-{SENTINEL.lower()}-musterstadt",
    ],
)
def test_a_filter_that_does_not_exist_is_told_and_left_out(client: Client, world: World, query: str) -> None:
    answer = client.get(f"/vorlagen/?{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "gibt es nicht; er wurde nicht beachtet" in text
    assert world.paper.name in text


def test_a_hidden_submitter_is_not_offered(client: Client, world: World) -> None:
    assert SENTINEL not in text_of(client, "/vorlagen/").split("<form")[1]


# --- Organizations ----------------------------------------------------------------------------------------------------
def test_members_stand_by_role_and_faction_and_former_ones_apart(client: Client, world: World) -> None:
    def seat(name: str, role: str = "Mitglied", faction: bool = False, **more: object) -> None:
        person = Person.objects.create(body=world.body, given_name="P", family_name=name, audience=Audience.PUBLIC)
        Membership.objects.create(person=person, organization=world.committee_1, role=role, **more)
        if faction:
            Membership.objects.create(person=person, organization=world.faction)

    seat("Vorn", "Vorsitz")
    seat("Allein")
    seat("Berater", "Sachverständig", voting_right=False)
    seat("Fraktioniert", faction=True)
    seat("Gewesen", end_date=timezone.localdate() - timedelta(days=1))
    seat("Kommend", start_date=timezone.localdate() + timedelta(days=1))
    text = part(text_of(client, f"/gremien/{world.committee_1.slug}/"), "Mitglieder")
    order = ["Vorn", "Fraktion Neue Mitte", "Fraktioniert", "Ohne Fraktion", "Allein", "Beratend", "Berater", "1 früheres", "Gewesen"]  # fmt: skip
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "Kommend" not in text


def test_a_faction_shows_its_papers_and_what_was_said_in_its_name(client: Client, world: World) -> None:
    build_recorded_world(world)
    text = text_of(client, f"/gremien/{world.faction.slug}/")
    assert world.paper.name in part(text, "Eingereichte Vorlagen")
    said = part(text, "Zuletzt gesagt")
    assert "Die Straßenbahn soll in die Gartenstraße fahren." in said
    assert "Sabine Quellmann" in said
    assert f"/sitzungen/{world.meeting.slug}/?t=2" in said


def test_a_faction_without_papers_and_speeches_says_so(client: Client, world: World) -> None:
    row = Organization.objects.create(
        body=world.body, name="Neue Gruppe", type=OrganizationType.FACTION, audience=Audience.PUBLIC
    )
    text = text_of(client, f"/gremien/{row.slug}/")
    assert "Bisher wurde nichts eingereicht" in text
    assert "Noch ist kein Wortbeitrag aufgezeichnet" in text
    assert "Es sind keine Mitglieder veröffentlicht." in text


def test_organizations_that_are_no_more_stand_at_the_end(client: Client, world: World) -> None:
    Organization.objects.create(
        body=world.body, name="Alter Ausschuss", type=OrganizationType.COMMITTEE, audience=Audience.PUBLIC,
        end_date=date(2020, 1, 1),
    )  # fmt: skip
    text = text_of(client, "/gremien/")
    assert text.index("Alter Ausschuss") > text.index("Frühere Gremien")
    assert text.index(world.committee_1.name) < text.index("Frühere Gremien")


# --- People -----------------------------------------------------------------------------------------------------------
def test_people_of_today_by_name_and_former_ones_when_asked(client: Client, world: World) -> None:
    for name in ("Özdemir", "Otto", "Zander"):
        person = Person.objects.create(body=world.body, given_name="P", family_name=name, audience=Audience.PUBLIC)
        Membership.objects.create(person=person, organization=world.council)
    gone = Person.objects.create(body=world.body, given_name="P", family_name="Vormals", audience=Audience.PUBLIC)
    Membership.objects.create(person=gone, organization=world.council, end_date=date(2020, 1, 1))
    text = text_of(client, "/personen/")
    places = [text.index(name) for name in ("Brandt, Bruno", "Otto", "Özdemir", "Quellmann", "Zander")]
    assert places == sorted(places)
    assert "Vormals" not in text
    assert "Vormals" in text_of(client, "/personen/?frueher=1")
    of_council = text_of(client, f"/personen/?gremium={world.council.slug}")
    assert "Otto" in of_council
    assert "Quellmann" not in of_council


def test_a_person_then_and_now(client: Client, world: World) -> None:
    Membership.objects.create(
        person=world.speaker, organization=world.council, role="Mitglied", end_date=date(2020, 1, 1)
    )
    text = text_of(client, f"/personen/{world.speaker.slug}/")
    roles = text.split("Ämter und Mitgliedschaften</h2>")[1]
    now, earlier = roles.split("Frühere Aufgaben")
    assert "Ausschuss für Mobilität" in now
    assert "Stadtrat" not in now
    assert "Stadtrat" in earlier


def test_what_a_person_said_can_be_heard_and_searched(client: Client, world: World) -> None:
    build_recorded_world(world)
    text = part(text_of(client, f"/personen/{world.speaker.slug}/"), "Zuletzt gesagt")
    assert f"/sitzungen/{world.meeting.slug}/?t=2" in text
    assert f'name="person" value="{world.speaker.slug}"' in text
    found = text_of(client, f"/suche/?q=Haltestelle&person={world.speaker.slug}&art=rede")
    assert "1 Treffer" in found


def test_roll_calls_tell_the_word_and_nothing_of_hidden_votes(client: Client, world: World) -> None:
    world.vote.form = VoteForm.ROLL_CALL
    world.vote.save()
    MemberVote.objects.create(vote=world.vote, person=world.speaker, choice=Choice.NO)
    hidden = Vote.objects.get(subject=SENTINEL)
    MemberVote.objects.create(vote=hidden, person=world.speaker, choice=Choice.YES)
    text = part(text_of(client, f"/personen/{world.speaker.slug}/"), "Namentliche Abstimmungen")
    assert ">Nein<" in text
    assert ">Ja<" not in text


@pytest.mark.parametrize(
    ("said", "shown"),
    [("wird gebaut.", "… wird gebaut."), ("Das ist gut", "Das ist gut …"), ("Ja!", "Ja!"), (" ich ", "… ich …")],
)
def test_speech_that_begins_or_ends_in_a_sentence_says_so(said: str, shown: str) -> None:
    assert whole(said) == shown


@pytest.mark.parametrize(
    ("name", "whose", "full"),
    [
        ("17. Sitzung", ["Stadtrat"], "Stadtrat, 17. Sitzung"),
        ("17. Sitzung des Stadtrates", ["Stadtrat"], "17. Sitzung des Stadtrates"),
        ("Sondersitzung", [], "Sondersitzung"),
        ("Gemeinsame Sitzung", ["Stadtrat", "Kulturausschuss"], "Stadtrat / Kulturausschuss, Gemeinsame Sitzung"),
    ],
)
def test_whose_sitting_it_is_is_said_once(name: str, whose: list[str], full: str) -> None:
    assert full_name(name, whose) == full


def test_long_names_give_way_to_short_ones() -> None:
    assert short_enough("Ausschuss für Mobilität und Stadtentwicklung", "Mobilitätsausschuss") == "Mobilitätsausschuss"
    assert short_enough("Stadtrat", "Rat") == "Stadtrat"
    assert (
        short_enough("Ausschuss für Mobilität und Stadtentwicklung", "")
        == "Ausschuss für Mobilität und Stadtentwicklung"
    )


@pytest.mark.parametrize("path", ["/vorlagen/", "/sitzungen/", "/personen/", "/dokumente/"])
def test_what_was_not_chosen_does_not_stand_in_the_address(client: Client, world: World, path: str) -> None:
    """A form sends its empty fields; the address that is shown, kept and shared is the short one."""
    answer = client.get(path, {"gemeinde": "", "gremium": "", "jahr": "2026"})
    assert (answer.status_code, answer["Location"]) == (302, "?jahr=2026")
    assert client.get(path, {"jahr": ""})["Location"] == path

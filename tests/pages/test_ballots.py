"""Votes in words: every form the model knows, with the sentence that keeps people from misreading it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from motions.models import Choice, MemberVote, Vote, VoteForm
from ris.pages.ballots import ballot_of, counts_of
from tests.world import SENTINEL, World


@pytest.fixture(autouse=True)
def in_german() -> Iterator[None]:
    """Whatever language the visitor of an earlier test had chosen."""
    with translation.override("de"):
        yield


def vote(form: str, yes: int | None = None, no: int | None = None, abstentions: int | None = None) -> Vote:
    return Vote(form=form, yes=yes, no=no, abstentions=abstentions)


@pytest.mark.parametrize(
    ("row", "form", "outcome", "figures", "note"),
    [
        (vote("unanimous", 24, 0, 0), "Einstimmig", "beschlossen", "24 Ja, 0 Nein", ""),
        (vote("unanimous"), "Einstimmig", "beschlossen", "", ""),
        (vote("majority", 13, 9, 2), "Abstimmung durch Handzeichen", "beschlossen", "13 Ja, 9 Nein, 2 Enthaltungen",
         "Enthaltungen zählen für das Ergebnis nicht mit."),
        (vote("majority", 9, 13, 1), "Abstimmung durch Handzeichen", "abgelehnt", "9 Ja, 13 Nein, 1 Enthaltung",
         "Enthaltungen zählen für das Ergebnis nicht mit."),
        (vote("majority", 12, 12, 0), "Abstimmung durch Handzeichen", "abgelehnt", "12 Ja, 12 Nein",
         "Bei Stimmengleichheit ist der Antrag abgelehnt."),
        (vote("majority"), "Mehrheitlich", None, "", "Die Stimmen wurden nicht einzeln gezählt."),
        (vote("roll_call", 18, 4, 0), "Namentliche Abstimmung", "beschlossen", "18 Ja, 4 Nein", ""),
        (vote("secret", 20, 3, 1), "Geheime Abstimmung", "beschlossen", "20 Ja, 3 Nein, 1 Enthaltung",
         "Wer wie gestimmt hat, ist nicht festgehalten."),
        (vote("without_formal"), "Ohne förmliche Abstimmung", "beschlossen", "",
         "Niemand hat widersprochen; darum musste niemand die Hand heben."),
        (vote("en_bloc", 20, 0, 0), "Gemeinsame Abstimmung über mehrere Punkte (en bloc)", "beschlossen",
         "20 Ja, 0 Nein", "Die Zahlen gelten für alle diese Punkte zusammen."),
    ],
)  # fmt: skip
def test_every_form_has_its_german_words(row: Vote, form: str, outcome: str | None, figures: str, note: str) -> None:
    ballot = ballot_of(row)
    assert (ballot.form, ballot.outcome.word if ballot.outcome else None, ballot.figures, ballot.note) == (
        form, outcome, figures, note,
    )  # fmt: skip


def test_no_form_of_the_model_is_without_words() -> None:
    assert all(ballot_of(vote(form)).form for form in VoteForm.values)


def test_the_bar_fills_exactly_a_hundred_per_cent() -> None:
    yes, no, abstain = counts_of(vote("majority", 13, 9, 2))
    assert (yes.x, no.x, abstain.x) == ("0.00%", "54.17%", "91.67%")
    assert counts_of(vote("majority")) == ()
    assert [count.width for count in counts_of(vote("majority", 0, 0, 0))] == ["0.00%"] * 3


@pytest.mark.django_db
def test_a_roll_call_tells_who_voted_how_but_no_hidden_name(client: Client, world: World) -> None:
    world.vote.form = VoteForm.ROLL_CALL
    world.vote.save()
    MemberVote.objects.create(vote=world.vote, person=world.speaker, faction=world.faction, choice=Choice.YES)
    MemberVote.objects.create(vote=world.vote, person=world.anna_person, faction=world.faction, choice=Choice.NO)
    MemberVote.objects.create(vote=world.vote, person=world.secret_person, choice=Choice.ABSTAIN)
    text = client.get(f"/tagesordnungspunkte/{world.public_item.uuid}/").content.decode()
    assert "Wer wie gestimmt hat: nach Fraktionen und Personen" in text
    assert f"/personen/{world.speaker.slug}/" in text
    assert text.index("Brandt") < text.index("Quellmann"), "by family name"
    assert "ein Mitglied, dessen Name nicht veröffentlicht ist" in text
    assert "ohne Fraktion" in text
    assert SENTINEL not in text

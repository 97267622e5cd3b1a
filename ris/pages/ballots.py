"""Votes as they are shown: in words, as a bar, as seats, and in a table by faction and by person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Organization, Person
from motions.models import Choice, MemberVote, Vote, VoteForm
from motions.voting import carried, is_tie
from ris.pages.half_circle import Seat, half_circle
from ris.pages.wording import Status

ORDER = (Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.ABSENT)


@dataclass(frozen=True, slots=True)
class Count:
    """How many said what; `x` and `width` place it on the bar (per cent)."""

    choice: str
    word: str
    number: int
    x: str = ""
    width: str = ""


@dataclass(frozen=True, slots=True)
class FactionRow:
    """A faction's votes in a roll call, in the order of `ORDER`."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's word in a roll call. `slug` leads to the person."""

    name: str
    slug: str
    faction: str
    choice: str
    word: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote, ready to be shown."""

    vote: Vote
    form: str
    outcome: Status | None
    note: str
    counts: tuple[Count, ...]
    seats: tuple[Seat, ...]
    factions: tuple[FactionRow, ...] = ()
    members: tuple[MemberRow, ...] = ()

    @property
    def figures(self) -> str:
        """`13 Ja, 9 Nein, 2 Enthaltungen`; empty where nobody counted."""
        return figures(self.vote)

    @property
    def attendance(self) -> str:
        """`Anwesend: 22, davon stimmberechtigt: 21`; empty where nobody noted it."""
        return attendance(self.vote)

    @property
    def total(self) -> int:
        """All votes cast, abstentions included."""
        return sum(count.number for count in self.counts)

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings of the table by faction."""
        return tuple(str(choice.label) for choice in ORDER)


def figures(vote: Vote) -> str:
    """Counts in words; abstentions only where there are any."""
    if vote.yes is None or vote.no is None:
        return ""
    text = _("%(yes)s yes, %(no)s no") % {"yes": vote.yes, "no": vote.no}
    if vote.abstentions:
        text += ", " + ngettext("%(n)s abstention", "%(n)s abstentions", vote.abstentions) % {"n": vote.abstentions}
    return text


def attendance(vote: Vote) -> str:
    """How many were there and how many of them could vote (§§ 22, 39 GemO), as far as it is known."""
    figures = {"present": vote.present, "eligible": vote.eligible}
    if vote.present is not None and vote.eligible is not None:
        return _("Present: %(present)s, of these entitled to vote: %(eligible)s") % figures
    if vote.present is not None:
        return _("Present: %(present)s") % figures
    return _("Entitled to vote: %(eligible)s") % figures if vote.eligible is not None else ""


def form_of(vote: Vote) -> str:
    """How was voted, as a phrase of its own."""
    return {
        VoteForm.UNANIMOUS: _("Unanimous"),
        VoteForm.MAJORITY: _("By majority") if vote.yes is None else _("Vote by show of hands"),
        VoteForm.ROLL_CALL: _("Roll call vote"),
        VoteForm.SECRET: _("Secret vote"),
        VoteForm.WITHOUT_FORMAL: _("Without a formal vote"),
        VoteForm.EN_BLOC: _("Vote on several items together (en bloc)"),
    }[VoteForm(vote.form)]


def note_on(vote: Vote) -> str:
    """What has to be said beside the figures so that nobody misreads them."""
    if is_tie(vote.yes, vote.no):
        return _("A tie counts as rejected.")
    if vote.form == VoteForm.WITHOUT_FORMAL:
        return _("Nobody objected, so nobody had to raise a hand.")
    if vote.form == VoteForm.SECRET:
        return _("Who voted how is not recorded.")
    if vote.form == VoteForm.EN_BLOC:
        return _("The figures are those of the vote on all of them.")
    if vote.yes is None and vote.form == VoteForm.MAJORITY:
        return _("The votes were not counted one by one.")
    if vote.abstentions:
        return _("Abstentions do not count towards the result.")
    return ""


def outcome_of(vote: Vote) -> Status | None:
    """Adopted or rejected, where figures or form say so."""
    adopted = carried(vote.yes, vote.no)
    if adopted is None:
        return Status("good", _("adopted")) if vote.form in (VoteForm.UNANIMOUS, VoteForm.WITHOUT_FORMAL) else None
    return Status("good", _("adopted")) if adopted else Status("bad", _("rejected"))


def counts_of(vote: Vote) -> tuple[Count, ...]:
    """Yes, no and abstentions with their places on a bar of 100 per cent; empty where nobody counted."""
    if vote.yes is None or vote.no is None:
        return ()
    numbers = [(Choice.YES, vote.yes), (Choice.NO, vote.no), (Choice.ABSTAIN, vote.abstentions or 0)]
    total = sum(number for _choice, number in numbers)
    found, x = [], 0.0
    for choice, number in numbers:
        width = 100 * number / total if total else 0.0
        found.append(Count(choice.value, word_of(choice, number), number, f"{x:.2f}%", f"{width:.2f}%"))
        x += width
    return tuple(found)


def word_of(choice: str, number: int) -> str:
    """Ja, Nein, Enthaltung(en), abwesend."""
    if choice == Choice.ABSTAIN:
        return ngettext("Abstention", "Abstentions", number)
    return {Choice.YES: _("Yes"), Choice.NO: _("No"), Choice.ABSENT: _("Absent")}[Choice(choice)]


def ballot_of(vote: Vote, members: Sequence[MemberRow] = (), factions: Sequence[FactionRow] = ()) -> Ballot:
    """A vote made ready."""
    counts = counts_of(vote)
    seats = half_circle([(count.choice, count.number) for count in counts])
    return Ballot(
        vote, form_of(vote), outcome_of(vote), note_on(vote), counts, seats, tuple(factions), tuple(members)
    )  # fmt: skip


def ballots_of(votes: Iterable[Vote], user: AbstractBaseUser | AnonymousUser) -> list[Ballot]:
    """Votes with what each member said in a roll call, as far as this visitor may know them. One query, where there was a roll call."""
    shown = list(votes)
    words: dict[int, list[MemberVote]] = defaultdict(list)
    called = [vote.pk for vote in shown if vote.form == VoteForm.ROLL_CALL]
    people: dict[int, Person] = {}
    groups: dict[int, Organization] = {}
    for row in _words_in(called, user) if called else ():
        words[row.vote_id].append(row)
        if row.person_seen:
            people[row.person_id] = row.person
        if row.faction_seen and row.faction_id and row.faction:
            groups[row.faction_id] = row.faction
    return [ballot_of(vote, *_tables(words.get(vote.pk, []), people, groups)) for vote in shown]


def _words_in(votes: Sequence[int], user: AbstractBaseUser | AnonymousUser) -> QuerySet[Any]:
    """What members said in these votes, and whether the visitor may know who they are."""
    people = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
    factions = Organization.objects.visible_to(user).filter(pk=OuterRef("faction"))
    rows = MemberVote.objects.filter(vote__in=votes).select_related("person", "faction").defer("person__life")
    told: QuerySet[Any] = rows.annotate(person_seen=Exists(people), faction_seen=Exists(factions))
    return told


def _tables(
    rows: Sequence[MemberVote], people: dict[int, Person], groups: dict[int, Organization]
) -> tuple[list[MemberRow], list[FactionRow]]:
    def faction(row: MemberVote) -> tuple[bool, int, str]:
        group = groups.get(row.faction_id or 0)
        return (group is None, group.position, group.short_name or group.name) if group else (True, 0, "")

    def person(row: MemberVote) -> tuple[str, str]:
        who = people.get(row.person_id)
        return (who.family_name, who.given_name) if who else ("\uffff", "")

    members: list[MemberRow] = []
    numbers: dict[tuple[bool, int, str], list[int]] = {}
    for row in sorted(rows, key=lambda row: (*faction(row), *person(row))):
        who, group = people.get(row.person_id), faction(row)
        counted = numbers.setdefault(group, [0] * len(ORDER))
        counted[ORDER.index(Choice(row.choice))] += 1
        members.append(
            MemberRow(
                str(who) if who else _("a member whose name is not published"), who.slug if who else "", group[2],
                row.choice, word_of(row.choice, 1),
            )
        )  # fmt: skip
    factions = [FactionRow(group[2] or _("without faction"), tuple(count)) for group, count in numbers.items()]
    return members, factions

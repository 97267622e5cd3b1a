"""What the database and the guards refuse: every fact of one row, and what rows of several tables must agree on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media.models import Chapter, ChapterItem, Edit, Recording, Rendition
from meetings import consistency
from meetings.consistency import Inconsistent
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Body,
    File,
    LegislativeTerm,
    Mandate,
    Meeting,
    Membership,
    Organization,
    Person,
)
from meetings.models.base import Published
from meetings.models.writing import NeverChanges, Undeletable
from motions.models import Consultation, MemberVote, Paper, PaperFile, Vote, VoteForm
from search.models import SpeechWindow
from tests.world import World
from transcripts.models import SpeakerTurn, Transcript

OURS = ("jobs", "accounts", "meetings", "motions", "media", "transcripts", "search")


def our_models() -> list[Any]:
    return [
        model for model in apps.get_models() if model._meta.app_label in OURS and not model.__name__.startswith("Historical")
    ]  # fmt: skip


def recording_of(world: World, meeting: Meeting | None = None, sha: str = "0") -> Recording:
    return Recording.objects.create(
        meeting=meeting or world.meeting, source_name="a.mp4", source_sha512=sha * 128, source_size=1, duration=60_000
    )


# --- One row ----------------------------------------------------------------------------------------------------------
# A mirrored station may have a role we have no word for; a constraint of its own asks for one in all others.
UNSAID = {("motions.Consultation", "role")}


def test_every_choice_is_known_to_the_database() -> None:
    fields = [(model, field) for model in our_models() for field in model._meta.fields if field.choices]
    assert len(fields) > 25
    for model, field in fields:
        conditions = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        allowed = [list(value) for condition in conditions for value in _values(condition, f"{field.name}__in")]
        wanted = [value for value, _name in field.choices] + (
            [""] if field.blank or (model._meta.label, field.name) in UNSAID else []
        )
        assert any(sorted(found) == sorted(wanted) for found in allowed), f"{model.__name__}.{field.name}"


def _values(condition: models.Q, name: str) -> list[Any]:
    found = []
    for child in condition.children:
        if isinstance(child, models.Q):
            found += _values(child, name)
        elif child[0] == name:
            found.append(child[1])
    return found


ROWS: dict[str, Callable[[World], Any]] = {
    "audience": lambda w: AgendaItem.objects.filter(pk=w.public_item.pk).update(audience="everyone"),
    "result": lambda w: AgendaItem.objects.filter(pk=w.public_item.pk).update(result="maybe"),
    "kind of an edit": lambda w: Edit.objects.create(
        recording=recording_of(w), kind="foo", starts=1, ends=5, reason="x"
    ),
    "item inside itself": lambda w: AgendaItem.objects.filter(pk=w.public_item.pk).update(parent_id=w.public_item.pk),
    "organization inside itself": lambda w: Organization.objects.filter(pk=w.council.pk).update(parent_id=w.council.pk),
    "paper above itself": lambda w: Paper.objects.filter(pk=w.paper.pk).update(superordinate_id=w.paper.pk),
    "paper replaces itself": lambda w: Paper.objects.filter(pk=w.paper.pk).update(supersedes_id=w.paper.pk),
    "abstentions alone": lambda w: Vote.objects.create(agenda_item=w.public_item, form="majority", abstentions=3),
    "unanimous with noes": lambda w: Vote.objects.create(agenda_item=w.public_item, form="unanimous", yes=1, no=5),
    "checksum": lambda w: File.objects.create(body=w.body, name="x", sha512="zzz"),
    "long checksum": lambda w: File.objects.create(body=w.body, name="x", sha512="g" * 128),
    "deputy of nobody": lambda w: Mandate.objects.create(
        user=w.anna, role="deputy", body=w.body, organization=w.council, start_date=date(2024, 1, 1)
    ),
    "membership twice": lambda w: [
        Membership.objects.create(person=w.speaker, organization=w.council, start_date=date(2024, 9, 15)) for _ in "12"
    ],
    "membership without a day twice": lambda w: [
        Membership.objects.create(person=w.speaker, organization=w.council) for _ in "12"
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ROWS)
def test_the_database_refuses(world: World, what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ROWS[what](world)


@pytest.mark.django_db
def test_a_row_put_into_another_place_than_itself_is_fine(world: World) -> None:
    child = AgendaItem.objects.create(meeting=world.meeting, position=9, title="5.1", parent=world.public_item)
    assert child.parent == world.public_item
    Vote.objects.create(agenda_item=world.public_item, form="unanimous", yes=9, no=0, abstentions=2)


# --- Several rows -----------------------------------------------------------------------------------------------------
def neighbour(world: World) -> Organization:
    return Organization.objects.get(body=world.other_body)


def neighbours_person(world: World) -> Person:
    return Person.objects.create(body=world.other_body, given_name="Nora", family_name="Nachbar")


def neighbours_item(world: World) -> AgendaItem:
    return AgendaItem.objects.create(meeting=world.other_meeting, position=1, title="Nachbars Punkt")


def other_item(world: World) -> AgendaItem:
    return AgendaItem.objects.create(meeting=world.draft_meeting, position=1, title="Anderswo")


def saved(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def mandate(world: World, **values: Any) -> Mandate:
    return Mandate.objects.create(user=world.anna, body=world.body, start_date=date(2024, 1, 1), **values)


def chapter(world: World) -> Chapter:
    return Chapter.objects.create(recording=recording_of(world), starts=0, ends=10)


def foreign_rendition(world: World) -> None:
    other = Rendition.objects.create(recording=recording_of(world, world.other_meeting), digest="d", duration=1)
    Recording.objects.filter(pk=recording_of(world).pk).update(current_rendition=other)


LINKS: dict[str, tuple[str, Callable[[World], Any]]] = {
    "member of another municipality's council": (
        "other_body", lambda w: mandate(w, role="member", organization=neighbour(w))),
    "office of another municipality's council": (
        "other_body", lambda w: mandate(w, role="office", organization=neighbour(w))),
    "mandate moved in bulk": (
        "other_body", lambda w: Mandate.objects.filter(user=w.bruno).update(organization=neighbour(w))),
    "meeting of another municipality's council": ("other_body", lambda w: w.meeting.organizations.add(neighbour(w))),
    "the same from the other side": ("other_body", lambda w: neighbour(w).meetings.add(w.meeting)),
    "the same by set": ("other_body", lambda w: w.meeting.organizations.set([neighbour(w)])),
    "council moved to another municipality": (
        "other_body", lambda w: Organization.objects.filter(pk=w.committee_1.pk).update(body=w.other_body)),
    "meeting moved to another municipality": (
        "other_body", lambda w: Meeting.objects.filter(pk=w.meeting.pk).update(body=w.other_body)),
    "item saved into another meeting": (
        "other_meeting", lambda w: saved(AgendaItem.objects.create(
            meeting=w.meeting, position=9, title="5.1", parent=w.public_item), meeting=w.draft_meeting)),
    "its parent saved into another meeting": (
        "other_meeting", lambda w: (
            AgendaItem.objects.create(meeting=w.meeting, position=9, title="5.1", parent=w.draft_item),
            saved(w.draft_item, meeting=w.draft_meeting))),
    "member from elsewhere": (
        "other_body", lambda w: Membership.objects.create(person=neighbours_person(w), organization=w.council)),
    "members from elsewhere in bulk": (
        "other_body",
        lambda w: Membership.objects.bulk_create([Membership(person=neighbours_person(w), organization=w.council)])),
    "part of a neighbour's organization": (
        "other_body", lambda w: Organization.objects.filter(pk=w.council.pk).update(parent=neighbour(w))),
    "item inside an item of another meeting": (
        "other_meeting", lambda w: AgendaItem.objects.filter(pk=w.public_item.pk).update(parent=other_item(w))),
    "chapter with an item of another meeting": (
        "other_meeting", lambda w: ChapterItem.objects.create(chapter=chapter(w), item=other_item(w))),
    "station with a neighbour's organization": (
        "other_body",
        lambda w: Consultation.objects.create(paper=w.paper, position=9, organization=neighbour(w), role="note")),
    "station on a neighbour's item": (
        "other_body",
        lambda w: Consultation.objects.create(
            paper=w.paper, position=9, organization=w.council, role="note", agenda_item=neighbours_item(w))),
    "vote on a station of another item": (
        "other_item",
        lambda w: Vote.objects.create(agenda_item=w.draft_item, consultation=w.consultation, form=VoteForm.MAJORITY)),
    "names in a secret vote": (
        "secret_vote",
        lambda w: MemberVote.objects.create(
            vote=Vote.objects.create(agenda_item=w.public_item, form="secret", yes=1, no=1), person=w.speaker, choice="yes")),
    "a vote with names that becomes secret": (
        "secret_vote",
        lambda w: (
            MemberVote.objects.create(vote=w.vote, person=w.speaker, choice="yes"),
            Vote.objects.filter(pk=w.vote.pk).update(form="secret"))),
    "a neighbour's word in a vote": (
        "other_body", lambda w: MemberVote.objects.create(vote=w.vote, person=neighbours_person(w), choice="yes")),
    "paper of a neighbour": ("other_body", lambda w: w.paper.originator_organizations.add(neighbour(w))),
    "paper by a neighbour": ("other_body", lambda w: w.paper.originator_people.add(neighbours_person(w))),
    "related to a neighbour's paper": (
        "other_body",
        lambda w: w.paper.related.add(Paper.objects.create(body=w.other_body, name="Ihre Vorlage", type="motion"))),
    "a neighbour's file": (
        "other_body",
        lambda w: PaperFile.objects.create(
            paper=w.paper, file=File.objects.create(body=w.other_body, name="Plan", address="https://example.org/"))),
    "a neighbour's term": (
        "other_body",
        lambda w: Meeting.objects.filter(pk=w.meeting.pk).update(
            legislative_term=LegislativeTerm.objects.create(body=w.other_body, name="9.", start_date=date(2024, 7, 1)))),
    "a neighbour speaks": (
        "other_body",
        lambda w: SpeakerTurn.objects.create(meeting=w.meeting, person=neighbours_person(w), starts=0, ends=1)),
    "an edit outside the recording": (
        "outside_recording",
        lambda w: Edit.objects.create(recording=recording_of(w), kind="cut", starts=60_000, ends=70_000, reason="x")),
    "another recording's rendition": ("other_recording", foreign_rendition),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("what", LINKS)
def test_rows_that_disagree_are_refused_and_nothing_is_kept(world: World, what: str) -> None:
    code, write = LINKS[what]
    with pytest.raises(Inconsistent) as refused, transaction.atomic():
        write(world)
    assert refused.value.code == code
    assert refused.value.label in str(refused.value)
    assert [rule.name for rule in consistency.rules() if rule.count()] == []


@pytest.mark.django_db(transaction=True)
def test_a_mandate_that_is_refused_leaves_no_row_behind(world: World) -> None:
    with pytest.raises(Inconsistent):
        mandate(world, role="member", organization=neighbour(world))
    assert not Mandate.objects.filter(user=world.anna).exists()
    assert not Mandate.history.filter(user=world.anna).exists()


@pytest.mark.django_db
def test_who_changes_something_else_is_not_blamed_for_what_was_wrong_before(world: World) -> None:
    chair = Membership.objects.create(person=world.speaker, organization=world.council, role="Vorsitz")
    QuerySet(Membership).filter(pk=chair.pk).update(organization=neighbour(world))
    chair.refresh_from_db()
    saved(chair, end_date=date(2026, 1, 31))
    with pytest.raises(Inconsistent), transaction.atomic():
        saved(chair, on_behalf_of=world.faction)


@pytest.mark.django_db
def test_saving_again_what_is_unchanged_asks_no_other_table(world: World) -> None:
    with CaptureQueriesContext(connection) as unchanged:
        world.public_item.save()
    world.public_item.parent = world.draft_item
    with CaptureQueriesContext(connection) as moved:
        world.public_item.save()
    others = [query["sql"] for query in unchanged if "motions_" in query["sql"]]
    assert others == []
    assert any("meetings_meeting" in query["sql"] for query in moved)


@pytest.mark.django_db
def test_a_form_hears_of_it_before_anything_is_written(world: World) -> None:
    wrong = Mandate(
        user=world.anna, role="member", body=world.body, organization=neighbour(world), start_date=date.today()
    )
    with pytest.raises(ValidationError, match=r"municipality|Gebietskörperschaft"):
        wrong.full_clean()
    codes = consistency.disagreements_of_links(world.meeting, "organizations", [world.council, neighbour(world)])
    assert list(codes) == ["other_body"]
    Membership().clean()  # nothing is filled in yet: the fields' own messages say so


@pytest.mark.django_db
def test_a_cut_to_the_end_may_reach_over_it(world: World) -> None:
    Edit.objects.create(recording=recording_of(world), kind="cut", starts=50_000, ends=70_000, reason="bis zum Ende")


@pytest.mark.django_db
def test_the_command_counts_what_was_written_past_the_guards(world: World) -> None:
    out = StringIO()
    call_command("check_consistency", stdout=out)
    assert "keine Widersprüche" in out.getvalue()
    Meeting.organizations.through.objects.bulk_create(
        [Meeting.organizations.through(meeting=world.meeting, organization=neighbour(world))]
    )
    with pytest.raises(CommandError, match="1 Widerspr"):
        call_command("check_consistency", stdout=out)
    assert "Meeting_organizations" in out.getvalue()


# --- Deletion ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_published_rows_are_buried_never_deleted(world: World) -> None:
    for delete in (
        AgendaItem.objects.filter(pk=world.draft_item.pk).delete,
        AgendaItem._base_manager.filter(pk=world.draft_item.pk).delete,
        world.draft_item.delete,
        world.meeting.agenda_items.all().delete,
        Body.objects.none().delete,
    ):
        with pytest.raises(Undeletable, match="bury"), transaction.atomic():
            delete()
    assert AgendaItem.objects.filter(pk=world.draft_item.pk).exists()


@pytest.mark.django_db
def test_rows_made_by_machines_may_go(world: World) -> None:
    transcript = Transcript.objects.create(recording=recording_of(world), version=1, engine="scripted", model="-")
    SpeechWindow.objects.create(transcript=transcript, starts=0, ends=1)
    SpeechWindow.objects.all().delete()
    assert not SpeechWindow.objects.exists()


def test_nothing_goes_with_a_published_row() -> None:
    foreign_keys = [
        field
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Published)
    ]
    assert len(foreign_keys) > 40
    assert [str(field) for field in foreign_keys if field.remote_field.on_delete is models.CASCADE] == []


@pytest.mark.django_db
def test_a_published_agenda_never_changes_but_can_be_withdrawn(world: World) -> None:
    version = AgendaVersion.objects.get(meeting=world.meeting)
    with pytest.raises(NeverChanges):
        AgendaVersion.objects.filter(pk=version.pk).update(content=[])
    version.content = []
    with pytest.raises(NeverChanges):
        version.save()
    version.refresh_from_db()
    assert version.content
    version.bury(by=world.dora)
    assert version.history.first().history_user == world.dora


@pytest.mark.django_db
def test_a_membership_may_begin_on_the_same_day_in_another_role(world: World) -> None:
    first = timezone.localdate() - timedelta(days=3)
    for role in ("Mitglied", "Vorsitz"):
        Membership.objects.create(person=world.speaker, organization=world.council, role=role, start_date=first)
    again = Membership.objects.filter(person=world.speaker, organization=world.council, role="Vorsitz")
    again.get().bury()
    Membership.objects.create(person=world.speaker, organization=world.council, role="Vorsitz", start_date=first)

"""Erasing a person (Art. 17 GDPR): the name and all that belongs to it leave rows, history, snapshots, speech and logs.

What the council did stays: votes keep their counts, papers their text without the name, and where the public knew the
person a tombstone without a name. What cannot be changed here is counted, so that somebody looks: documents whose bytes
name the person, and the sound of recordings.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from jobs.models import Letter
from media.models import FileRead, Recording
from meetings.history import acting
from meetings.models import Mandate, Membership, Person, RawObject, SlugRedirect
from meetings.models.writing import note
from meetings.storage import cards_folder
from motions.models import MemberVote, Paper
from transcripts.following import rewrite
from transcripts.models import Segment, SpeakerTurn
from transcripts.words import Word, pack, unpack

GONE = "[Name gelöscht]"
CAUSE = "command:erase_person"
SCANNED = ("jobs", "meetings", "motions", "media", "transcripts", "search", "admin")


class InOffice(Exception):
    """Who holds a seat or an office today is not erased: the public's right to know who decides comes first (Art. 17 Abs. 3)."""

    code = "in_office"


def holds_an_office(person: Person) -> bool:
    """Whether a membership or mandate of this person has not ended."""
    today = timezone.localdate()
    open_end = Q(end_date__isnull=True) | Q(end_date__gte=today)
    return (
        Membership.objects.living().filter(open_end, person=person).exists()
        or Mandate.objects.filter(open_end, person=person).exists()
    )


def has_namesake(person: Person) -> bool:
    """Whether another person bears the same name: then nobody can tell whom a text means."""
    same = Person.objects.filter(given_name=person.given_name, family_name=person.family_name)
    return bool(same.exclude(pk=person.pk).exists())


def names_of(person: Person) -> list[str]:
    """As which the person stands in texts, longest first. Empty when a namesake would be erased along with them."""
    plain = f"{person.given_name} {person.family_name}".strip()
    if not person.given_name or not person.family_name or has_namesake(person):
        return [person.email] if person.email else []
    names = {plain, person.name, f"{person.family_name}, {person.given_name}", person.email}
    return sorted((name for name in names if name), key=len, reverse=True)


def erase(person: Person, *, dry_run: bool = False) -> Counter[str]:
    """Erase this person everywhere, in one transaction; tells how many rows of which table. Raises InOffice."""
    if holds_an_office(person):
        raise InOffice(str(person))
    counts: Counter[str] = Counter()
    with transaction.atomic(), acting(cause=CAUSE):
        names = names_of(person)
        spoke = Recording.objects.filter(meeting__speaker_turns__person=person).values_list("pk", flat=True)
        recordings = set(spoke) | _speech(names, counts)
        users = list(User.objects.filter(mandates__person=person).distinct())
        _links(person, counts)
        _texts(names, counts)
        _raw(person, names, counts)
        for user in users:
            _user(user, counts)
        _person(person, counts)
        transaction.on_commit(partial(rewrite, sorted(recordings)))
        # Titles on pictures may name the person.
        transaction.on_commit(partial(shutil.rmtree, cards_folder(), ignore_errors=True))
        if dry_run:
            transaction.set_rollback(True)
    return +counts


def _links(person: Person, counts: Counter[str]) -> None:
    counts["motions.MemberVote"] = MemberVote.objects.filter(person=person).delete()[0]
    MemberVote.history.filter(person_id=person.pk).delete()
    turns = {"person": None, "faction": None, "label": GONE}
    counts["transcripts.SpeakerTurn"] = SpeakerTurn.objects.filter(person=person).update(**turns)
    SpeakerTurn.history.filter(person_id=person.pk).update(**turns)
    counts["motions.Paper.originator_people"] = person.papers.count()
    for paper in Paper.objects.filter(originator_people=person):
        paper.originator_people.remove(person)
    apps.get_model("motions", "HistoricalPaper_originator_people").objects.filter(person_id=person.pk).delete()
    for membership in Membership.objects.living().filter(person=person):
        membership.bury(cause=CAUSE)
        counts["meetings.Membership"] += 1
    counts["meetings.Mandate"] = Mandate.objects.filter(person=person).update(person=None)
    Mandate.history.filter(person_id=person.pk).update(person=None)


def _speech(names: list[str], counts: Counter[str]) -> set[int]:
    """Words as recognised; the text of segments is changed with all other texts. Tells whose recordings."""
    touched: set[int] = set()
    for segment in Segment.objects.filter(_any("text", names)).select_related("transcript"):
        words = without(unpack(segment.words), names)
        QuerySet(Segment).filter(pk=segment.pk).update(words=pack(words) if words else b"")
        note(type(segment.transcript), [segment.transcript_id])
        touched.add(segment.transcript.recording_id)
        counts["transcripts.Segment.words"] += 1
    return touched


def without(words: list[Word], names: Iterable[str]) -> list[Word]:
    """These words, each one of a name replaced; times stay."""
    found = list(words)
    plain = [word.text.strip(" .,;:!?\u201e\u201c\u201d\"'") for word in words]
    for name in names:
        parts = name.split()
        for at in range(len(plain) - len(parts) + 1):
            if plain[at : at + len(parts)] == parts:
                for place in range(at, at + len(parts)):
                    found[place] = replace(found[place], text=" […]" if found[place].text.startswith(" ") else "[…]")
    return found


def _texts(names: list[str], counts: Counter[str]) -> None:
    if not names:
        return
    for model in apps.get_models():
        if model._meta.app_label not in SCANNED:
            continue
        for field in model._meta.concrete_fields:
            for key, value in _holding(model, field, names):
                QuerySet(model).filter(pk=key).update(**{field.name: value})
                note(model, [key])
                counts[f"{model._meta.label}.{field.name}"] += 1


def _holding(model: type[Any], field: Any, names: list[str]) -> Iterator[tuple[Any, Any]]:
    """Keys of the rows in which this field holds one of the names, with what shall stand there instead."""
    rows = model._base_manager
    if isinstance(field, models.JSONField):
        for key, value in rows.values_list("pk", field.name).iterator():
            told = json.dumps(value, ensure_ascii=False)
            if any(name in told for name in names):
                yield key, json.loads(blackened(told, names))
    elif isinstance(field, models.CharField | models.TextField) and not (field.choices or field.primary_key):
        if isinstance(field, models.SlugField | models.URLField):
            return
        for key, value in list(rows.filter(_any(field.name, names)).values_list("pk", field.name)):
            changed = blackened(value, names)
            # SQLite finds without regard to case what is replaced only as it stands.
            if changed != value:
                yield key, changed[: field.max_length] if field.max_length else changed


def blackened(text: str, names: Iterable[str]) -> str:
    """The text without these names."""
    for name in names:
        text = text.replace(name, GONE)
    return text


def _any(field: str, names: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{field}__contains": name})
    return found


def _raw(person: Person, names: list[str], counts: Counter[str]) -> None:
    if person.mirrored_from_id is not None:
        own = RawObject.objects.filter(mirrored_from=person.mirrored_from_id, source_id=person.source_id)
        counts["meetings.RawObject"] += own.delete()[0]
    for row in RawObject.objects.iterator():
        told = json.dumps(row.content, ensure_ascii=False)
        if any(name in told for name in names):
            raw = blackened(told, names).encode()
            RawObject.objects.filter(pk=row.pk).update(data=zlib.compress(raw), content_hash=sha256(raw).hexdigest())
            counts["meetings.RawObject"] += 1


def _user(user: User, counts: Counter[str]) -> None:
    counts["media.FileRead"] += FileRead.objects.filter(user=user).delete()[0]
    counts["account.EmailAddress"] += apps.get_model("account", "EmailAddress").objects.filter(user=user).delete()[0]
    counts["jobs.Letter"] += _letters([address for address in (user.email, user.username) if "@" in address])
    shown = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    counts["admin.LogEntry"] += shown.update(object_repr=GONE)
    user.username, user.first_name, user.last_name, user.email = f"geloescht-{user.pk}", "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()  # ends every session as well
    user.save()
    counts["accounts.User"] += 1


def _letters(addresses: list[str]) -> int:
    """Mails to these addresses that wait to be sent; tells how many are gone."""
    waiting = [row.pk for row in Letter.objects.iterator() if set(row.recipients) & set(addresses)]
    return Letter.objects.filter(pk__in=waiting).delete()[0]


def _person(person: Person, counts: Counter[str]) -> None:
    redirects = SlugRedirect.objects.filter(model=Person._meta.label_lower, object_id=person.pk)
    counts["meetings.SlugRedirect"] = redirects.delete()[0]
    SlugRedirect.history.filter(model=Person._meta.label_lower, object_id=person.pk).delete()
    emptied = dict.fromkeys(("title", "form_of_address", "email", "life", "source_url", "content_hash"), "")
    slug = f"geloescht-{person.uuid.hex[:12]}"
    QuerySet(Person).filter(pk=person.pk).update(given_name="", family_name=GONE, slug=slug, **emptied)
    counts["meetings.Person.history"] = person.history.all().delete()[0]
    person.refresh_from_db()
    person.bury(cause=CAUSE)
    counts["meetings.Person"] = 1

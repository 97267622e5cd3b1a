"""Invitations and minutes, as strangers may read them: of the non-public part only the public titles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from ris.demo.paperwork.blocks import Block, Document, in_words
from ris.demo.records import AgendaItem, Body, Meeting, Organization, Vote

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_RESULTS = {
    "adopted": "Beschlossen",
    "adopted_changed": "Mit Änderungen beschlossen",
    "rejected": "Abgelehnt",
    "recommended": "Empfohlen",
    "not_recommended": "Nicht empfohlen",
    "postponed": "Vertagt",
    "referred": "Verwiesen",
    "withdrawn": "Zurückgezogen",
    "taken_off": "Abgesetzt",
    "noted": "Zur Kenntnis genommen",
    "answered": "Beantwortet",
}


def invitation(meeting: Meeting, body: Body, today: date, sent: date) -> Document:
    """The invitation with the agenda as it was first published."""
    organization, day = body.organization(meeting.organization), meeting.day(today)
    chair = next(m for m in body.memberships if m.organization == meeting.organization and m.role == "Vorsitz")
    rows = [("TOP", "Gegenstand", "Drucksache")]
    rows += [
        (item.label, _title(item, first=True), ", ".join(item.papers) if item.public else "")
        for item in meeting.items
        if not item.added
    ]
    deadline = in_words(day - timedelta(days=organization.notice_days + 1))
    blocks = (
        Block(
            kind="paragraphs",
            lines=(
                "Sehr geehrte Damen und Herren,",
                f"hiermit lade ich Sie ein zur {name_of(meeting, organization)}. Sie beginnt am {_when(day, meeting.starts)}. Die "
                "Tagesordnung steht unten, die Unterlagen stehen im Ratsinformationssystem. Der öffentliche Teil ist für alle "
                "zugänglich; eine Anmeldung ist nicht nötig.",
            ),
        ),
        Block(kind="agenda", title="Tagesordnung", rows=tuple(rows)),
        Block(
            kind="small",
            title="Hinweise",
            lines=(
                f"Die Ladungsfrist von {organization.notice_days} vollen Kalendertagen ist gewahrt, wenn die Einladung "
                f"spätestens am {deadline} zugeht (§ 34 Abs. 3 GemO).",
                "Wer verhindert ist, sagt bitte dem Sitzungsdienst Bescheid. Wer an einem Punkt persönlich beteiligt ist, teilt "
                "dies vor der Beratung mit (§ 22 GemO).",
                _access(meeting, body),
            ),
        ),
    )
    signed = ((body.person(chair.person).name, body.person(chair.person).profession),)
    return _sheet("Einladung", meeting, body, today, sent, blocks, signed)


def minutes(meeting: Meeting, body: Body, today: date) -> Document:
    """The public part of the minutes: who was there, what was resolved and with which votes (§ 41 GemO)."""
    day = meeting.day(today)
    chair = next(m for m in body.memberships if m.organization == meeting.organization and m.role == "Vorsitz")
    people = [("Name", "Aufgabe", "Anwesend")]
    for seat in body.memberships:
        if seat.organization == meeting.organization and seat.end_offset is None:
            people.append(
                (body.person(seat.person).name, _task(seat.role, seat.person, body), _there(seat.person, meeting))
            )
    blocks = [Block(kind="people", title="Teilnehmende", rows=tuple(people))]
    for item in meeting.items:
        blocks.append(
            Block(
                kind="paragraphs", title=f"TOP {item.label}: {_title(item)}", lines=tuple(_course(item, meeting, body))
            )
        )
    signed = ((body.person(chair.person).name, "Vorsitz"), (_clerk(body), "Schriftführung"))
    written = day + timedelta(days=9)
    return _sheet("Niederschrift, öffentlicher Teil", meeting, body, today, written, tuple(blocks), signed)


def _sheet(
    kind: str,
    meeting: Meeting,
    body: Body,
    today: date,
    written: date,
    blocks: tuple[Block, ...],
    signed: tuple[tuple[str, str], ...],
) -> Document:
    organization, day = body.organization(meeting.organization), meeting.day(today)
    place = next(place for place in body.locations if place.key == meeting.location)
    ends = f" bis {meeting.ends:%H.%M} Uhr" if meeting.ends and kind != "Einladung" else ""
    return Document(
        body=body,
        kind=kind,
        title=name_of(meeting, organization),
        reference=in_words(day),
        office="Sitzungsdienst",
        day=written,
        facts=(
            ("Gremium", organization.name),
            ("Zeit", _when(day, meeting.starts) + ends),
            ("Ort", f"{place.room}, {place.street}"),
            ("Ausgefertigt", in_words(written)),
        ),
        blocks=blocks,
        closing=(Block(kind="signatures", rows=signed),),
    )


def name_of(meeting: Meeting, organization: Organization) -> str:
    """``18. Sitzung des Stadtrates``."""
    if meeting.number is None:
        return f"{meeting.name} ({organization.short_name})"
    owner = organization.name
    for word in ("Stadtrat", "Ortsbeirat", "Ortsgemeinderat"):
        owner = owner.replace(word, f"{word}es")
    return f"{meeting.name} des {owner.replace('Ausschuss', 'Ausschusses').replace('ausschuss', 'ausschusses')}"


def _when(day: date, starts: time) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {in_words(day)}, {starts:%H.%M} Uhr"


def _title(item: AgendaItem, *, first: bool = False) -> str:
    if not item.public:
        return f"{item.public_title} (nichtöffentlich)"
    return item.announced_as if first and item.announced_as else item.title


def _access(meeting: Meeting, body: Body) -> str:
    place = next(place for place in body.locations if place.key == meeting.location)
    return f"Zugang: {place.accessibility}." if place.accessibility else "Der Saal liegt im Erdgeschoss."


def _task(role: str, person: str, body: Body) -> str:
    fraction = body.fraction_of(person)
    return f"{role}, {fraction.short_name}" if fraction else role


def _there(person: str, meeting: Meeting) -> str:
    return "entschuldigt" if person in meeting.absent else "ja"


def _clerk(body: Body) -> str:
    clerks = [m.person for m in body.memberships if m.role == "Schriftführung"]
    return body.person(clerks[0]).name if clerks else ""


def _course(item: AgendaItem, meeting: Meeting, body: Body) -> Iterator[str]:
    if not item.public:
        yield "Dieser Punkt wurde nichtöffentlich beraten. Er steht im nichtöffentlichen Teil der Niederschrift."
        return
    for reference in item.papers:
        yield f"Drucksache {reference}: {body.paper(reference).title}."
    if item.resolution_text:
        yield item.resolution_text
    for vote in item.votes:
        yield _counted(vote, meeting, body)
    if item.result:
        yield f"Ergebnis: {_RESULTS[item.result]}."
    elif not item.votes:
        yield "Siehe die folgenden Punkte."


def _counted(vote: Vote, meeting: Meeting, body: Body) -> str:
    """Present and eligible are two figures: § 22 GemO and the chair's vote in elections stand between them."""
    forms = {
        "unanimous": "einstimmig",
        "majority": "mit Mehrheit, nicht ausgezählt",
        "counted": "mit Handzeichen",
        "roll_call": "namentlich",
        "secret": "geheim",
        "without_formal_vote": "ohne förmliche Abstimmung, niemand widersprach",
        "en_bloc": "gemeinsam, einstimmig",
    }
    told = f"Abstimmung ({forms[vote.form]}): {vote.subject}."
    if vote.yes is not None:
        present = len(body.voters(meeting))
        abstained = "1 Enthaltung" if vote.abstain == 1 else f"{vote.abstain} Enthaltungen"
        told += f" {vote.yes} Ja, {vote.no} Nein, {abstained}. Anwesend mit Stimmrecht: {present}"
        if vote.excluded:
            names = ", ".join(body.person(person).name for person in vote.excluded)
            told += f", davon nicht stimmberechtigt: {names}"
        told += "."
    return told

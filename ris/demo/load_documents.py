"""Writes the documents: every paper with what goes with it, invitations, minutes. The bytes go into the store like any file."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from meetings import models
from meetings.storage import store
from motions.models import FileRole, PaperFile
from ris.demo import records
from ris.demo.load_council import sent
from ris.demo.loaded import Loaded
from ris.demo.paperwork.blocks import Document
from ris.demo.paperwork.papers import attached_document, main_document
from ris.demo.paperwork.render import pdf_of
from ris.demo.paperwork.sittings import invitation, minutes, name_of


def write_documents(rows: Loaded) -> None:
    """All PDF files of the municipality; their text is read later, by the stage that reads every file."""
    for paper in rows.plain.papers:
        _of_paper(rows, paper)
    for meeting in rows.plain.meetings:
        _of_meeting(rows, meeting)


def _of_paper(rows: Loaded, plain: records.Paper) -> None:
    audience = models.Audience.PUBLIC if plain.public else models.Audience.MEMBERS
    documents = [(f"{plain.type} {plain.reference}", main_document(plain, rows.plain, rows.today))]
    documents += [
        (attachment.title, attached_document(plain, attachment, rows.plain, rows.today))
        for attachment in plain.attachments
    ]
    for position, (name, document) in enumerate(documents):
        PaperFile.objects.create(
            paper=rows.papers[plain.reference],
            file=_file(rows, name, document, audience, rows.papers[plain.reference].date),
            role=FileRole.AUXILIARY if position else FileRole.MAIN,
            position=position,
        )


def _of_meeting(rows: Loaded, plain: records.Meeting) -> None:
    if plain.state == "planned":
        return
    meeting = rows.meetings[plain.key]
    day = timezone.localtime(min(sent(plain, meeting.start), timezone.now())).date()
    name = name_of(plain, rows.plain.organization(plain.organization))
    meeting.invitation = _file(
        rows,
        f"Einladung zur {name}",
        invitation(plain, rows.plain, rows.today, min(day, rows.today)),
        models.Audience.PUBLIC,
        day,
    )
    if plain.minutes:
        meeting.minutes = _file(
            rows,
            f"Niederschrift der {name}",
            minutes(plain, rows.plain, rows.today),
            models.Audience.PUBLIC,
            timezone.localtime(meeting.start).date(),
        )
    meeting.save()


def _file(rows: Loaded, name: str, document: Document, audience: str, day: date | None) -> models.File:
    stored = store([pdf_of(document)])
    file: models.File = models.File.objects.create(
        body=rows.body,
        name=name,
        file_name=f"{name.replace('/', '-').replace(':', '')}.pdf",
        mime_type="application/pdf",
        sha512=stored.sha512,
        size=stored.size,
        audience=audience,
        date=day,
    )
    rows.files.append(file)
    return file

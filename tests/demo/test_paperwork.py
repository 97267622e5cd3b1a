"""The documents of the invented city: PDF/UA, the same bytes each time, and what they say is what the data says."""

import re
from datetime import date, timedelta

import pypdfium2
import pytest

from ris.demo.city import BODIES, LAUTERFELS
from ris.demo.paperwork.papers import attached_document, main_document
from ris.demo.paperwork.render import pdf_of
from ris.demo.paperwork.sittings import invitation, minutes
from ris.doors.formats.pdf import readable

TODAY = date(2027, 3, 10)


def pages_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [readable(page.get_textpage().get_text_bounded()) for page in document]


def flat(pages: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(pages))


def test_a_paper_says_its_number_its_way_its_proposal_and_counts_its_pages():
    paper = LAUTERFELS.paper("0214/2026")
    pages = pages_of(pdf_of(main_document(paper, LAUTERFELS, TODAY)))
    assert len(pages) >= 2
    for number, text in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in text
    words = flat(pages)
    for part in (
        "0214/2026", "Ortsbeirat Mühlenviertel", "Anhörung", "Beschlussvorschlag", "Finanzielle Auswirkungen",
        paper.summary, paper.points[1], "Stefan Kolb",
    ):  # fmt: skip
        assert part in words, part


def test_the_same_content_is_the_same_bytes_and_a_later_day_another_file():
    paper = LAUTERFELS.papers[0]
    first = pdf_of(main_document(paper, LAUTERFELS, TODAY))
    assert first == pdf_of(main_document(paper, LAUTERFELS, TODAY))
    assert first != pdf_of(main_document(paper, LAUTERFELS, TODAY + timedelta(days=7)))


def test_documents_are_tagged_and_say_so():
    data = pdf_of(main_document(LAUTERFELS.papers[0], LAUTERFELS, TODAY))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/StructTreeRoot" in data
    assert b"/Lang(de-DE)" in data


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.key)
def test_every_document_can_be_made_and_most_have_several_pages(body):
    lengths = []
    for paper in body.papers:
        pages = pages_of(pdf_of(main_document(paper, body, TODAY)))
        words = flat(pages)
        lengths.append(len(pages))
        assert paper.title in words, paper.reference
        assert ("vertraulich" in words) == (not paper.public), paper.reference
        for attachment in paper.attachments:
            assert attachment.table[-1][-1] in flat(pages_of(pdf_of(attached_document(paper, attachment, body, TODAY))))
    assert max(lengths) <= 5
    assert sum(length >= 2 for length in lengths) > 0.7 * len(lengths) or body is not LAUTERFELS


def test_the_invitation_is_the_agenda_as_first_published_without_secrets():
    meeting = LAUTERFELS.meeting("council-18")
    words = flat(pages_of(pdf_of(invitation(meeting, LAUTERFELS, TODAY, TODAY))))
    assert "18. Sitzung des Stadtrates" in words
    assert "Satzung über eine Bettensteuer" in words
    assert "Mehrkosten und Obergrenze" not in words
    assert "Vertragsangelegenheit (nichtöffentlich)" in words


def test_minutes_name_present_and_eligible_apart_and_keep_what_is_not_public():
    words = flat(pages_of(pdf_of(minutes(LAUTERFELS.meeting("council-15"), LAUTERFELS, TODAY))))
    assert "19 Ja, 2 Nein, 1 Enthaltung." in words
    assert "Anwesend mit Stimmrecht: 23, davon nicht stimmberechtigt: Dr. Helene Brandau" in words
    assert "Dieter Malsch Mitglied, Bürgerliste entschuldigt" in words
    for body in BODIES:
        for meeting in body.meetings:
            if meeting.state == "planned":
                continue
            open_words = flat(pages_of(pdf_of(invitation(meeting, body, TODAY, TODAY))))
            open_words += flat(pages_of(pdf_of(minutes(meeting, body, TODAY))))
            hidden = [item for item in meeting.items if not item.public]
            for item in hidden:
                assert item.title not in open_words
                assert item.public_title in open_words
                assert not item.resolution_text or item.resolution_text not in open_words


@pytest.mark.parametrize(
    ("reference", "signed"),
    [
        ("0214/2026", ("Stefan Kolb Beigeordneter, Bauen und Verkehr",)),
        ("0219/2026", ("Jonas Reuter Vorsitz der Fraktion Lebendige Stadt",)),
        ("0208/2026", ("Leyla Arslan Ortsbeirat Mühlenviertel", "Aus der Mitte: Ortsbeirat Mühlenviertel")),
        ("0136/2026", ("Dr. Helene Brandau Oberbürgermeisterin",)),
        ("0178/2026", ("Sabine Kettler", "Murat Aydin", "Jonas Reuter", "Carla Seibert", "Heinrich Lotz")),
    ],
)
def test_a_paper_is_signed_by_those_who_submitted_it(reference: str, signed: tuple[str, ...]):
    words = flat(pages_of(pdf_of(main_document(LAUTERFELS.paper(reference), LAUTERFELS, TODAY))))
    for who in signed:
        assert who in words, who

"""The text of a document, page by page, through the real stage."""

import pytest

from jobs import pipeline
from jobs.execution import execute
from jobs.models import Stage
from meetings.documents.wording import words
from meetings.models import Audience, File, FilePage, TextState
from meetings.storage import path_of, store
from ris.doors.formats.pdf import readable
from tests.world import World


def pdf(*pages: str) -> bytes:
    """A PDF of one line per page, written by hand after ISO 32000-1, 7.5."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)


def read(world: World, data: bytes, mime_type: str = "application/pdf") -> tuple[File, Stage]:
    stored = store([data])
    file = File.objects.create(
        body=world.body,
        name="Vorlage",
        mime_type=mime_type,
        sha512=stored.sha512,
        size=stored.size,
        audience=Audience.OFFICE,
    )
    pipeline.refresh("meetings.File", file.pk)
    stage = Stage.objects.get(name="documents.text", subject_id=file.pk)
    execute(stage.pk, worker="test", heartbeat=False)
    stage.refresh_from_db()
    file.refresh_from_db()
    return file, stage


@pytest.mark.django_db(transaction=True)
def test_each_page_has_its_text(world: World) -> None:
    file, stage = read(world, pdf("Die Haltestelle am Brunnen", "Kosten: 4,2 Millionen"))
    assert stage.state == "done"
    assert [(page.number, page.text.strip()) for page in FilePage.objects.filter(file=file)] == [
        (1, "Die Haltestelle am Brunnen"),
        (2, "Kosten: 4,2 Millionen"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_broken_pdf_is_reported_in_words_and_keeps_its_bytes(world: World) -> None:
    file, stage = read(world, b"%PDF-1.4\nnothing else")
    assert stage.state == "done"
    assert file.text_state == TextState.BROKEN
    assert words(file.reading.code) == "Dieses Dokument ist beschädigt. Sein Text kann hier nicht gelesen werden."
    assert path_of(file.sha512).exists()
    assert not FilePage.objects.filter(file=file).exists()


def test_words_broken_at_the_end_of_a_line_are_whole_again_and_a_hyphen_of_the_word_stays() -> None:
    assert readable("Verwal\x02tungsgebühr für Lauterfels\x02Mitte\r\nund Fahr\ufffekarten\x00") == (
        "Verwaltungsgebühr für Lauterfels-Mitte\nund Fahrkarten"
    )

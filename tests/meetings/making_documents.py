"""Documents for the tests: by typst and the libraries that write such files, and hostile ones by hand."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping

import docx
import typst
from odf.opendocument import OpenDocumentText
from odf.text import P, SoftPageBreak

GERMAN = (
    "Der Gemeinderat beschließt die Verlängerung der Straßenbahn bis zum Klinikum. "
    "Die Kosten betragen voraussichtlich 38 Millionen Euro. Die Öffentlichkeit wird frühzeitig beteiligt."
)
SET = '#set page(width: 16cm, height: 12cm)\n#set text(size: 14pt, lang: "de")\n'


def text_pdf(*pages: str) -> bytes:
    """A PDF with text, one page each."""
    return bytes(typst.compile((SET + "\n#pagebreak()\n".join(pages)).encode()))


def scan_pdf(*pages: str) -> bytes:
    """A PDF of pictures of such pages, as a copier makes it: nothing in it is text."""
    pictures = []
    for page in pages:
        drawn = typst.compile((SET + page).encode(), format="png", ppi=200)
        coded = base64.b64encode(bytes(drawn[0] if isinstance(drawn, list) else drawn)).decode()
        pictures.append(f'#image(decode("{coded}"), width: 100%)')
    decode = (
        '#let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"\n'
        "#let values = (:)\n#for (n, c) in digits.clusters().enumerate() { values.insert(c, n) }\n"
        '#let decode(s) = { let out = (); let bits = 0; let held = 0; for c in s.clusters() { if c == "=" { break }; held = held * 64 + values.at(c); bits += 6; if bits >= 8 { bits -= 8; let shift = calc.pow(2, bits); out.push(calc.quo(held, shift)); held = calc.rem(held, shift) } }; bytes(out) }\n'
    )
    source = "#set page(width: 16cm, height: 12cm, margin: 0pt)\n" + decode + "\n#pagebreak()\n".join(pictures)
    return bytes(typst.compile(source.encode()))


def locked_pdf() -> bytes:
    """A PDF that asks for a password: its dictionary of encryption fits no password that anybody would try."""
    data = text_pdf("Geheim")
    before, mark, after = data.rpartition(b"trailer")
    if not mark:
        raise AssertionError("typst writes another kind of PDF now")
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    return before + mark + after.replace(b"<<", b"<< /Encrypt " + lock, 1)


def word(*pages: str) -> bytes:
    """A Word document with a page break between the pages and a table at the end."""
    document = docx.Document()
    for number, text in enumerate(pages):
        if number:
            document.add_page_break()
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Haushaltsstelle", "90.000 Euro"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def odt(*pages: str) -> bytes:
    """An OpenDocument text with soft page breaks."""
    document = OpenDocumentText()
    for number, text in enumerate(pages):
        if number:
            document.text.addElement(SoftPageBreak())
        document.text.addElement(P(text=text))
    target = io.BytesIO()
    document.write(target)
    return target.getvalue()


def changed(archive: bytes, members: Mapping[str, bytes]) -> bytes:
    """The same archive with these members, by their names in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in members:
                kind = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
                new.writestr(member.filename, old.read(member), compress_type=kind)
        for name, data in members.items():
            new.writestr(name, data)
    return target.getvalue()


def with_macros(archive: bytes) -> bytes:
    """The same Word document as one with programs in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        types = old.read("[Content_Types].xml").replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    return changed(archive, {"[Content_Types].xml": types, "word/vbaProject.bin": b"Attribute VB_Name"})


NAMESPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def laughing() -> bytes:
    """A Word document of a kilobyte whose entities stand for gigabytes."""
    entities = b'<!ENTITY a0 "haha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    body = b"<w:document %s><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>" % NAMESPACE
    return changed(word("x"), {"word/document.xml": b"<!DOCTYPE x [%s]>%s" % (entities, body)})


def laughing_odt() -> bytes:
    """The same as OpenDocument."""
    with zipfile.ZipFile(io.BytesIO(odt("x"))) as old:
        content = old.read("content.xml")
    entities = b'<!ENTITY a0 "haha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    start = content.index(b"<office:document-content")
    laughs = content[start:].replace(b"</office:text>", b"<text:p>&a9;</text:p></office:text>")
    return changed(odt("x"), {"content.xml": b'<?xml version="1.0"?><!DOCTYPE x [%s]>%s' % (entities, laughs)})


def bomb() -> bytes:
    """A Word document of some hundred kilobytes that unpacks to 300 MB."""
    return changed(word("x"), {"word/media/picture.bmp": b"\x00" * (300 * 1024 * 1024)})


def nested_word() -> bytes:
    """Tables in tables, 50,000 deep."""
    deep = b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000
    return changed(
        word("x"), {"word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (NAMESPACE, deep)}
    )


def nested_odt() -> bytes:
    """Sections in sections, 50,000 deep."""
    with zipfile.ZipFile(io.BytesIO(odt("x"))) as old:
        content = old.read("content.xml")
    deep = b"<text:section>" * 50_000 + b"</text:section>" * 50_000
    return changed(odt("x"), {"content.xml": content.replace(b"</office:text>", deep + b"</office:text>")})

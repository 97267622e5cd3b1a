"""RFC 4287's own rules, each with its section, asked of a feed; and its RELAX NG schema where Debian's copy of the RFC is installed."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

from tests.checkers import JARS

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title", "updated", "entry"}  # fmt: skip
ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title", "updated"}  # fmt: skip
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC = Path("/usr/share/doc/RFC/proposed-standard/rfc4287.txt.gz")
SCHEMA = re.compile(r"# -\*- rnc -\*-.*?# EOF", re.DOTALL)
PAGE_BREAK = re.compile(r"\n+Nottingham & Sayre .*\n\f?\n*RFC 4287 .*\n")

Element = etree._Element
Rule = Callable[[Element], Iterator[str]]


def _all(feed: Element, name: str) -> list[Element]:
    return list(feed.iter(f"{ATOM}{name}"))


def _entries(feed: Element) -> list[Element]:
    return feed.findall(f"{ATOM}entry")


def _count(where: Element, name: str) -> int:
    return len(where.findall(f"{ATOM}{name}"))


def only_known_children(feed: Element) -> Iterator[str]:
    for where, known in ((feed, FEED), *((entry, ENTRY) for entry in _entries(feed))):
        for child in where:
            if etree.QName(child).namespace == ATOM[1:-1] and etree.QName(child).localname not in known:
                yield str(child.tag)


def exactly_once(feed: Element) -> Iterator[str]:
    for where in (feed, *_entries(feed)):
        yield from (name for name in ("id", "title", "updated") if _count(where, name) != 1)


def at_most_once(feed: Element) -> Iterator[str]:
    names = {"feed": ("generator", "icon", "logo", "rights", "subtitle"), "entry": ("content", "published", "rights", "source", "summary")}  # fmt: skip
    for where in (feed, *_entries(feed)):
        yield from (name for name in names[etree.QName(where).localname] if _count(where, name) > 1)


def somebody_wrote_it(feed: Element) -> Iterator[str]:
    if not _count(feed, "author"):
        yield from ("entry" for entry in _entries(feed) if not _count(entry, "author"))


def people_have_one_name(feed: Element) -> Iterator[str]:
    for person in (*_all(feed, "author"), *_all(feed, "contributor")):
        if _count(person, "name") != 1 or _count(person, "uri") > 1 or _count(person, "email") > 1:
            yield etree.tostring(person).decode()
        if (uri := person.findtext(f"{ATOM}uri")) is not None and not urlsplit(uri).netloc:
            yield uri


def ids_are_addresses(feed: Element) -> Iterator[str]:
    for one in _all(feed, "id"):
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", one.text or ""):
            yield str(one.text)


def ids_are_unique(feed: Element) -> Iterator[str]:
    ids = [entry.findtext(f"{ATOM}id") for entry in _entries(feed)]
    yield from (str(one) for one in set(ids) if ids.count(one) > 1)


def dates_are_dates(feed: Element) -> Iterator[str]:
    for one in (*_all(feed, "updated"), *_all(feed, "published")):
        text = one.text or ""
        try:
            fits = DATE.fullmatch(text) and datetime.fromisoformat(text)
        except ValueError:
            fits = None
        if not fits:
            yield text


def links_lead_somewhere(feed: Element) -> Iterator[str]:
    for link in _all(feed, "link"):
        if not urlsplit(link.get("href", "")).netloc or not re.fullmatch(r"[a-z]+", link.get("rel", "alternate")):
            yield etree.tostring(link).decode()


def one_alternate_of_a_kind(feed: Element) -> Iterator[str]:
    for where in (feed, *_entries(feed)):
        kinds = [
            (link.get("type"), link.get("hreflang"))
            for link in where.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(kinds) != len(set(kinds)):
            yield etree.tostring(where).decode()[:200]


def it_names_itself(feed: Element) -> Iterator[str]:
    if [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") != 1:
        yield "no link to itself"


def an_entry_has_content_or_an_address(feed: Element) -> Iterator[str]:
    for entry in _entries(feed):
        alternates = [one for one in entry.findall(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"]
        if not _count(entry, "content") and not alternates:
            yield str(entry.findtext(f"{ATOM}id"))


def texts_are_what_they_say(feed: Element) -> Iterator[str]:
    for name in ("title", "subtitle", "summary", "rights"):
        for one in _all(feed, name):
            kind, text = one.get("type", "text"), one.text or ""
            if kind not in {"text", "html", "xhtml"} or (kind != "xhtml" and len(one)):
                yield etree.tostring(one).decode()[:200]
            elif kind == "html" and text and html.fromstring(text).xpath("//script|//style|//*[@onclick]"):
                yield text[:200]


def titles_say_something(feed: Element) -> Iterator[str]:
    yield from ("empty title" for one in _all(feed, "title") if not (one.text or "").strip())


def categories_have_a_term(feed: Element) -> Iterator[str]:
    yield from ("category" for one in _all(feed, "category") if not one.get("term"))


def its_language_is_named(feed: Element) -> Iterator[str]:
    if feed.get("{http://www.w3.org/XML/1998/namespace}lang") != "de":
        yield "no xml:lang"


def updated_is_not_before_published(feed: Element) -> Iterator[str]:
    for entry in _entries(feed):
        published, updated = (entry.findtext(f"{ATOM}{name}") or "" for name in ("published", "updated"))
        if (
            DATE.fullmatch(published)
            and DATE.fullmatch(updated)
            and datetime.fromisoformat(updated) < datetime.fromisoformat(published)
        ):
            yield f"{published} > {updated}"


RULES: dict[str, Rule] = {
    "4.1 only known children": only_known_children,
    "4.1.1, 4.1.2 id, title and updated exactly once": exactly_once,
    "4.1.1, 4.1.2 others at most once": at_most_once,
    "4.1.1 an author here or in each entry": somebody_wrote_it,
    "3.2 a person has one name": people_have_one_name,
    "4.2.6 ids are IRIs": ids_are_addresses,
    "4.1.1 no two entries with the same id": ids_are_unique,
    "3.3 dates": dates_are_dates,
    "4.2.7 links have an address": links_lead_somewhere,
    "4.1.1, 4.1.2 one alternate of a kind": one_alternate_of_a_kind,
    "4.1.1 it links to itself": it_names_itself,
    "4.1.2 content or an alternate": an_entry_has_content_or_an_address,
    "3.1 texts": texts_are_what_they_say,
    "4.2.14 titles": titles_say_something,
    "4.2.2 categories": categories_have_a_term,
    "2 language": its_language_is_named,
    "4.2.9, 4.2.15 updated after published": updated_is_not_before_published,
}


def broken_rules(content: bytes) -> list[str]:
    """Each rule that this feed breaks, with where; raises for what is no XML."""
    feed = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if feed.tag != f"{ATOM}feed":
        return [f"4.1.1 no feed but {feed.tag}"]
    return [f"{name}: {place}" for name, rule in RULES.items() for place in rule(feed)]


def schema() -> str | None:
    """The schema of RFC 4287's appendix B; None where Debian's package doc-rfc-std-proposed (non-free) is not installed."""
    if not RFC.exists():
        return None
    found = SCHEMA.search(PAGE_BREAK.sub("\n", gzip.decompress(RFC.read_bytes()).decode()).replace("\f", ""))
    assert found, "the RFC looks otherwise"
    return "\n".join(line.removeprefix("   ") for line in found[0].splitlines())


def jing_faults(feeds: list[bytes], rnc: str, folder: Path) -> list[str]:
    """What jing says against these feeds by this schema."""
    java = shutil.which("java")
    assert java, "java is missing: make setup-test"
    (folder / "atom.rnc").write_text(rnc)
    files = []
    for number, content in enumerate(feeds):
        files.append(str(folder / f"{number}.atom"))
        Path(files[-1]).write_bytes(content)
    command = [
        java,
        "-cp",
        f"{JARS}/*",
        "com.thaiopensource.relaxng.util.Driver",
        "-c",
        str(folder / "atom.rnc"),
        *files,
    ]
    asked = subprocess.run(command, text=True, capture_output=True, timeout=120, check=False)
    assert asked.returncode in {0, 1}, asked.stderr
    return asked.stdout.splitlines()

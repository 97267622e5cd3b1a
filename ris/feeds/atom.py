"""Entries as Atom (RFC 4287), by Django's own writer; what it leaves to us is done here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.xmlutils import SimplerXMLGenerator

from ris.feeds.news import Entry

NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 may hold, whatever a source has left in its titles."""


@dataclass(frozen=True, slots=True)
class FeedHead:
    """`id` never changes; `address` is the feed's own, `page` the one for people; `since`: what an empty feed says."""

    id: str
    title: str
    address: str
    page: str
    author: str
    home: str
    since: datetime
    subtitle: str = ""
    rights: str = ""


class Feed(Atom1Feed):
    """An empty feed has a date of its own, not that of the moment: it stays the same, too."""

    def latest_post_date(self) -> datetime:
        """The latest change of all entries; of none, since when there could have been one."""
        dates = [item["updateddate"] for item in self.items]
        found: datetime = max(dates) if dates else self.feed["since"]
        return found

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """As in Django, and who made it."""
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Ratsinformation")


def atom_of(head: FeedHead, entries: Sequence[Entry]) -> bytes:
    """The whole document in UTF-8."""
    feed = Feed(
        printable(head.title), head.page, "", language="de", author_name=printable(head.author), author_link=head.home,
        subtitle=printable(head.subtitle) or None, feed_url=head.address, feed_guid=head.id,
        feed_copyright=head.rights or None, since=_to_the_second(head.since),
    )  # fmt: skip
    for entry in entries:
        html = printable(entry.html or (linebreaks(escape(entry.text)) if entry.text else ""))
        feed.add_item(
            printable(entry.title), entry.address, html or None,  # type: ignore[arg-type]  # None: without a summary
            unique_id=entry.id, categories=[printable(entry.kind)],
            pubdate=_to_the_second(entry.published), updateddate=_to_the_second(entry.updated),
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def _to_the_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def printable(text: str) -> str:
    """Without what would break the document."""
    return NO_XML.sub(" ", text).strip()

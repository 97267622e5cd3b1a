"""The public sound of a municipality's sittings as a podcast (RSS 2.0 with the namespaces of Apple and of Podcasting 2.0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from xml.sax.xmlreader import AttributesImpl

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from media.models import Recording
from meetings.agenda import agendas_for
from meetings.models import Body
from ris.feeds.addresses import home_of, page_of_row
from ris.feeds.atom import printable
from ris.feeds.choosing import sittings
from ris.pages import when
from ris.pages.playing import ChapterMark, public_spans
from ris.pages.wording import full_name_of

ANYONE = AnonymousUser()
MOST = 200
# The namespace in which podcasts name themselves (podcastindex.org, tag `guid`): by the feed's address without its scheme.
PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


@dataclass(frozen=True, slots=True)
class Episode:
    """One recording. `size` in bytes, `duration` in ms of public time; `published` is the day of the sitting: programs sort by it."""

    id: UUID
    title: str
    page: str
    text: str
    published: datetime
    audio: str
    size: int
    type: str
    duration: int
    captions: str
    chapters: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What the podcast says of itself."""

    title: str
    text: str
    address: str
    page: str
    picture: str
    author: str
    email: str
    since: datetime
    rights: str = ""


def episodes_of(body: Body) -> list[Episode]:
    """What everyone may hear, latest first; a recording that is withdrawn or is being cut anew is not there. Eight queries."""
    rows = Recording.objects.filter(meeting__body=body, current_rendition__isnull=False).visible_to(ANYONE)
    latest = list(rows.select_related("current_rendition").order_by("-meeting__start", "offset", "pk")[:MOST])
    meetings = {row.pk: row for row in sittings(ANYONE).filter(pk__in={one.meeting_id for one in latest})}
    agendas = agendas_for(list(meetings.values()), ANYONE)
    home, found = home_of(body), []
    for row in latest:
        meeting, rendition = meetings.get(row.meeting_id), row.current_rendition
        files: dict[str, dict[str, Any]] = dict(rendition.files) if rendition else {}
        if meeting is None or rendition is None or "audio" not in files:
            continue
        folder = f"{home}/aufnahmen/{row.uuid}/{rendition.digest}/"
        lines = [" ".join(part for part in (line.label, line.title) if part) for line in agendas[meeting.pk]]
        title = ", ".join(part for part in (full_name_of(meeting), when.day(meeting.start), row.title) if part)
        found.append(
            Episode(
                row.uuid, title, page_of_row(meeting, body), "\n".join([_("Agenda:"), *lines]) if lines else title,
                meeting.start + timedelta(milliseconds=row.offset), folder + files["audio"]["path"], int(files["audio"].get("size") or 0),
                str(files["audio"].get("mime_type") or "audio/mp4"), rendition.duration,
                folder + files["captions"]["path"] if "captions" in files else "",
                home + reverse("podcast_chapters", args=[row.uuid]),
            )
        )  # fmt: skip
    return found


def chapters_json(row: Recording, marks: Sequence[ChapterMark], page: str) -> dict[str, Any]:
    """The chapters in seconds of what is heard (podcastindex.org, JSON chapters 1.2); what was cut out has none."""
    spans = public_spans(row, row.current_rendition) if row.current_rendition else ()
    found = []
    for mark in marks:
        starts, ends = heard_at(spans, mark.starts), heard_at(spans, mark.ends)
        if starts < ends:
            url = f"{page}?t={mark.seconds}"
            found.append({"startTime": starts / 1000, "endTime": ends / 1000, "title": mark.spoken, "url": url})
    return {"version": "1.2.0", "chapters": found}


def heard_at(spans: Sequence[tuple[int, int, int]], ms: int) -> int:
    """A moment of the meeting's clock in public time (both ms); for one that was cut out, where it goes on."""
    end = 0
    for meeting, public, length in spans:
        if ms < meeting + length:
            return public + max(0, ms - meeting)
        end = public + length
    return end


class Podcast(Rss201rev2Feed):
    """Django's RSS with what podcast programs want to know."""

    def rss_attributes(self) -> dict[str, str]:
        """As in Django, with two more namespaces."""
        more = {
            "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
        }
        return super().rss_attributes() | more

    def latest_post_date(self) -> datetime:
        """An empty podcast stays the same."""
        dates = [item["pubdate"] for item in self.items]
        found: datetime = max(dates) if dates else self.feed["since"]
        return found

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The channel."""
        super().add_root_elements(handler)
        channel: Channel = self.feed["channel"]
        handler.startElement("image", AttributesImpl({}))
        for name, text in (("url", channel.picture), ("title", printable(channel.title)), ("link", channel.page)):
            handler.addQuickElement(name, text)
        handler.endElement("image")
        handler.addQuickElement("generator", "Ratsinformation")
        handler.addQuickElement("itunes:author", printable(channel.author))
        handler.addQuickElement("itunes:image", "", {"href": channel.picture})
        handler.addQuickElement("itunes:category", "", {"text": "Government"})
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:type", "episodic")
        handler.startElement("itunes:owner", AttributesImpl({}))
        handler.addQuickElement("itunes:name", printable(channel.author))
        if channel.email:
            handler.addQuickElement("itunes:email", channel.email)
        handler.endElement("itunes:owner")
        handler.addQuickElement("podcast:guid", str(uuid5(PODCASTS, channel.address.partition("://")[2].rstrip("/"))))
        handler.addQuickElement("podcast:locked", "no")
        handler.addQuickElement("podcast:medium", "podcast")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """An episode."""
        super().add_item_elements(handler, item)
        episode: Episode = item["episode"]
        handler.addQuickElement("itunes:title", item["title"])
        handler.addQuickElement("itunes:duration", str(round(episode.duration / 1000)))
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:episodeType", "full")
        handler.addQuickElement("podcast:chapters", "", {"url": episode.chapters, "type": "application/json+chapters"})
        if episode.captions:
            facts = {"url": episode.captions, "type": "text/vtt", "language": "de", "rel": "captions"}
            handler.addQuickElement("podcast:transcript", "", facts)


def rss_of(channel: Channel, episodes: Sequence[Episode]) -> bytes:
    """The whole document in UTF-8."""
    feed = Podcast(
        printable(channel.title), channel.page, printable(channel.text), language="de", feed_url=channel.address,
        feed_copyright=channel.rights or None, channel=channel, since=channel.since,
    )  # fmt: skip
    for episode in episodes:
        feed.add_item(
            printable(episode.title), episode.page, linebreaks(escape(printable(episode.text))), unique_id=f"urn:uuid:{episode.id}",
            unique_id_is_permalink=False, pubdate=episode.published, episode=episode,
            enclosures=[Enclosure(episode.audio, str(episode.size), episode.type)],
        )  # fmt: skip
    return feed.writeString("utf-8").encode()

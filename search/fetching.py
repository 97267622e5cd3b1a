"""From hits of the index to what a page prints, through SQL: what it does not return for this visitor is dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from media.models import Chapter
from meetings.models import AgendaItem, Meeting, Organization, Person
from meetings.naming import full_name, short_enough
from motions.models import Consultation, Paper, PaperType
from motions.results import result_of
from search.finding import Finding, Visitor
from search.highlight import Highlighter
from search.models import Passage, SpeechWindow
from search.search_indexes import pages_of, passage_text
from search.windows import TimedText, TimedWord, joined, moment_of
from search.wording import kind_label, result_label
from transcripts.models import Segment
from transcripts.words import UnreadableWords, unpack

Fetched = dict[int, Finding]


def fetch(hits: Sequence[Any], user: Visitor, highlighter: Highlighter) -> list[Finding]:
    """Findings in the order of the hits. Overlapping windows that lead to the same word give one."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        wanted[hit.model_name].append(int(hit.pk))
    found = {name: FETCHERS[name](ids, user, highlighter) for name, ids in wanted.items() if name in FETCHERS}
    items: list[Finding] = []
    places: set[str] = set()
    for hit in hits:
        finding = found.get(hit.model_name, {}).get(int(hit.pk))
        if finding is None or (finding.play_url and finding.kind == "speech" and finding.play_url in places):
            continue
        places.add(finding.play_url or "")
        items.append(finding)
    return items


def play_url(meeting: Meeting, moment: int) -> str:
    """The meeting's page at this moment (ms on its clock), in seconds."""
    seconds = f"{moment / 1000:.1f}".removesuffix(".0")
    return f"/sitzungen/{meeting.slug}/?t={seconds}"


def titles_of(meetings: Iterable[Meeting], user: Visitor) -> dict[int, str]:
    """`Stadtrat, 17. Sitzung` by key: hits of several organizations stand together. One query."""
    named = {meeting.pk: meeting.name for meeting in meetings}
    whose: dict[int, list[str]] = defaultdict(list)
    known = Organization.objects.visible_to(user).filter(meetings__in=list(named))
    for key, name, short in known.order_by("position", "name").values_list("meetings", "name", "short_name"):
        whose[key].append(short_enough(name, short))
    return {key: full_name(name, whose[key]) for key, name in named.items()}


def speech(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Windows of speech; each leads to the very word."""
    windows = list(
        SpeechWindow.objects.visible_to(user)
        .filter(pk__in=ids)
        .select_related("transcript__recording__meeting", "speaker_turn__person", "speaker_turn__faction")
        .annotate(
            person_seen=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("speaker_turn__person"))),
            faction_seen=Exists(Organization.objects.visible_to(user).filter(pk=OuterRef("speaker_turn__faction"))),
        )
    )
    if not windows:
        return {}
    spans = Q()
    for window in windows:
        spans |= Q(transcript=window.transcript_id, starts__gte=window.starts, ends__lte=window.ends)
    segments: dict[int, list[Segment]] = defaultdict(list)
    for segment in Segment.objects.visible_to(user).filter(spans).order_by("starts", "pk"):
        segments[segment.transcript_id].append(segment)
    items = _items_of(windows, user)
    titles = titles_of({window.transcript.recording.meeting for window in windows}, user)
    found: Fetched = {}
    for window in windows:
        texts = [
            TimedText(segment.starts, segment.ends, segment.text, _timed(segment))
            for segment in segments[window.transcript_id]
            if window.starts <= segment.starts and segment.ends <= window.ends
        ]
        if not texts:
            continue
        meeting, turn = window.transcript.recording.meeting, window.speaker_turn
        snippet = highlighter.snippet(joined(texts))
        moment = window.starts if snippet.first is None else moment_of(texts, snippet.first)
        item = items.get(window.pk)
        person = turn.person if turn and window.person_seen else None
        faction = turn.faction if turn and window.faction_seen else None
        found[window.pk] = Finding(
            kind="speech",
            kind_label=kind_label("speech"),
            title=item.title if item else meeting.name,
            url=play_url(meeting, moment),
            snippet_html=snippet.html,
            who=person.name if person else turn.label if turn and not turn.person_id else "",
            faction=(faction.short_name or faction.name) if faction else "",
            when=meeting.start,
            meeting_title=titles[meeting.pk],
            t_ms=moment,
            play_url=play_url(meeting, moment),
            meta={"item": item.label} if item and item.label else {},
        )
    return found


def _timed(segment: Segment) -> list[TimedWord]:
    try:
        return [TimedWord(word.text, word.start, word.end) for word in unpack(segment.words)]
    except UnreadableWords:
        return []  # written by another version: the moment is then reckoned from the place in the text


def _items_of(windows: Sequence[SpeechWindow], user: Visitor) -> dict[int, AgendaItem]:
    recordings = {window.transcript.recording_id for window in windows}
    chapters = list(
        Chapter.objects.visible_to(user)
        .filter(recording__in=recordings)
        .order_by("starts")
        .values_list("recording", "starts", "ends", "chapter_items__item")
    )
    items = AgendaItem.objects.visible_to(user).in_bulk({item for *_, item in chapters if item is not None})
    found: dict[int, AgendaItem] = {}
    for window in windows:
        middle = (window.starts + window.ends) // 2
        for recording, starts, ends, item in chapters:
            if recording == window.transcript.recording_id and starts <= middle < ends and item in items:
                found.setdefault(window.pk, items[item])
    return found


def agenda_items(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Agenda items, with the moment at which they are called."""
    rows = list(AgendaItem.objects.visible_to(user).filter(pk__in=ids).select_related("meeting"))
    stations: dict[int, list[Consultation]] = defaultdict(list)
    for station in Consultation.objects.visible_to(user).filter(agenda_item__in=rows):
        stations[station.agenda_item_id or 0].append(station)
    called: dict[int, int] = {}
    chapters = Chapter.objects.visible_to(user).filter(chapter_items__item__in=rows).order_by("-starts")
    for item, starts in chapters.values_list("chapter_items__item", "starts"):
        called[item] = starts
    titles = titles_of({row.meeting for row in rows}, user)
    found: Fetched = {}
    for row in rows:
        result = result_of(row, stations[row.pk])
        text = result.resolution_text or row.resolution_text
        found[row.pk] = Finding(
            kind="item",
            kind_label=kind_label("item"),
            title=row.title,
            url=f"/tagesordnungspunkte/{row.uuid}/",
            snippet_html=highlighter.snippet(text).html if text else "",
            when=row.meeting.start,
            meeting_title=titles[row.meeting.pk],
            play_url=play_url(row.meeting, called[row.pk]) if row.pk in called else None,
            meta=_meta(item=row.label, result=result_label(result.code) or result.said),
        )
    return found


def papers(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Papers by their title and summary."""
    rows = Paper.objects.visible_to(user).filter(pk__in=ids)
    return {row.pk: _paper(row, highlighter.snippet(row.summary).html if row.summary else "") for row in rows}


def paper_passages(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Papers by a passage of their text, and documents of meetings; each leads to the page it stands on."""
    rows = list(Passage.objects.visible_to(user).filter(pk__in=ids).select_related("paper", "file", "meeting"))
    pages = pages_of(rows)
    # A document may be seen where its meeting may not: it hangs on an item, say, of which more is known.
    meetings = Meeting.objects.visible_to(user).in_bulk({row.meeting_id for row in rows if row.meeting_id})
    titles = titles_of(meetings.values(), user) if meetings else {}
    found: Fetched = {}
    for row in rows:
        snippet = highlighter.snippet(" ".join(passage_text(row, pages).split()))
        place = page_url(row, highlighter.asked)
        if row.paper is None:
            found[row.pk] = _document(row, snippet.html, place, meetings.get(row.meeting_id or 0), titles)
            continue
        found[row.pk] = _paper(
            row.paper,
            snippet.html,
            place,
            page=str(row.page or ""),
            # The main document is mostly named after its paper; said once is enough.
            file=row.file.name if row.file and row.paper.reference not in row.file.name else "",
        )
    return found


def page_url(row: Passage, words: str) -> str:
    """The document's page on which this passage stands, with the words to be marked; "" for a paper's own text."""
    if row.file is None:
        return ""
    return f"/dokumente/{row.file.uuid}/?{urlencode({'seite': str(row.page), 'q': words})}#text"


def _document(row: Passage, snippet_html: str, place: str, meeting: Meeting | None, titles: dict[int, str]) -> Finding:
    return Finding(
        kind="document",
        kind_label=kind_label("document"),
        title=row.file.name if row.file else "",
        url=place,
        snippet_html=snippet_html,
        when=meeting.start if meeting else None,
        meeting_title=titles.get(meeting.pk, "") if meeting else "",
        meta=_meta(page=str(row.page or "")),
    )


def _paper(paper: Paper, snippet_html: str, place: str = "", **meta: str) -> Finding:
    from search.search_indexes import paper_facts

    return Finding(
        kind="paper",
        kind_label=paper.type_text if paper.type == PaperType.OTHER and paper.type_text else paper.get_type_display(),
        title=paper.name,
        url=place or f"/vorlagen/{paper.uuid}/",
        snippet_html=snippet_html,
        when=paper_facts(paper, [])["when"],
        meta=_meta(reference=paper.reference, **meta),
    )


def meetings(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Meetings by name."""
    rows = list(Meeting.objects.visible_to(user).filter(pk__in=ids))
    titles = titles_of(rows, user)
    return {
        row.pk: Finding(
            kind="meeting",
            kind_label=kind_label("meeting"),
            title=titles[row.pk],
            url=f"/sitzungen/{row.slug}/",
            snippet_html="",
            when=row.start,
            meeting_title=titles[row.pk],
        )
        for row in rows
    }


def people(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Persons by name and what is told about them."""
    return {
        row.pk: Finding(
            kind="person",
            kind_label=kind_label("person"),
            title=row.name,
            url=f"/personen/{row.slug}/",
            snippet_html=highlighter.snippet(row.life).html if row.life else "",
        )
        for row in Person.objects.visible_to(user).filter(pk__in=ids)
    }


def organizations(ids: Sequence[int], user: Visitor, highlighter: Highlighter) -> Fetched:
    """Councils, committees and factions."""
    return {
        row.pk: Finding(
            kind="organization",
            kind_label=row.get_type_display() or kind_label("organization"),
            title=row.name,
            url=f"/gremien/{row.slug}/",
            snippet_html="",
        )
        for row in Organization.objects.visible_to(user).filter(pk__in=ids)
    }


def _meta(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


FETCHERS: dict[str, Callable[[Sequence[int], Visitor, Highlighter], Fetched]] = {
    "speechwindow": speech,
    "agendaitem": agenda_items,
    "paper": papers,
    "passage": paper_passages,
    "meeting": meetings,
    "person": people,
    "organization": organizations,
}

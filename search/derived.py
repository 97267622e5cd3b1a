"""Making the rows that exist to be found: windows of published transcripts, passages of papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from media.models import Edit, EditKind
from meetings.models import File, FilePage, Meeting
from motions.models import Paper
from search.models import Passage, SpeechWindow
from search.passages import passages
from search.windows import Spoken, windows
from transcripts.models import Segment, Transcript


def renew_windows(transcripts: Collection[int]) -> list[int]:
    """Makes the windows of these transcripts anew (none where one is not published or gone); tells their ids."""
    made: list[int] = []
    with transaction.atomic():
        SpeechWindow.objects.filter(transcript__in=transcripts).delete()
        shown = Transcript.objects.living().filter(pk__in=transcripts, current=True).values_list("pk", "recording")
        for transcript, recording in shown:
            rows = list(
                Segment.objects.living()
                .filter(transcript=transcript)
                .order_by("starts", "pk")
                .values_list("starts", "ends", "speaker_turn")
            )
            spoken = [Spoken(*row) for row in rows]
            fresh = [
                SpeechWindow(
                    transcript_id=transcript,
                    speaker_turn_id=spoken[window.first].turn,
                    starts=spoken[window.first].starts,
                    ends=max(s.ends for s in spoken[window.first : window.last + 1]),
                )
                for window in windows(spoken, hidden_spans(recording))
            ]
            made += [row.pk for row in SpeechWindow.objects.bulk_create(fresh, batch_size=500)]
    return made


def hidden_spans(recording: int) -> list[tuple[int, int]]:
    """What the public rendition of a recording leaves out or mutes (ms)."""
    edits = Edit.objects.living().filter(recording=recording, kind__in=[EditKind.CUT, EditKind.MUTE])
    return list(edits.values_list("starts", "ends"))


def renew_passages(papers: Collection[int]) -> list[int]:
    """Makes the passages of these papers anew: of their own text and of each page of their files; tells their ids."""
    with transaction.atomic():
        Passage.objects.filter(paper__in=papers).delete()
        fresh: list[Passage] = []
        files: dict[int, list[int]] = defaultdict(list)
        living = Paper.objects.living().filter(pk__in=papers)
        bodies: dict[int, int] = {}
        for paper, body, text in living.values_list("pk", "body", "text"):
            bodies[paper] = body
            fresh += [Passage(body_id=body, paper_id=paper, starts=start, ends=end) for start, end in passages(text)]
        for paper, file in living.filter(files__deleted_at__isnull=True).values_list("pk", "files"):
            if file is not None:
                files[file].append(paper)
        pages = FilePage.objects.filter(file__in=files).order_by("file", "number").values_list("file", "number", "text")
        for file, number, text in pages.iterator(chunk_size=200):
            fresh += [
                Passage(body_id=bodies[paper], paper_id=paper, file_id=file, page=number, starts=start, ends=end)
                for start, end in passages(text)
                for paper in files[file]
            ]
        return [row.pk for row in Passage.objects.bulk_create(fresh, batch_size=500)]


def renew_passages_of_files(files: Collection[int]) -> tuple[list[int], list[int]]:
    """Makes the passages of these files anew where they hang on meetings or items and on no paper; tells ids gone and made."""
    with transaction.atomic():
        old = Passage.objects.filter(file__in=files, paper__isnull=True)
        gone = list(old.values_list("pk", flat=True))
        old.delete()
        living = (
            File.objects.living().filter(pk__in=files).exclude(papers__deleted_at__isnull=True, papers__isnull=False)
        )
        bodies = dict(living.values_list("pk", "body"))
        meetings = meetings_of(bodies)
        pages = FilePage.objects.filter(file__in=meetings).order_by("file", "number")
        fresh = [
            Passage(body_id=bodies[file], meeting_id=meetings[file], file_id=file, page=number, starts=start, ends=end)
            for file, number, text in pages.values_list("file", "number", "text").iterator(chunk_size=200)
            for start, end in passages(text)
        ]
        return gone, [row.pk for row in Passage.objects.bulk_create(fresh, batch_size=500)]


def meetings_of(files: Collection[int]) -> dict[int, int]:
    """The first living meeting on which each of these files hangs, also by one of its items."""
    found: dict[int, int] = {}
    living = Meeting.objects.living()
    for path in ("invitation", "minutes", "file_links__file", "agenda_items__file_links__file"):
        links = living.filter(**{f"{path}__in": files}).order_by("-pk").values_list(path, "pk")
        if path.startswith("agenda_items"):
            links = links.filter(agenda_items__deleted_at__isnull=True)
        found |= {file: meeting for file, meeting in links if file not in found}
    return found


def renew_all() -> tuple[int, int]:
    """Everything anew; tells how many windows and passages there are."""
    gone = SpeechWindow.objects.exclude(transcript__current=True).values_list("transcript", flat=True)
    transcripts = set(Transcript.objects.filter(current=True).values_list("pk", flat=True)) | set(gone)
    spoken = sum(len(renew_windows([transcript])) for transcript in sorted(transcripts))
    papers = list(Paper.objects.order_by("pk").values_list("pk", flat=True))
    written = sum(len(renew_passages(papers[at : at + 200])) for at in range(0, len(papers), 200))
    files = list(File.objects.living().order_by("pk").values_list("pk", flat=True))
    written += sum(len(renew_passages_of_files(files[at : at + 500])[1]) for at in range(0, len(files), 500))
    return spoken, written

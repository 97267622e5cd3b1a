"""`manage.py demo`: an invented city with a real recording, ready to look at."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jobs import pipeline
from media.models import Recording
from ris.demo import load
from ris.demo.checking import check_passages
from ris.demo.city import BODIES
from ris.demo.people import LOGINS
from ris.templatetags.sign_in import kind_in_words
from transcripts.models import Transcript
from transcripts.publishing import publish_transcript

SEARCH_FOR = "Straßenbahn"


class Command(BaseCommand):
    """Three steps of `make demo`; each may be called again and changes nothing then."""

    help = (
        "Writes the invented city and its recording; --publish releases the transcript; --what-to-try names addresses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--publish", action="store_true", help="release the transcript that the pipeline has made")
        group.add_argument("--what-to-try", action="store_true", help="print three things to try")

    def handle(self, *args: Any, **options: Any) -> None:
        step = self._publish if options["publish"] else self._what_to_try if options["what_to_try"] else self._load
        try:
            step()
        except load.Renamed as error:
            raise CommandError(
                "Die aufgezeichnete Sitzung der Beispielstadt ist nicht mehr zu finden. Neu beginnen: den Ordner var entfernen."
            ) from error

    def _load(self) -> None:
        today = timezone.localdate()
        loaded = [load.load_city(body, today) for body in BODIES]
        users = load.create_users(loaded[0], today)
        recording = load.add_the_recording(load.recorded_meeting(loaded[0], BODIES[0]), users["buero"])
        pipeline.refresh("media.Recording", recording.pk)
        # After the recording, which takes longest: the text of the documents is read meanwhile.
        for file in (file for city in loaded for file in city.files):
            pipeline.refresh("meetings.File", file.pk)
        for body in loaded:
            counts = ", ".join(
                f"{name}: {rows.living().count()}"
                for name, rows in (
                    ("Gremien", body.body.organizations),
                    ("Personen", body.body.people),
                    ("Sitzungen", body.body.meetings),
                    ("Vorlagen", body.body.papers),
                )
            )
            self.stdout.write(f"{body.body.name}. {counts}")
            if body.body.papers.living().count() < len(body.plain.papers):
                self.stdout.write(
                    "  Diese Stadt stammt aus einer älteren Fassung und bleibt, wie sie ist. Die neue entsteht in einem leeren "
                    f"Datenordner; der bisherige ist {settings.DATA_DIR}."
                )

    def _publish(self) -> None:
        body = load.load_city(BODIES[0], timezone.localdate())
        clerk = load.create_users(body, timezone.localdate())["buero"]
        recording = Recording.objects.living().get(meeting=load.recorded_meeting(body, BODIES[0]))
        transcript = Transcript.objects.living().filter(recording=recording).order_by("-version").first()
        if transcript is None:
            raise CommandError("Der Wortlaut ist noch nicht fertig; `manage.py watch_stages` zeigt, woran es liegt.")
        if not transcript.current:
            publish_transcript(transcript, by=clerk)
        check_passages(recording, by=clerk)
        self.stdout.write(f"Wortlaut veröffentlicht: {recording.meeting}")

    def _what_to_try(self) -> None:
        body = load.load_city(BODIES[0], timezone.localdate())
        meeting = load.recorded_meeting(body, BODIES[0])
        host = settings.CANONICAL_HOST
        self.stdout.write(
            f"  1. Suchen, was gesagt wurde, und an der Stelle hören:\n     {host}/suche/?q={quote(SEARCH_FOR)}\n"
            f"  2. Die Sitzung mit Tagesordnung und Wortlaut ansehen:\n     {host}/sitzungen/{meeting.slug}/\n"
            f"  3. Sich anmelden (Kennwort für alle: {load.PASSWORD}):\n     {host}/anmelden/\n"
        )
        for login in LOGINS:
            self.stdout.write(f"     {login.username:<14} {login.name}, {kind_in_words(login.kind)}")

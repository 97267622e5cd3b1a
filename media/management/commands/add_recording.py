"""`manage.py add_recording MEETING SOURCE`: take in a file, a folder of parts, or what lies at an address."""

from __future__ import annotations

import contextlib
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from media.ingest import NotARecording, add_recording, media_in
from media.wording import sentence
from meetings.history import acting
from meetings.models import Meeting
from meetings.storage import tmp_dir
from ris.doors.fetching import NotFetched, fetch


class Command(BaseCommand):
    help = "Adds recordings to a meeting and starts their processing. MEETING: address (slug) or UUID."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("meeting")
        parser.add_argument("source", help="file, folder (each medium in it is one part, in order) or http(s) address")
        parser.add_argument("--title", default="")
        parser.add_argument("--offset", type=int, default=None, help="ms on the meeting's clock (first part)")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = find_meeting(options["meeting"])
        source: str = options["source"]
        with tempfile.TemporaryDirectory(dir=tmp_dir(), prefix="add-") as work, acting(cause="command:add_recording"):
            try:
                if source.lower().startswith(("http://", "https://")):
                    name = unquote(Path(urlsplit(source).path).name) or "aufnahme"
                    path = Path(work) / "fetched"
                    private = settings.FETCH_PRIVATE_ADDRESSES
                    fetch(source, path, max_bytes=settings.MAX_UPLOAD_BYTES, private_allowed=private)
                    wanted, ours = [(path, name)], True
                else:
                    given = Path(source)
                    wanted = [(path, path.name) for path in (media_in(given) if given.is_dir() else [given])]
                    ours = False
                offset = options["offset"]
                for path, name in wanted:
                    recording = add_recording(
                        meeting, path, title=options["title"], name=name, offset=offset, ours=ours
                    )
                    offset = None
                    self.stdout.write(f"{recording.source_name}: {recording.uuid}")
            except (NotARecording, NotFetched) as trouble:
                raise CommandError(sentence(trouble.code, trouble.values)) from trouble


def find_meeting(wanted: str) -> Meeting:
    """By slug or UUID. Raises CommandError."""
    found: Meeting | None = Meeting.objects.living().filter(slug=wanted).first()
    if found is None:
        with contextlib.suppress(ValueError):
            found = Meeting.objects.living().filter(uuid=UUID(wanted)).first()
    if found is None:
        raise CommandError(_("There is no meeting “%(name)s”.") % {"name": wanted})
    return found

"""The form that takes a recording in: an upload goes through `media/ingest.py`, a refusal is shown as an error of the form."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from media import ingest
from media.models import Recording
from meetings.storage import tmp_dir


class RecordingAddForm(forms.ModelForm[Recording]):
    """The file and where it belongs; everything else is read from the file."""

    upload = forms.FileField(label=_("Video or audio file"))
    starts_at = forms.IntegerField(
        label=_("start on the meeting's clock (ms)"),
        required=False,
        help_text=_("Empty: by the wall time, else right after the recording before."),
    )

    shown: ClassVar[tuple[str, ...]] = ("meeting", "upload", "title", "wall_start", "starts_at")

    class Meta:
        model = Recording
        fields = ("meeting", "title", "wall_start")

    def full_clean(self) -> None:
        """Validate; what is otherwise right is taken in at once, because only then it is known whether it is a recording."""
        super().full_clean()
        if self.is_bound and not self.errors:
            try:
                self.instance = self._take_in(self.cleaned_data)
            except ingest.NotARecording as refusal:
                self.add_error("upload", str(refusal))

    def save(self, commit: bool = True) -> Recording:
        """The recording is there already; nothing is left to write."""
        return self.instance

    def save_m2m(self) -> None:
        """What the admin calls next; a recording has nothing of the kind."""

    def _take_in(self, given: dict[str, Any]) -> Recording:
        upload: UploadedFile = given["upload"]
        if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise ingest.NotARecording("too_large", name=upload.name)
        with on_disk(upload) as path:
            return ingest.add_recording(
                given["meeting"], path, title=given["title"], name=upload.name or "", offset=given["starts_at"],
                wall_start=given["wall_start"],
            )  # fmt: skip


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    """The uploaded bytes as a file: Django's own where it made one, else a copy that goes when the block ends."""
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(dir=tmp_dir(), prefix="upload-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)

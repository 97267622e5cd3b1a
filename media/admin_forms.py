"""The form that takes a recording in: an upload goes through `media/ingest.py`, a refusal is shown as an error of the form.

The bytes come with the form, or have come before in pieces (`media/tus.py`); then the form carries the upload's id.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from media import ingest, uploads
from media.models import Edit, EditKind, Recording
from media.uploads import Upload
from media.wording import sentence
from meetings.admin_clock import ClockField
from meetings.storage import tmp_dir

# Not the file's fault: whoever sent 60 GB need not send them again.
WORTH_ANOTHER_TRY = {"overlapping", "not_installed", "took_too_long"}


class RecordingAddForm(forms.ModelForm[Recording]):
    """The file and where it belongs; everything else is read from the file."""

    # By name in HTML alone; which of the two is needed is decided in `clean`.
    upload = forms.FileField(label=_("Video or audio file"), required=False)
    received = forms.UUIDField(required=False, widget=forms.HiddenInput)
    starts_at = ClockField(
        label=_("start on the meeting's clock"),
        required=False,
        help_text=_("Empty: by the wall time, else right after the recording before."),
    )

    shown: ClassVar[tuple[str, ...]] = ("meeting", "upload", "title", "wall_start", "starts_at", "received")
    user_id: ClassVar[int] = 0
    """Whose uploads are looked at; set on the class that the admin makes for each request."""

    class Meta:
        model = Recording
        fields = ("meeting", "title", "wall_start")

    def clean(self) -> dict[str, Any]:
        """One file, in one of the two ways."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("received") and not given.get("upload"):
            arrived = uploads.find(given["received"], user=self.user_id)
            if arrived is None:
                self.add_error("upload", sentence("upload_gone"))
            elif not arrived.is_whole:
                self.add_error("upload", sentence("not_whole", {"name": arrived.name}))
            given["arrived"] = arrived
        elif not given.get("upload") and "upload" not in self.errors:
            self.add_error("upload", forms.Field.default_error_messages["required"])
        return given

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

    @property
    def arrived(self) -> Upload | None:
        """What has come before and still waits for this form, after an error elsewhere."""
        key = self.data.get("received") if self.is_bound else None
        try:
            return uploads.find(UUID(str(key)), user=self.user_id) if key else None
        except ValueError:
            return None

    @property
    def unfinished(self) -> list[Upload]:
        """What this person has begun to upload."""
        return uploads.uploads_of(self.user_id)

    def _take_in(self, given: dict[str, Any]) -> Recording:
        arrived: Upload | None = given.get("arrived")
        if arrived is None:
            upload: UploadedFile = given["upload"]
            if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
                raise ingest.NotARecording("too_large", name=upload.name)
            with on_disk(upload) as path:
                return self._add(given, path, upload.name or "")
        try:
            recording = self._add(given, arrived.path, arrived.name)
        except ingest.NotARecording as refusal:
            if refusal.code not in WORTH_ANOTHER_TRY:
                uploads.discard(arrived)
            raise
        uploads.discard(arrived)
        return recording

    def _add(self, given: dict[str, Any], path: Path, name: str) -> Recording:
        return ingest.add_recording(
            given["meeting"], path, title=given["title"], name=name, offset=given["starts_at"],
            wall_start=given["wall_start"], ours=True,
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


class EditForm(forms.ModelForm[Edit]):
    """An edit is written once: what was added before is shown and stays as it is, whatever is sent."""

    class Meta:
        model = Edit
        fields: ClassVar[list[str]] = ["kind", "starts", "ends", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = EditKind.CUT
        if self.instance.pk:
            for field in self.fields.values():
                field.disabled = True

"""Admin pages of documents: taken in by what they are, not by what they are called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import pipeline
from meetings import models
from meetings.admin_base import BodyBoundAdmin
from meetings.admin_forms import BodyBoundForm
from meetings.storage import store
from ris.doors.formats import kinds


def mime_type_of(upload: UploadedFile) -> str:
    """What the first bytes say, not the name nor the browser; the stage that reads it looks once more."""
    upload.seek(0)
    head = upload.read(kinds.HEAD)
    upload.seek(0)
    return kinds.mime_type_of_head(head)


class FileForm(BodyBoundForm):
    """A document by upload or by address."""

    upload = forms.FileField(label=_("Upload a document"), required=False)

    class Meta:
        model = models.File
        fields = (
            "body",
            "name",
            "file_name",
            "date",
            "address",
            "license",
            "audience",
            "visible_from",
            "derivative_of",
        )

    def clean_upload(self) -> UploadedFile | None:
        """What is called a PDF is one: nobody could open it otherwise, and no text could be read from it."""
        upload = self._small_enough()
        if upload is not None and (upload.name or "").lower().endswith(".pdf") and mime_type_of(upload) != kinds.PDF:
            text = _("“%(name)s” is not a PDF, although it is called so. Please save it as PDF and choose it again.")
            raise forms.ValidationError(text, params={"name": upload.name}, code="no_pdf")
        if upload is not None and not upload.size:
            raise forms.ValidationError(_("“%(name)s” is empty."), params={"name": upload.name}, code="empty")
        return upload

    def _small_enough(self) -> UploadedFile | None:
        """Not larger than the settings allow: a document is read into memory by whoever makes text of it."""
        upload: UploadedFile | None = self.cleaned_data.get("upload")
        if upload is not None and (upload.size or 0) > settings.MAX_DOCUMENT_BYTES:
            raise forms.ValidationError(
                _("This document has %(size)s; at most %(most)s are taken. Please save it smaller or split it."),
                params={"size": filesizeformat(upload.size or 0), "most": filesizeformat(settings.MAX_DOCUMENT_BYTES)},
            )
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("upload") or cleaned.get("address") or self.instance.sha512):
            raise forms.ValidationError(_("Please choose a document or give its address."))
        return cleaned

    def save(self, commit: bool = True) -> models.File:
        upload: UploadedFile | None = self.cleaned_data.get("upload")
        if upload is not None:
            stored = store(upload.chunks())
            self.instance.sha512, self.instance.size = stored.sha512, stored.size
            self.instance.file_name = self.instance.file_name or upload.name or ""
            self.instance.mime_type = mime_type_of(upload)
            # The list of documents goes by it.
            self.instance.date = self.instance.date or timezone.localdate()
        saved: models.File = super().save(commit)
        return saved


@admin.register(models.File)
class FileAdmin(BodyBoundAdmin):
    """Documents."""

    form = FileForm
    first = ("body", "name", "document", "upload", "file_name", "date", "address", "license", "derivative_of")
    list_display = ("name", "mime_type", "size", "body", "audience")
    list_filter = ("body", "audience", "mime_type")
    search_fields = ("name", "file_name")
    readonly_fields = ("document", "uuid", "sha512", "size", "created", "modified", "deleted_at")
    autocomplete_fields = ("derivative_of",)

    def get_readonly_fields(self, request: HttpRequest, obj: models.File | None = None) -> Any:
        names = super().get_readonly_fields(request, obj)
        return names if obj else tuple(name for name in names if name != "document")

    @admin.display(description=_("document"))
    def document(self, obj: models.File) -> str:
        """A link to it, on the way that asks who may read it: the office may."""
        if not obj.sha512 and obj.address:
            return format_html('<a href="{0}" rel="noreferrer">{0}</a>', obj.address)
        if not obj.sha512:
            return gettext("Nothing has been uploaded yet.")
        if obj.deleted_at is not None:
            return gettext("This document was deleted; it opens again when it is brought back.")
        name = obj.file_name or "dokument"
        return format_html('<a href="{}">{}</a>', reverse("document", args=[obj.uuid, name]), name)

    def save_model(self, request: HttpRequest, obj: models.File, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        pipeline.refresh("meetings.File", obj.pk)

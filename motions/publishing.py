"""When everyone gets a paper: with its public stations and its main document; attachments are opened one by one."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from meetings.history import acting
from meetings.mandates import require_office
from meetings.models import Audience, File
from motions.models import FileRole, Paper, PaperFile


class NotPublishable(Exception):
    """The paper may not be published; `code`: only_non_public, deleted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def publish_paper(paper: Paper, *, by: AbstractBaseUser) -> list[File]:
    """Everyone may read it; returns its documents that stay closed. Raises NotAllowed, NotPublishable.

    Attachments often hold offers and names: nobody opens them by publishing the paper.
    """
    require_office(by, paper.body)
    if paper.deleted_at is not None:
        raise NotPublishable("deleted")
    stations = list(paper.consultations.living())
    if stations and not any(station.public for station in stations):
        raise NotPublishable("only_non_public")
    links = PaperFile.objects.filter(paper=paper, file__deleted_at__isnull=True).select_related("file")
    main = [link.file for link in links if link.role == FileRole.MAIN]
    opened = [paper, *(station for station in stations if station.public), *main]
    with transaction.atomic(), acting(user=by, cause="user"):
        for row in opened:
            row.audience = Audience.PUBLIC
            row.save(update_fields=["audience", "first_public_at", "modified"])
    return [link.file for link in links if link.file.audience != Audience.PUBLIC]

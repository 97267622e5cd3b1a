"""The System: the entry of the interface."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min

from meetings.models import Body
from ris.oparl.server.values import filled, moment, root, site, url
from ris.oparl.server.words import SCHEMA


def told(own: Body | None) -> dict[str, Any]:
    """On a municipality's own host it speaks for that one alone."""
    rows = Body.objects.visible_to(AnonymousUser()).filter(public_now=True)
    if own is not None:
        rows = rows.filter(pk=own.pk)
    times = rows.aggregate(created=Min("created"), modified=Max("public_modified"))
    alone = rows.first() if rows.count() == 1 else None
    told = [
        ("id", root()),
        ("type", SCHEMA + "System"),
        ("oparlVersion", SCHEMA),
        ("name", f"Ratsinformationen {alone.name}" if alone else "Ratsinformationen"),
        ("contactName", settings.OPARL_CONTACT_NAME or (alone.contact_name if alone else "")),
        ("contactEmail", settings.OPARL_CONTACT_EMAIL or (alone.contact_email if alone else "")),
        ("website", site("/")),
        ("product", site("/schnittstelle/")),
        ("license", url(settings.OPARL_LICENSE)),
        ("body", root() + "body"),
        ("created", moment(times["created"])),
        ("modified", moment(times["modified"])),
    ]
    return filled(told)

"""Where in a recording an agenda item was dealt with: the second to play from, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from media.models import Chapter, ChapterItem
from ris.pages import when


@dataclass(frozen=True, slots=True)
class Moment:
    """`at`: where the item is called first; `spoken`: all its chapters together (both ms, the meeting's clock)."""

    at: int
    spoken: int

    @property
    def seconds(self) -> str:
        """`at` as `?t=` says it."""
        return when.seconds(self.at)


def moments_of(items: Iterable[int], user: AbstractBaseUser | AnonymousUser) -> dict[int, Moment]:
    """For those of these agenda items (keys) that were recorded and can be watched. One query."""
    wanted = [key for key in items if key]
    chapters = Chapter.objects.filter(items__in=wanted, recording__current_rendition__isnull=False).visible_to(user)
    links = ChapterItem.objects.filter(chapter__in=chapters, item__in=wanted).order_by("chapter__starts")
    found: dict[int, Moment] = {}
    for key, starts, ends in links.values_list("item_id", "chapter__starts", "chapter__ends"):
        known = found.get(key, Moment(starts, 0))
        found[key] = Moment(known.at, known.spoken + ends - starts)
    return found

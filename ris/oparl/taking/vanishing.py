"""Three ways to go: a tombstone buries a row, what is not found any more has vanished, and both may come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from meetings.models import Body, Source
from ris.oparl.models import ImportRun, ListRead, Seen
from ris.oparl.taking.kinds import CHILDREN, KINDS, Stored, Tally
from ris.oparl.taking.pieces import Whole

BEHIND_ALL = 10000
"""Vanished children leave their place to others; where they go nobody looks."""

TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "LegislativeTerm": ("Body",),
    "Location": ("Organization", "Meeting", "Paper"),
    "File": ("Meeting", "AgendaItem", "Paper"),
    "AgendaItem": ("Meeting",),
    "Consultation": ("Paper",),
    "Membership": ("Person", "Organization"),
}
"""Where objects of a type may stand beside their own list: unless all of these were read whole, none of them is missing for sure."""


def bury(
    source: Source, graves: Iterable[Whole], stored: Mapping[str, Mapping[str, Stored]], tally: Tally, *, at: datetime
) -> None:
    """Tombstones: what they name is deleted softly, with its children. Of what was never known here nothing is kept."""
    for whole in graves:
        top = whole.top
        here = KINDS[top.type]
        known = stored.get(top.type, {}).get(top.identity)
        buried = _bury(here.model, {"pk": known.pk}, at) if known is not None else 0
        tally.add(top.type, "deleted" if buried else "unchanged" if known else "never_known", 1)
        if known is None or not buried:
            continue
        for child_kind in CHILDREN.get(top.type, {}):
            child = KINDS[child_kind]
            tally.add(child_kind, "deleted", _bury(child.model, {f"{child.parent}_id": known.pk}, at))


def _bury(model: Any, which: dict[str, Any], at: datetime) -> int:
    return int(
        model.objects.filter(deleted_at__isnull=True, mirrored_from__isnull=False, **which).update(deleted_at=at)
    )


def vanish(kind: str, keys: Sequence[int], tally: Tally, *, at: datetime) -> None:
    """Mark these as not found any more, their children too."""
    here = KINDS[kind]
    if not keys:
        return
    tally.add(kind, "vanished", len(keys))
    here.model.objects.filter(pk__in=keys).update(vanished_at=at)
    if here.ordered:
        _step_behind(kind, keys)
    for child_kind in CHILDREN.get(kind, {}):
        child = KINDS[child_kind]
        rows = child.rows.filter(
            **{f"{child.parent}__in": keys}, mirrored_from__isnull=False, deleted_at=None, vanished_at=None
        )
        vanish(child_kind, list(rows.values_list("pk", flat=True)), tally, at=at)


def let_go(
    kind: str, named: Mapping[str, Mapping[int, set[str]]], source: Source, here_anyway: Container[str], tally: Tally,
    *, at: datetime,
) -> None:  # fmt: skip
    """Children that a parent does not name any more vanish, unless the same page brings them in another place.

    `named`: by parents' type and key, the ids of this kind that they name now.
    """
    own = KINDS[kind]
    for parents in named.values():
        rows = own.rows.filter(
            **{f"{own.parent}__in": parents}, mirrored_from=source, deleted_at=None, vanished_at=None
        )
        gone = [
            pk
            for pk, identity, parent in rows.values_list("pk", "source_id", f"{own.parent}_id")
            if identity not in parents[parent] and identity not in here_anyway
        ]
        vanish(kind, gone, tally, at=at)


def _step_behind(kind: str, keys: Sequence[int]) -> None:
    here = KINDS[kind]
    by_parent: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in here.rows.filter(pk__in=keys).order_by("position").values_list("pk", f"{here.parent}_id"):
        by_parent[parent].append(pk)
    for parent, pks in by_parent.items():
        last = here.rows.filter(**{f"{here.parent}_id": parent}).aggregate(last=Max("position"))["last"] or 0
        for place, pk in enumerate(pks, start=max(last + 1, BEHIND_ALL)):
            # The place of what nobody sees is no news: no history.
            QuerySet.update(here.rows.filter(pk=pk), position=place)


def note_seen(run: ImportRun, wholes: Iterable[tuple[str, str]]) -> None:
    """These were met in this run."""
    Seen.objects.bulk_create(
        (
            Seen(run=run, type=kind, identity=identity)
            for kind, identity in dict.fromkeys(wholes)
            if len(identity) <= 500
        ),
        ignore_conflicts=True,
    )


def find_vanished(run: ImportRun, source: Source, body: Body, body_identity: str, *, at: datetime) -> Tally:
    """After a full run: rows that stood before it and were not met, of types whose lists were read without a hole."""
    tally = Tally()
    lists = list(ListRead.objects.filter(run=run, body=body_identity))
    whole = {
        kind
        for kind in KINDS
        if any(each.type == kind for each in lists)
        and all(each.done and not each.holes for each in lists if each.type == kind)
    }
    listed = {each.type for each in lists}
    for kind, here in KINDS.items():
        # Where none of these was read as a list, the body itself told them (terms), and it always comes whole.
        needed = {kind, *TOLD_BY.get(kind, ())} & listed
        if kind == "Body" or not needed <= whole or (not needed and kind != "LegislativeTerm"):
            continue
        rows = here.rows.filter(
            mirrored_from=source, deleted_at=None, vanished_at=None, created__lt=run.started
        ).exclude(source_id__in=Seen.objects.filter(run=run, type=kind).values("identity"))
        if kind == "Consultation":
            rows = rows.filter(_of_body(body))
        else:
            rows = rows.filter(**{here.body.removesuffix("_id"): body.pk})
        vanish(kind, list(rows.values_list("pk", flat=True)), tally, at=at)
    return tally


def _of_body(body: Body) -> Q:
    return Q(paper__body=body) | Q(paper=None, organization__body=body) | Q(paper=None, organization=None)

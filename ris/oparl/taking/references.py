"""References to rows that were not here when they were named: filled in as soon as both ends are, kept and reported until then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ris.oparl.models import OpenReference
from ris.oparl.taking.kinds import KINDS
from ris.oparl.taking.pieces import Piece, digest_of

if TYPE_CHECKING:
    from ris.oparl.taking.page import PageWriter


@dataclass(slots=True)
class Named:
    """`holder` names `target` by this field of its row. `waiting` is the holder itself where it cannot stand without the other."""

    holder_type: str
    holder: str
    field: str
    target_type: str
    target: str
    waiting: dict[str, Any] | None = None


def fill(page: PageWriter) -> None:
    """Fill in what this page left open and what waited for rows of this page; the rest is kept."""
    holders = [identity for _kind, identity in page.shapes]
    OpenReference.objects.filter(mirrored_from=page.source, holder__in=holders).delete()
    waiting_for = _waiting_for(page)
    named = [
        *page.late,
        *(
            Named(row.holder_type, row.holder, row.field, row.target_type, row.target, row.waiting)
            for row in waiting_for
        ),
    ]
    wanted: dict[str, set[str]] = defaultdict(set)
    for each in named:
        wanted[each.target_type].add(each.target)
        wanted[each.holder_type].add(each.holder)
    for kind, names in wanted.items():
        page.know(kind, names)
    now, again, later = [], [], []
    for each in named:
        if each.target not in page.known[each.target_type]:
            later.append(each)
        elif each.waiting is not None:
            again.append(each)
        elif each.holder in page.known[each.holder_type]:
            now.append(each)
    OpenReference.objects.filter(pk__in=[row.pk for row in waiting_for]).delete()
    _keep(page, later)
    _write(page, now)
    if again:
        page.take_again([_piece(each) for each in again])


def _waiting_for(page: PageWriter) -> list[OpenReference]:
    names = [name for of_kind in page.appeared.values() for name in of_kind]
    if not names:
        return []
    return list(OpenReference.objects.filter(mirrored_from=page.source, target__in=names))


def _keep(page: PageWriter, later: Iterable[Named]) -> None:
    OpenReference.objects.bulk_create(
        (
            OpenReference(
                mirrored_from=page.source,
                holder_type=each.holder_type,
                holder=each.holder,
                field=each.field,
                target_type=each.target_type,
                target=each.target[:500],
                waiting=each.waiting,
            )
            for each in later
        ),
        ignore_conflicts=True,
    )


def _piece(each: Named) -> Piece:
    said = each.waiting or {}
    return Piece(
        each.holder_type,
        each.holder,
        said["content"],
        modified=said.get("modified", ""),
        digest=digest_of(each.holder_type, said["content"]),
    )


def _write(page: PageWriter, named: Sequence[Named]) -> None:
    by_field: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for each in named:
        by_field[each.holder_type, each.field].append(each)
    for (kind, field), group in by_field.items():
        if (kind, field) == ("AgendaItem", "consultation"):
            _from_item(page, group)
        elif KINDS[kind].model._meta.get_field(field).many_to_many:
            pairs = [(page.known[kind][each.holder], page.known[each.target_type][each.target]) for each in group]
            KINDS[kind].model.objects.link(field, pairs, remember=True)
        else:
            _set(page, kind, field, group)


def _set(page: PageWriter, kind: str, field: str, group: Sequence[Named]) -> None:
    from ris.oparl.taking.links import next_place

    here = KINDS[kind]
    rows = here.rows.in_bulk([page.known[kind][each.holder] for each in group])
    touched = {field, "modified"}
    for each in group:
        row = rows[page.known[kind][each.holder]]
        setattr(row, f"{field}_id", page.known[each.target_type][each.target])
        row.modified = page.at
        if kind == "Consultation" and field == "agenda_item":
            row.meeting_id = None
            touched.add("meeting")
        if here.ordered and field == here.parent:
            row.position = next_place(kind, getattr(row, f"{field}_id"), page)
            touched.add("position")
    if kind == "Consultation" and field == "meeting":
        rows = {pk: row for pk, row in rows.items() if row.agenda_item_id is None}
    here.model.objects.bulk_update(rows.values(), sorted(touched))


def _from_item(page: PageWriter, group: Sequence[Named]) -> None:
    """An item names its station: that counts where the station does not name an item itself."""
    here = KINDS["Consultation"]
    rows = here.rows.in_bulk([page.known["Consultation"][each.target] for each in group])
    told = OpenReference.objects.filter(
        mirrored_from=page.source,
        holder_type="Consultation",
        field="agenda_item",
        holder__in=[each.target for each in group],
    )
    says_itself = set(told.values_list("holder", flat=True))
    changed = {}
    for each in group:
        row = rows[page.known["Consultation"][each.target]]
        if row.agenda_item_id is None and each.target not in says_itself:
            row.agenda_item_id, row.meeting_id = page.known["AgendaItem"][each.holder], None
            row.modified = page.at
            changed[row.pk] = row
    if changed:
        here.model.objects.bulk_update(changed.values(), ["agenda_item", "meeting", "modified"])

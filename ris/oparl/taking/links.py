"""What stands between rows: documents of meetings, items and papers, organizations and places, and papers among each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from meetings.models import File
from motions.models import FileRole, Paper
from ris.oparl.found import Fault
from ris.oparl.models import PaperLink
from ris.oparl.taking.kinds import KINDS, Stored
from ris.oparl.taking.pieces import Piece
from ris.oparl.taking.references import Named
from ris.oparl.taking.vanishing import vanish

if TYPE_CHECKING:
    from ris.oparl.taking.page import PageWriter


def pairs(page: PageWriter, kind: str, name: str, new: Sequence[tuple[Piece, Any]]) -> list[tuple[Any, int]]:
    """Which new row is to be linked with which row by this field; who is not here (yet) is noted for later."""
    found = []
    for piece, row in new:
        target_kind, names = page.shapes[kind, piece.identity].many[name]
        for each in names:
            target = page.known[target_kind].get(each)
            if target is None:
                page.late.append(Named(kind, piece.identity, name, target_kind, each))
            else:
                found.append((row, target))
    return found


def relink(page: PageWriter, kind: str, changed: Sequence[tuple[Piece, Stored, dict[str, Any]]]) -> None:
    """The same for rows that stand: what is not named any more goes. Before the row itself is written, so that history has it."""
    names = {name for piece, _stored, _values in changed for name in page.shapes[kind, piece.identity].many}
    for name in sorted(names):
        through, here, there = _through(KINDS[kind].model, name)
        keys = [stored.pk for _piece, stored, _values in changed]
        standing: dict[int, set[int]] = defaultdict(set)
        for holder, target in through.filter(**{f"{here}__in": keys}).values_list(here, there):
            standing[holder].add(target)
        added = []
        for piece, stored, _values in changed:
            target_kind, wanted = page.shapes[kind, piece.identity].many[name]
            targets = {each: page.known[target_kind].get(each) for each in wanted}
            page.late += [
                Named(kind, piece.identity, name, target_kind, each) for each, pk in targets.items() if pk is None
            ]
            known = {pk for pk in targets.values() if pk is not None}
            if gone := standing[stored.pk] - known:
                through.filter(**{here: stored.pk, f"{there}__in": gone}).delete()
            added += [(stored.pk, pk) for pk in targets.values() if pk is not None and pk not in standing[stored.pk]]
        KINDS[kind].model.objects.link(name, added)


def _through(model: Any, name: str) -> tuple[Any, str, str]:
    field = model._meta.get_field(name)
    through = field.remote_field.through
    here = through._meta.get_field(field.m2m_field_name()).attname
    there = through._meta.get_field(field.m2m_reverse_field_name()).attname
    return through.objects, here, there


def next_place(kind: str, parent: int | None, page: PageWriter) -> int:
    """Behind all others of this parent, for a child whose place its parent does not tell."""
    here = KINDS[kind]
    if parent is None:
        return 0
    taken = here.rows.filter(**{f"{here.parent}_id": parent, "position__lt": 10000})
    last = taken.aggregate(last=Max("position"))["last"]
    key = f"{kind} {parent}"
    place = max(-1 if last is None else int(last), page.places.get(key, -1)) + 1
    page.places[key] = place
    return place


def link_files(page: PageWriter) -> None:
    """Documents with their role and order; one that no row names any more has vanished."""
    for kind, here in KINDS.items():
        if here.files is None:
            continue
        wanted: dict[int, dict[int, tuple[str, int]]] = {}
        for identity in page.pieces.get(kind, ()):
            shape, pk = page.shapes.get((kind, identity)), page.known[kind].get(identity)
            if shape is None or pk is None or shape.files is None:
                continue
            of_row = wanted.setdefault(pk, {})
            for place, (role, each) in enumerate(shape.files):
                target = page.known["File"].get(each)
                if target is None:
                    page.tally.faults.append(Fault("dead_reference", identity, {"field": "file", "target": each}))
                else:
                    of_row.setdefault(target, (role, place))
        _link_files(page, kind, wanted)


def _link_files(page: PageWriter, kind: str, wanted: dict[int, dict[int, tuple[str, int]]]) -> None:
    model, holder = KINDS[kind].files or _no_files(kind)
    old = [pk for pk in wanted if (kind, pk) not in page.made]
    standing = {
        (getattr(row, f"{holder}_id"), row.file_id): row for row in model.objects.filter(**{f"{holder}__in": old})
    }
    gone = [row for (pk, file), row in standing.items() if file not in wanted[pk]]
    if gone:
        model.objects.filter(pk__in=[row.pk for row in gone]).delete()
        _let_go_of([row.file_id for row in gone], page)
    moved = []
    for pk, files in wanted.items():
        for file, (role, place) in files.items():
            row = standing.get((pk, file))
            if row is not None and (row.role, row.position) != (role, place):
                row.role, row.position = role, place
                moved.append(row)
    # A paper has only one main document: the old one steps down before the new one steps up.
    for rows in (
        [row for row in moved if row.role != FileRole.MAIN],
        [row for row in moved if row.role == FileRole.MAIN],
    ):
        if rows:
            model.objects.bulk_update(rows, ["role", "position"])
    new = [
        model(**{f"{holder}_id": pk}, file_id=file, role=role, position=place)
        for pk, files in wanted.items()
        for file, (role, place) in files.items()
        if (pk, file) not in standing
    ]
    if new:
        model.objects.bulk_create(new)


def _no_files(kind: str) -> tuple[Any, str]:
    raise TypeError(f"{kind} has no documents")


def _let_go_of(files: Sequence[int], page: PageWriter) -> None:
    rows = File._base_manager.filter(
        pk__in=files,
        mirrored_from=page.source,
        vanished_at=None,
        deleted_at=None,
        paper_links=None,
        meeting_links=None,
        item_links=None,
        invitation_of=None,
        minutes_of=None,
    ).exclude(source_id__in=page.pieces.get("File", {}))
    vanish("File", list(rows.values_list("pk", flat=True)), page.tally, at=page.at)


def relate_papers(page: PageWriter) -> None:
    """Keep what papers say of each other, and make of it what our papers know: one paper above, and related ones.

    A paper's own word for the paper above it counts first, in its order; then what others say of it, by their address.
    Further papers above it are related ones.
    """
    touched = {identity for (kind, identity) in page.shapes if kind == "Paper"}
    if not touched:
        return
    said = [
        PaperLink(mirrored_from=page.source, paper=identity, field=field, target=target, position=place)
        for identity in touched
        for field in PaperLink.FIELDS
        for place, target in enumerate(_list(page.pieces["Paper"][identity].content.get(field)))
        if target != identity
    ]
    before = PaperLink.objects.filter(mirrored_from=page.source, paper__in=touched)
    affected = {*touched, *before.values_list("target", flat=True), *(link.target for link in said)}
    before.delete()
    PaperLink.objects.bulk_create(said, ignore_conflicts=True)
    # A paper that comes may take the first place above another, whose former first one is then a related one: two steps.
    affected |= _neighbours(page, affected)
    affected |= _neighbours(page, affected)
    _settle(page, affected)


def _neighbours(page: PageWriter, papers: set[str]) -> set[str]:
    links = PaperLink.objects.filter(mirrored_from=page.source)
    return {
        *links.filter(paper__in=papers).values_list("target", flat=True),
        *links.filter(target__in=papers).values_list("paper", flat=True),
    }


def _settle(page: PageWriter, affected: set[str]) -> None:
    links = PaperLink.objects.filter(mirrored_from=page.source)
    around = affected | _neighbours(page, affected)
    own, others = links.filter(paper__in=around), links.filter(target__in=around)
    rows = list(dict.fromkeys([*own.order_by("position"), *others.order_by("paper")]))
    if not rows and not page.stored.get("Paper"):
        return
    page.know("Paper", {name for row in rows for name in (row.paper, row.target)})
    known = page.known["Paper"]
    above: dict[str, list[str]] = defaultdict(list)
    related: dict[str, set[str]] = defaultdict(set)
    for field, child, parent in (
        ("superordinatedPaper", "paper", "target"),
        ("subordinatedPaper", "target", "paper"),
    ):
        for row in rows:
            if row.field == field and row.paper in known and row.target in known:
                above[getattr(row, child)].append(getattr(row, parent))
    for row in rows:
        if row.field == "relatedPaper" and row.paper in known and row.target in known:
            related[row.paper].add(row.target)
            related[row.target].add(row.paper)
    for child, parents in above.items():
        _first, *more = dict.fromkeys(parents)
        for parent in more:
            related[child].add(parent)
            related[parent].add(child)
    _write_settled(page, affected & known.keys(), above, related)


def _write_settled(
    page: PageWriter, papers: set[str], above: Mapping[str, list[str]], related: Mapping[str, set[str]]
) -> None:
    known = page.known["Paper"]
    rows = Paper._base_manager.in_bulk([known[each] for each in papers])
    changed = []
    for each in sorted(papers):
        row, parents = rows.get(known[each]), above.get(each)
        wanted = known[parents[0]] if parents else None
        if row is not None and row.superordinate_id != wanted:
            row.superordinate_id, row.modified = wanted, page.at
            changed.append(row)
    if changed:
        Paper.objects.bulk_update(changed, ["superordinate", "modified"])
    through, here, there = _through(Paper, "related")
    standing: dict[int, set[int]] = defaultdict(set)
    for holder, target in through.filter(**{f"{here}__in": rows}).values_list(here, there):
        standing[holder].add(target)
    for each in sorted(papers):
        pk = known[each]
        wanted_pks = {known[other] for other in related.get(each, ())}
        if gone := standing[pk] - wanted_pks:
            through.filter(**{here: pk, f"{there}__in": gone}).delete()
        Paper.objects.link("related", [(pk, other) for other in sorted(wanted_pks - standing[pk])])


def _list(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [each for each in given if isinstance(each, str)]

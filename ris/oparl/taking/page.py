"""Writing what was found on one page of a list: set by set, in the transaction of the caller, so that all of it stands or nothing.

1. What came byte for byte as last time is left alone. 2. Everything else is cut into single objects, and each is compared with
its row by the digest of what it says. 3. New and changed rows are written, table by table. 4. Documents and other links follow,
then references that could only be filled in now. 5. The raw JSON is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from meetings.models import Audience, Body, Source
from ris.oparl.found import Fault, Found
from ris.oparl.taking import links, naming, raw, references, same_ids
from ris.oparl.taking.kinds import CHILDREN, KINDS, Stored, Tally
from ris.oparl.taking.pieces import PARENT, Piece, Whole, cut
from ris.oparl.taking.shapes import Shape, Unshapely, shape_of
from ris.oparl.taking.vanishing import bury, let_go

LONGEST_NAME = 500
UNTOLD = frozenset({"source_modified", "source_url"})  # alone no reason to write a row
ASIDE = 20000  # where rows wait while others take their place in an agenda


class PageWriter:
    """Writes one page for one municipality of a source. Used once."""

    def __init__(self, source: Source, body: Body, *, at: datetime, again: bool = False) -> None:
        """`again`: what was said is known, but may be mapped otherwise now; only rows that differ by it are written."""
        self.source, self.body, self.at, self.again = source, body, at, again
        self.tally = Tally()
        self.pieces: dict[str, dict[str, Piece]] = {}
        self.shapes: dict[tuple[str, str], Shape] = {}
        self.stored: dict[str, dict[str, Stored]] = {}
        self.places: dict[str, int] = {}
        # Rows that others may refer to: by type and identity, those of this municipality.
        self.known: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        # Rows made by this page: nothing of them stood before.
        self.made: set[tuple[str, int]] = set()
        self.appeared: dict[str, list[str]] = {}
        self.late: list[references.Named] = []

    def take(self, found: Sequence[Found]) -> Tally:
        """Write it all; tells what became of it. To be called inside a transaction."""
        wholes = [whole for whole in cut(self._nameable(found)) if self._is_ours(whole)]
        self.tally.faults += [fault for whole in wholes for fault in whole.found.faults]
        kept = raw.digests(self.source, [whole.top.identity for whole in wholes])
        self._load([whole.top for whole in wholes])
        graves = [whole for whole in wholes if whole.top.deleted]
        bury(self.source, graves, self.stored, self.tally, at=self.at)
        todo: list[Whole] = []
        same: list[Whole] = []
        for whole in wholes:
            if not whole.top.deleted:
                unchanged = kept.get(whole.top.identity) == whole.raw_digest and self._stands(whole.top)
                (same if unchanged and not self.again else todo).append(whole)
        self._leave([piece for whole in same for piece in whole.pieces])
        self.take_pieces([piece for whole in todo for piece in whole.pieces])
        if not self.again:
            raw.keep(self.source, [*todo, *graves], self.stored, at=self.at)
        return self.tally

    def _leave(self, pieces: Sequence[Piece]) -> None:
        self._load([piece for piece in pieces if piece.type == "Consultation"])
        for piece in self._apart(pieces):
            self.tally.add(piece.type, "unchanged")
            self.tally.met += [(piece.type, piece.identity), *piece.named]

    def take_again(self, pieces: Sequence[Piece]) -> None:
        """Objects that waited for another, which has come."""
        again = PageWriter(self.source, self.body, at=self.at)
        again.tally = self.tally
        again.take_pieces(pieces)

    @property
    def documents(self) -> list[int]:
        """Files that were written: new, changed or back."""
        return [self.known["File"][name] for kind, name in self.shapes if kind == "File" and name in self.known["File"]]

    # --- sorting

    def _nameable(self, found: Iterable[Found]) -> Iterable[Found]:
        for each in found:
            if each.type in KINDS and each.identity and len(each.identity) <= LONGEST_NAME:
                yield each
            else:
                self.tally.faults.append(Fault("unknown_type", each.identity[:LONGEST_NAME], {"type": each.type}))

    def _is_ours(self, whole: Whole) -> bool:
        return whole.top.type != "Body"

    def _stands(self, piece: Piece) -> bool:
        stored = self.stored.get(piece.type, {}).get(piece.identity)
        return stored is not None and not stored.dead

    def take_pieces(self, pieces: Sequence[Piece]) -> None:
        """Single objects, each compared with its row."""
        self._load(pieces)
        for piece in self._apart(pieces):
            if len(piece.identity) > LONGEST_NAME:
                self.tally.faults.append(Fault("unknown_type", piece.identity[:LONGEST_NAME], {"type": piece.type}))
                continue
            self.tally.met += [(piece.type, piece.identity), *piece.named]
            of_kind = self.pieces.setdefault(piece.type, {})
            known = of_kind.get(piece.identity)
            if known is None or (not known.parent and piece.parent):
                of_kind[piece.identity] = piece
        for piece in [piece for of_kind in self.pieces.values() for piece in of_kind.values()]:
            for _kind, name in CHILDREN.get(piece.type, {}).items():
                self.places |= {each: place for place, each in enumerate(_list(piece.content.get(name)))}
        self._shape()
        self._load_targets()
        for kind in KINDS:
            let_go(kind, self._named_children(kind), self.source, self.pieces.get(kind, {}), self.tally, at=self.at)
            if kind in self.pieces:
                self._write(kind)
        links.link_files(self)
        links.relate_papers(self)
        references.fill(self)

    def _load(self, pieces: Iterable[Piece]) -> None:
        """What stands of these objects, living rows before buried ones."""
        wanted: dict[str, set[str]] = {}
        for piece in pieces:
            if piece.identity not in self.stored.get(piece.type, {}):
                wanted.setdefault(piece.type, set()).add(piece.identity)
        for kind, identities in wanted.items():
            here = KINDS[kind]
            names = ["source_id", "pk", "content_hash", "deleted_at", "vanished_at", here.body]
            names += [f"{here.parent}_id"] if here.parent else []
            names += ["position"] if here.ordered else []
            rows = here.rows.filter(mirrored_from=self.source, source_id__in=identities).order_by(
                F("deleted_at").asc(nulls_last=True)
            )
            found = self.stored.setdefault(kind, {})
            for identity, pk, digest, deleted, vanished, body, *more in rows.values_list(*names):
                parent = more[0] if here.parent else None
                position = more[1] if here.ordered else None
                found[identity] = Stored(pk, digest, bool(deleted or vanished), body, parent, position)
                if deleted is None:
                    self.known[kind][identity] = pk
                else:
                    self.known[kind].pop(identity, None)

    def _apart(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        if same_ids.told_apart(pieces, self.stored.get("Consultation", {})):
            self._load([piece for piece in pieces if piece.type == "Consultation"])
        return pieces

    # --- shaping

    def _shape(self) -> None:
        for kind, of_kind in self.pieces.items():
            for identity, piece in list(of_kind.items()):
                stored = self.stored.get(kind, {}).get(identity)
                if stored is not None and self._is_as_before(piece, stored):
                    self.tally.add(kind, "unchanged")
                    continue
                try:
                    self.shapes[kind, identity] = shape = shape_of(piece)
                except Unshapely as why:
                    self.tally.faults.append(Fault(why.code, identity))
                    self.tally.add(kind, "unreadable")
                    continue
                self.tally.faults += shape.faults

    def _is_as_before(self, piece: Piece, stored: Stored) -> bool:
        if stored.dead or self.again:
            return False
        # Asked for alone it may leave out whose child it is: then nothing can be said against its row.
        orphan = piece.type in PARENT and not piece.content.get(PARENT[piece.type])
        if stored.digest != piece.digest and not orphan:
            return False
        place = self.places.get(piece.identity)
        return place is None or not KINDS[piece.type].ordered or place == stored.position

    def _load_targets(self) -> None:
        wanted: dict[str, set[str]] = {}
        for shape in self.shapes.values():
            for named in shape.one.values():
                if named is not None:
                    wanted.setdefault(named[0], set()).add(named[1])
            for kind, several in shape.many.values():
                wanted.setdefault(kind, set()).update(several)
            for _role, name in shape.files or ():
                wanted.setdefault("File", set()).add(name)
        for kind, names in wanted.items():
            self.know(kind, names)

    def know(self, kind: str, names: Iterable[str]) -> None:
        """Look up living rows of this municipality that are referred to."""
        here = KINDS[kind]
        missing = [name for name in names if name not in self.known[kind]]
        rows = here.rows.filter(mirrored_from=self.source, source_id__in=missing, deleted_at__isnull=True)
        for identity, pk, body in rows.values_list("source_id", "pk", here.body) if missing else ():
            if body in (None, self.body.pk):
                self.known[kind][identity] = pk

    def _named_children(self, kind: str) -> dict[str, dict[int, set[str]]]:
        """By parents' type and key: the children of this kind that they name now."""
        named: dict[str, dict[int, set[str]]] = {}
        for (parent, identity), _shape in self.shapes.items():
            stored = self.stored.get(parent, {}).get(identity)
            if stored is not None and kind in CHILDREN.get(parent, {}):
                told = self.pieces[parent][identity].content.get(CHILDREN[parent][kind])
                named.setdefault(parent, {})[stored.pk] = set(_list(told))
        return named

    # --- writing

    def _write(self, kind: str) -> None:
        here = KINDS[kind]
        new: list[tuple[Piece, Any]] = []
        changed: list[tuple[Piece, Stored, dict[str, Any]]] = []
        for identity, piece in self.pieces[kind].items():
            shape = self.shapes.get((kind, identity))
            if shape is None:
                continue
            values = self._values(piece, shape)
            if values is None:
                self.tally.add(kind, "waiting")
                continue
            stored = self.stored.get(kind, {}).get(identity)
            if stored is None:
                new.append((piece, here.model(**values)))
            else:
                changed.append((piece, stored, values))
        if here.ordered:
            self._make_room(kind, changed)
        self._create(kind, new)
        self._change(kind, changed)

    def _values(self, piece: Piece, shape: Shape) -> dict[str, Any] | None:
        """All columns of the row; None when it cannot stand yet."""
        here, values = KINDS[piece.type], dict(shape.values)
        for name, named in shape.one.items():
            target = self.known[named[0]].get(named[1]) if named else None
            values[f"{name}_id"] = target
            if named is not None and target is None:
                self.late.append(references.Named(piece.type, piece.identity, name, named[0], named[1]))
        missing = [name for name in here.required if values.get(f"{name}_id") is None]
        if missing:
            self._wait(piece, shape, missing)
            return None
        if piece.type == "Consultation" and values["agenda_item_id"] is not None:
            values["meeting_id"] = None
            self.late = [each for each in self.late if not (each.holder == piece.identity and each.field == "meeting")]
        if piece.type == "AgendaItem" and (consultation := piece.content.get("consultation")):
            self.late.append(
                references.Named("AgendaItem", piece.identity, "consultation", "Consultation", str(consultation))
            )
        if hasattr(here.model, "body") and piece.type != "Body":
            values["body_id"] = self.body.pk
        if here.ordered:
            values["position"] = self._place(piece, values)
        values |= {
            "mirrored_from_id": self.source.pk,
            "source_id": piece.identity,
            "source_url": (piece.address or piece.identity.partition("#")[0])[:LONGEST_NAME],
            "source_modified": _instant(piece.modified),
            "content_hash": piece.digest,
        }
        return self._short_enough(piece, values)

    def _wait(self, piece: Piece, shape: Shape, missing: list[str]) -> None:
        named = [name for name in missing if shape.one.get(name)]
        if len(named) < len(missing):
            self.tally.faults.append(Fault("names_no_parent", piece.identity, {"fields": ", ".join(missing)}))
            self.late = [each for each in self.late if each.holder != piece.identity]
            return
        for each in self.late:
            if each.holder == piece.identity and each.field in named:
                each.waiting = {"type": piece.type, "content": piece.content, "modified": piece.modified}

    def _place(self, piece: Piece, values: dict[str, Any]) -> int:
        if piece.identity in self.places:
            return self.places[piece.identity]
        stored = self.stored.get(piece.type, {}).get(piece.identity)
        parent = values.get(f"{KINDS[piece.type].parent}_id")
        if stored is not None and stored.position is not None and stored.parent == parent:
            return stored.position
        place = links.next_place(piece.type, parent, self)
        self.places[piece.identity] = place
        return place

    def _short_enough(self, piece: Piece, values: dict[str, Any]) -> dict[str, Any]:
        for name, most in naming.lengths(KINDS[piece.type].model).items():
            value = values.get(name)
            if isinstance(value, str) and len(value) > most and name not in ("source_id", "source_url"):
                self.tally.faults.append(Fault("too_long", piece.identity, {"field": name, "most": most}))
                # Half an address leads nowhere.
                values[name] = "" if naming.is_address(KINDS[piece.type].model, name) else f"{value[: most - 1]}…"
        return values

    def _create(self, kind: str, new: list[tuple[Piece, Any]]) -> None:
        if not new:
            return
        here = KINDS[kind]
        rows = [row for _piece, row in new]
        for row in rows:
            if hasattr(row, "audience"):
                closed = kind == "AgendaItem" and not row.public
                row.audience = Audience.OFFICE if closed else Audience.PUBLIC
        if here.slug:
            naming.give_addresses(here.model, rows)
        many = {name for piece, _row in new for name in self.shapes[kind, piece.identity].many}
        pairs = {name: links.pairs(self, kind, name, new) for name in many}
        here.model.objects.bulk_create_with_links(rows, pairs)
        for piece, row in new:
            self.known[kind][piece.identity] = row.pk
            self.made.add((kind, row.pk))
            self.appeared.setdefault(kind, []).append(piece.identity)
        self.tally.add(kind, "new", len(new))

    def _change(self, kind: str, changed: list[tuple[Piece, Stored, dict[str, Any]]]) -> None:
        if not changed:
            return
        here = KINDS[kind]
        rows = here.rows.in_bulk([stored.pk for _piece, stored, _values in changed])
        touched: set[str] = {"content_hash", "modified", "source_modified"}
        back: list[str] = []
        differing = []
        for piece, stored, values in changed:
            row = rows[stored.pk]
            self.known[kind][piece.identity] = stored.pk
            if stored.dead:
                values |= {"deleted_at": None, "vanished_at": None}
                back.append(piece.identity)
            if kind == "AgendaItem" and row.public != values["public"]:
                values["audience"] = Audience.PUBLIC if values["public"] else Audience.OFFICE
            differs = {name for name, value in values.items() if getattr(row, name) != value} - UNTOLD
            if not differs:
                continue
            differing.append(row)
            row.modified, row.source_modified = self.at, values["source_modified"]
            for name in differs:
                setattr(row, name, values[name])
                touched.add(name.removesuffix("_id") if name != "source_id" else name)
        links.relink(self, kind, changed)
        if differing:
            here.model.objects.bulk_update(differing, sorted(touched))
        if back:
            self.appeared.setdefault(kind, []).extend(back)
        self.tally.add(kind, "back", len(back))
        self.tally.add(kind, "changed", len(differing) - len(back))
        self.tally.add(kind, "unchanged", len(changed) - len(differing))

    def _make_room(self, kind: str, changed: list[tuple[Piece, Stored, dict[str, Any]]]) -> None:
        """Those that change their place step aside until all others have moved."""
        here = KINDS[kind]
        moving = [stored.pk for _piece, stored, values in changed if stored.position != values["position"]]
        if moving:
            # Only for the rest of this transaction: no history, no outbox.
            QuerySet.update(here.rows.filter(pk__in=moving), position=F("position") + ASIDE)


def _list(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [each for each in given if isinstance(each, str)]


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None

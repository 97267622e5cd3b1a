"""Reads what a page of objects needs, kind after kind, and writes it as JSON: the number of queries does not grow with the page.

All rows are asked for as an anonymous visitor (`Kind.seen`): what they may not see is neither embedded nor named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from ris.oparl.server.fields import source
from ris.oparl.server.relations import Ends, Relation
from ris.oparl.server.table import KINDS, Kind
from ris.oparl.server.values import address, filled, is_empty, moment
from ris.oparl.server.words import PREFIX, SCHEMA

SORTED = {"agendaItem"}


class Loading:
    """What was read for one answer."""

    def __init__(self, *, omit_internal: bool = False) -> None:
        self.omit_internal = omit_internal
        self.rows: dict[str, dict[int, Any]] = defaultdict(dict)
        self.ids: dict[str, dict[int, Any]] = defaultdict(dict)
        self.ends: dict[tuple[str, int], Ends] = {}
        self.computed: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)

    def read(self, kind: Kind, rows: Sequence[Any]) -> None:
        """Read all that these rows, shown by themselves, embed and name."""
        self.rows[kind.key] = {row.pk: row for row in rows}
        embedded: dict[str, set[int]] = defaultdict(set)
        named: dict[str, set[int]] = defaultdict(set)
        for here in KINDS.values():
            missing = embedded[here.key] - set(self.rows[here.key])
            if missing:
                found = here.whole(here.seen()).filter(pk__in=missing)
                self.rows[here.key] |= {row.pk: row for row in found}
            if self.rows[here.key]:
                self._follow(here, kind, embedded, named)
        for key, keys in named.items():
            known = self.ids[key] = {pk: row.uuid for pk, row in self.rows[key].items()}
            missing = keys - set(known)
            if missing:
                known |= dict(KINDS[key].seen().filter(pk__in=missing).values_list("pk", "uuid"))

    def _follow(self, here: Kind, asked: Kind, embedded: dict[str, set[int]], named: dict[str, set[int]]) -> None:
        rows = list(self.rows[here.key].values())
        for place, relation in enumerate(here.relations):
            if self._left_out(relation) or (relation.back and here is not asked):
                continue
            ends = relation.by.ends(rows, KINDS[relation.kind].model)
            self.ends[here.key, place] = ends
            wanted = embedded if relation.embedded else named
            wanted[relation.kind].update(end for found in ends.values() for end in found)
        for compute in here.computed:
            for key, fields in compute(rows).items():
                self.computed[here.key].setdefault(key, {}).update(fields)

    def _left_out(self, relation: Relation) -> bool:
        return relation.internal and self.omit_internal

    def told(self, kind: Kind, row: Any, *, by_itself: bool = True) -> dict[str, Any]:
        """The object as JSON; embedded ones leave out the way to their parent."""
        told: dict[str, Any] = {"id": address(kind.word, row.uuid), "type": SCHEMA + kind.type}
        fields = dict(kind.values(row))
        # What a mirrored row says by itself comes first: its source knows better when an item was called.
        fields |= {
            name: value for name, value in self.computed[kind.key].get(row.pk, {}).items() if is_empty(fields.get(name))
        }
        told |= filled((name, value) for name, value in fields.items() if not name.startswith(PREFIX))
        for place, relation in enumerate(kind.relations):
            if self._left_out(relation) or (relation.back and not by_itself):
                continue
            self._lead_on(told, relation, self.ends.get((kind.key, place), {}).get(row.pk, []))
        told["created"] = moment(row.created)
        told["modified"] = moment(row.public_modified)
        told |= filled((name, value) for name, value in fields.items() if name.startswith(PREFIX))
        if hasattr(row, "mirrored_from_id"):
            told |= filled([(f"{PREFIX}source", source(row))])
        return told

    def _lead_on(self, told: dict[str, Any], relation: Relation, keys: Collection[int]) -> None:
        target = KINDS[relation.kind]
        found: list[Any]
        if relation.embedded:
            rows = self.rows[relation.kind]
            found = [self.told(target, rows[key], by_itself=False) for key in keys if key in rows]
        else:
            ids = self.ids[relation.kind]
            found = list(dict.fromkeys(address(target.word, ids[key]) for key in keys if key in ids))
        if relation.single:
            if found:
                told[relation.name] = found[0]
            return
        here = told.get(relation.name, [])
        found = here + [one for one in found if one not in here]
        if relation.embedded and relation.name in SORTED:
            found.sort(key=lambda one: one["order"])
        if found or relation.always:
            told[relation.name] = found


def tombstone(kind: Kind, row: Any) -> dict[str, Any]:
    """What stays of an object that the public knew: that it is gone, and since when."""
    return {
        "id": address(kind.word, row.uuid),
        "type": SCHEMA + kind.type,
        "created": moment(row.created),
        "modified": moment(row.public_modified),
        "deleted": True,
    }

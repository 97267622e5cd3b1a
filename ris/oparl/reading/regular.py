"""One object of another system as OParl 1.1 would have it: right types, no fillers, whole objects inside, times with offsets.

Nothing a stranger sends may stop a run: what cannot be used is left out and noted as a fault, the rest is kept. The tables
say which field is of which kind (`shapes.py`), `values.py` how a value is repaired. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ris.oparl.found import Fault
from ris.oparl.reading import values
from ris.oparl.reading.addresses import written
from ris.oparl.reading.parsing import shallow
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.shapes import PARENT, SHAPES, SPANS, Field, Kind, bare_type

LONGEST_ID = 1000
MOST_INSIDE = 20_000  # objects or references in one field

_SCALARS: dict[Kind, Callable[[Any, values.Note], Any]] = {
    Kind.TEXT: values.text,
    Kind.LINES: lambda value, note: values.text(value, note, lines=True),
    Kind.DATE: values.day,
    Kind.TIME: values.moment,
    Kind.FLAG: values.flag,
    Kind.WHOLE: values.whole,
    Kind.MIME: values.mime,
    Kind.GEO: values.feature,
}
_GENDERS = {
    "männlich": "male",
    "m": "male",
    "herr": "male",
    "weiblich": "female",
    "w": "female",
    "f": "female",
    "frau": "female",
}


@dataclass(slots=True)
class Regular:
    """The outcome for one object and all that stands in it."""

    type: str = ""
    identity: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False
    faults: list[Fault] = field(default_factory=list)
    inside: list[tuple[str, str]] = field(default_factory=list)
    """(type, id) of every object that stood inside."""


def regular(raw: Any, expected: str, *, beside: str, rules: Rules) -> Regular | None:
    """`raw` made regular, or None where it is no object with an id; `expected` is the type by the place it was found at.

    `beside` is the address of the page: what relative addresses are relative to, and where faults without an id are.
    """
    done = Regular()
    if not isinstance(raw, dict):
        return None
    said = raw.get("type")
    type_ = bare_type(said) or ("" if isinstance(said, str) and said.strip() else expected)
    if not type_:
        return None
    work = _Work(done, beside, rules)
    identity = work.identity(raw.get("id"))
    if identity is None:
        return None
    if not bare_type(said):
        work.note("no_type", identity, "type")
    done.type, done.identity = type_, identity
    done.deleted = values.flag(raw.get("deleted"), lambda _code: None) is True
    done.content = work.object(raw, type_, identity, deleted=done.deleted)
    return done


class _Work:
    def __init__(self, done: Regular, beside: str, rules: Rules) -> None:
        self.done = done
        self.beside = beside
        self.rules = rules
        self._noted: set[tuple[str, str, str]] = set()

    def note(self, code: str, address: str, name: str) -> None:
        """Each kind of fault once for each field of each object."""
        if (code, address, name) not in self._noted:
            self._noted.add((code, address, name))
            self.done.faults.append(Fault(code, address, {"field": name}))

    def identity(self, value: Any, note: values.Note | None = None) -> str | None:
        """An id as the source says it, made absolute, or None."""
        if type(value) is not str or not 0 < len(value) <= LONGEST_ID:
            return None
        if value.startswith(("http://", "https://")) and value.isascii() and " " not in value and value.isprintable():
            return value
        if note is not None:
            note("irregular_address")
        return written(value, beside=self.beside) or None

    def object(self, raw: dict[str, Any], type_: str, identity: str, *, deleted: bool = False) -> dict[str, Any]:
        """The regular content of this object; of a tombstone only what a tombstone has."""
        content: dict[str, Any] = {"id": identity, "type": type_}
        shape = SHAPES[type_]
        if type_ == "Person" and isinstance(raw.get("location"), dict) and "locationObject" not in raw:
            raw = {**raw, "locationObject": raw["location"]}
        for name, value in raw.items():
            if name in ("id", "type", "deleted") or (deleted and name not in ("created", "modified")):
                continue
            known = shape.get(name)
            if known is None:
                self._own_field(content, name, value)
                continue
            if value is None or value == "" or value == []:
                if value == [] and (type_, name) == ("Body", "legislativeTerm"):
                    continue  # the one list that must be there, also when it is empty
                self.note("filler", identity, name)
                continue
            made = self._value(known, name, value, type_, identity)
            if made is not None and made != []:
                content[name] = made
        if deleted:
            content["deleted"] = True
        else:
            self._agree(content, type_, identity)
        return content

    def _own_field(self, content: dict[str, Any], name: str, value: Any) -> None:
        """Fields of a product (`prefix:name`) are kept as they are; other unknown ones stay in the raw JSON only."""
        if 2 < len(name) < 100 and name.count(":") == 1 and name.isprintable() and value is not None and shallow(value):
            content[name] = value

    def _value(self, known: Field, name: str, value: Any, type_: str, identity: str) -> Any:
        kind = known.kind
        make = _SCALARS.get(kind)

        def note(code: str) -> None:
            self.note(code, identity, name)

        if make is not None:
            return make(value, note)
        if kind is Kind.REF:
            return self._reference(value, note)
        if kind is Kind.REFS:
            found = [self._reference(one, note) for one in values.many(value, note)[:MOST_INSIDE]]
            return list(dict.fromkeys(one for one in found if one is not None))
        if kind is Kind.ONE:
            return self._one(value, known.target, name, type_, identity, note)
        if kind is Kind.MANY:
            return self._many(value, known.target, name, type_, identity, note)
        if kind is Kind.TEXTS:
            found = [values.text(one, note) for one in values.many(value, note)[:MOST_INSIDE]]
            return [one for one in found if one is not None]
        if kind is Kind.URLS:
            found = [self._address(one, note) for one in values.many(value, note)[:MOST_INSIDE]]
            return [one for one in found if one is not None]
        return self._address(value, note)

    def _address(self, value: Any, note: values.Note) -> str | None:
        word = values.text(value, note)
        if word is None:
            return None
        found = (
            word if word.startswith(("http://", "https://", "/")) else f"https://{word}" if "www." in word[:4] else ""
        )
        address = written(found, beside=self.beside) if found else ""
        if not address or len(address) > LONGEST_ID:
            note("bad_value_address")
            return None
        if address != word:
            note("irregular_address")
        return address

    def _reference(self, value: Any, note: values.Note) -> str | None:
        if isinstance(value, list):
            note("array_for_one")
            value = value[0] if value else None
        if isinstance(value, dict):
            note("object_for_reference")
            value = value.get("id")
        if value is None or value == "":
            note("filler")
            return None
        found = self.identity(value, note)
        if found is None:
            note("bad_value_address")
        return found

    def _many(self, value: Any, target: str, name: str, type_: str, identity: str, note: values.Note) -> list[Any]:
        made: list[dict[str, Any]] = []
        for place, one in enumerate(values.many(value, note)[:MOST_INSIDE]):
            child = self._inside(one, target, f"{name}-{place + 1}", type_, identity, note)
            if child is None:
                continue
            if target == "AgendaItem":
                # The place in the list counts: `order` starts at 1, at 100001, has gaps and doubles.
                child["order"] = len(made)
            made.append(child)
        return made

    def _one(self, value: Any, target: str, name: str, type_: str, identity: str, note: values.Note) -> Any:
        if isinstance(value, list):
            note("array_for_one")
            value = value[0] if value else None
        return self._inside(value, target, name, type_, identity, note)

    def _inside(
        self, value: Any, target: str, name: str, type_: str, identity: str, note: values.Note
    ) -> dict[str, Any] | None:
        """An object inside; one that is only referred to becomes `{"id": …, "type": …}`, which says: to be fetched."""
        if type(value) is str:
            note("reference_for_object")
            found = self.identity(value)
            if found is None:
                note("bad_value_address")
                return None
            return {"id": found, "type": target}
        if not isinstance(value, dict) or not value:
            note("filler" if not value else "wrong_type")
            return None
        child = self.identity(value.get("id"))
        if child is None:
            note("no_id_inside")
            if not value.keys() - {"id", "type"}:
                return None
            child = f"{identity}#{name}"  # ours, but the same in every run
        elif value.keys() <= {"id", "type", "order"}:
            note("reference_for_object")
            return {"id": child, "type": target}
        if not bare_type(value.get("type")):
            self.note("no_type", child, "type")
        if values.flag(value.get("deleted"), lambda _code: None) is True:
            note("deleted_inside")
            return None
        self.done.inside.append((target, child))
        content = self.object(value, target, child)
        parent = PARENT.get(target)
        if parent is not None:
            content[parent] = identity
        else:  # files and locations say in arrays where they are used; inside a parent that is known
            for back in ("meeting", "agendaItem", "paper", "bodies", "organizations", "persons", "meetings", "papers"):
                content.pop(back, None)
        return content

    def _agree(self, content: dict[str, Any], type_: str, identity: str) -> None:
        span = SPANS.get(type_)
        if span is not None and span[1] in content and span[0] in content:
            begin, end = content[span[0]], content[span[1]]
            if _not_after(begin, end):
                self.note("end_before_start", identity, span[1])
                del content[span[1]]
        if type_ == "Paper":
            self._paper(content)
        elif type_ == "Person":
            self._person(content)
        elif type_ == "File" and content.get("size") == 0:
            self.note("filler", identity, "size")
            del content["size"]
        elif type_ == "Body" and len(content.get("ags", "")) == 7 and content["ags"].isdigit():
            self.note("short_ags", identity, "ags")
            content["ags"] = "0" + content["ags"]

    def _paper(self, content: dict[str, Any]) -> None:
        if self.rules.swap_papers:
            above, below = content.pop("superordinatedPaper", None), content.pop("subordinatedPaper", None)
            content |= {"superordinatedPaper": below} if below else {}
            content |= {"subordinatedPaper": above} if above else {}
        files = content.get("auxiliaryFile")
        if self.rules.guess_main_file and files and "mainFile" not in content:
            kind = content.get("paperType")
            main = next((each for each in files if kind and each.get("name") == kind), files[0])
            rest = [each for each in files if each is not main]
            content["mainFile"] = main
            content.pop("auxiliaryFile")
            if rest:
                content["auxiliaryFile"] = rest

    def _person(self, content: dict[str, Any]) -> None:
        gender = content.get("gender", "").lower()
        if gender and content["gender"] != _GENDERS.get(gender, gender):
            self.note("own_word", content["id"], "gender")
            content["gender"] = _GENDERS.get(gender, gender)
        inner = content.get("locationObject")
        if inner is not None and "location" not in content:
            content["location"] = inner["id"]


def _not_after(begin: str, end: str) -> bool:
    if len(begin) == 10:
        return end < begin
    return datetime.fromisoformat(end) <= datetime.fromisoformat(begin)

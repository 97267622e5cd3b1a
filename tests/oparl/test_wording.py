"""Every fault that reading can name has a sentence, in German too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from ris.oparl.wording import LOST, MENDED, is_lost, sentence

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"Fault", "NotFetched", "Unreadable", "note"}


def named_codes() -> set[str]:
    found = set()
    for folder in ("ris/oparl/reading", "ris/doors/fetching"):
        for file in (ROOT / folder).glob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if not isinstance(call, ast.Call):
                    continue
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if name in NAMES and call.args:
                    found |= {each.value for each in ast.walk(call.args[0]) if isinstance(each, ast.Constant)}
    return {code for code in found if isinstance(code, str) and code.isidentifier()}


def test_every_code_has_words() -> None:
    codes = named_codes()
    assert len(codes) > 40
    assert codes <= LOST.keys() | MENDED.keys()


@pytest.mark.parametrize("code", [*LOST, *MENDED])
def test_it_is_german_and_takes_its_values(code: str) -> None:
    values = {name: "‹" + name + "›" for name in ("field", "status", "host", "to", "id", "type", "meant")}
    with override("de"):
        german = sentence(code, values)
    with override("en"):
        english = sentence(code, values)
    assert german != english
    assert {name for name in values.values() if name in german} == {name for name in values.values() if name in english}
    assert is_lost(code) is (code in LOST)

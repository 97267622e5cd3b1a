"""One sheet of many: imports in their places, nothing of KERN that no page uses, nothing lost that one does."""

from __future__ import annotations

import pytest

from ris.stylesheets import Unjoinable, joined, named_classes, squeezed, without_unused


def test_imports_stand_where_they_were_named_and_keep_their_layer() -> None:
    sheets = {"../kern/kern.css": '@charset "UTF-8";a{b:c}', "base.css": "@layer base{d{e:f}}"}
    text = '@layer kern, base; @import url("../kern/kern.css") layer(kern); @import "base.css"; g{h:i}'
    whole = squeezed(joined(text, sheets.__getitem__))
    assert whole == "@layer kern, base; @layer kern{a{b:c}} @layer base{d{e:f}} g{h:i}"


def test_a_sheet_from_elsewhere_that_asks_for_files_beside_it_is_refused() -> None:
    with pytest.raises(Unjoinable) as refused:
        joined('@import url("../kern/kern.css");', lambda address: 'a{background:url("icon.svg")}')
    assert refused.value.name == "../kern/kern.css"
    assert "data:" in joined('@import url("../kern/kern.css");', lambda address: 'a{background:url("data:x")}')


def test_rules_for_classes_nobody_names_go_also_inside_of_conditions() -> None:
    text = """
      .kern-btn, .kern-badge { a: b }  .kern-badge { c: d }  input { e: f }  .kern-btn:not(.kern-badge) { g: h }
      @media (min-width: 1px) { .kern-badge { i: j } }  @layer x { @media print { .kern-btn .kern-badge { k: l } .own { m: n } } }
    """
    left = without_unused(text, {"kern-btn"})
    assert left.replace(" ", "") == (
        ".kern-btn{a:b}input{e:f}.kern-btn:not(.kern-badge){g:h}@layerx{@mediaprint{.own{m:n}}}"
    )


def test_properties_that_nothing_asks_for_go_and_those_of_the_theme_stay() -> None:
    text = ":root{--kern-a: var(--kern-b);--kern-b: 1px;--kern-c: var(--kern-d);--kern-d: 2px;--ris-e: 3px} x{y:var(--kern-a)}"
    left = without_unused(text, set(), also=["z{y:var(--kern-d)}"])
    assert left == ":root{--kern-a: var(--kern-b);--kern-b: 1px;--kern-d: 2px;--ris-e: 3px} x{y:var(--kern-a)}"


def test_classes_are_found_in_templates_scripts_and_forms() -> None:
    assert named_classes(['<a class="kern-btn kern-btn--primary">', "attrs['class'] = 'kern-form-input__input'"]) == {
        "kern-btn",
        "kern-btn--primary",
        "kern-form-input__input",
    }


def test_squeezing_leaves_strings_alone() -> None:
    assert squeezed('a  { b: "/* no  comment */" } /* one\n */\n c{}') == 'a { b: "/* no  comment */" } c{}'

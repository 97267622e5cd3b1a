"""Each of the faults that real servers have, alone and several at once, on a real city's month.

What can be read must be read, and as if the fault were not there; what cannot must be named.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ris.oparl.wording import LOST, MENDED
from tests.oparl.karlsruhe import identities, served, unpacked
from tests.oparl.reading.crawling import Crawl, crawl

DIES = "/papers/vo/"  # `dead-refs`: papers whose id ends with 7


class Expected(NamedTuple):
    """What a quirk must be called, and where the objects differ from those of a server without it."""

    named: tuple[str, ...] = ()
    differing: tuple[str, ...] | None = ()
    """Fields that may differ; None: not compared."""


QUIRKS: dict[str, Expected] = {
    "v1.0": Expected(differing=("created", "modified")),
    "times-utc": Expected(("irregular_time",)),
    "times-naive": Expected(("irregular_time",)),
    "date-as-datetime": Expected(("time_in_date",)),
    "fillers": Expected(("filler",), ("downloadUrl", "streetAddress", "locality")),
    "object-for-array": Expected(("not_an_array",)),
    "mime-short": Expected(("short_mime", "filler")),
    "type-missing": Expected(("no_type",)),
    "tombstones-bare": Expected(),
    "deleted-in-list": Expected(),
    "empty-404": Expected(),
    "empty-array": Expected(),
    "body-single": Expected(),
    "control-chars": Expected(("control_characters",)),
    "html-entities": Expected(("html_entities",)),
    "latin1": Expected(("not_utf8",), None),  # „ and – are lost before it reaches us
    "flaky-500": Expected(),
    "filter-ignored": Expected(),
    "filter-lost-in-next": Expected(),
    "moved-base": Expected(("moved",)),
    "dead-refs": Expected(("refused",), ("paper",)),  # files that came alone say where they are used
    "next-past-end": Expected(),
    "next-loop": Expected(("next_loop",)),
    "duplicates": Expected(("repeated",)),
    "order-odd": Expected(differing=("order",)),  # only of items that came alone
    "no-pagination": Expected(),
    "limit-no-next": Expected(),
    "dates-today": Expected(differing=("created", "modified")),
    "same-page-forever": Expected(("paging_broken",)),
    "list-names": Expected(("list_name",)),
    "html-200": Expected(("not_json",)),
    "filter-503": Expected(),
    "plus-as-space": Expected(),
    "unknown-200": Expected(),
    "slow": Expected(),
}
TOGETHER = [
    ("moved-base", "flaky-500", "type-missing", "unknown-200"),
    ("latin1", "control-chars", "fillers", "duplicates", "html-entities"),
    ("moved-base", "v1.0", "filter-503", "times-naive"),
    ("list-names", "next-loop", "object-for-array", "mime-short", "date-as-datetime", "times-utc"),
    ("same-page-forever", "filter-lost-in-next", "plus-as-space", "order-odd"),
    ("dead-refs", "html-200", "next-past-end", "flaky-500", "no-pagination"),
    ("moved-base", "unknown-200", "empty-404", "deleted-in-list", "tombstones-bare", "body-single"),
]
SINCE = datetime(
    2024, 1, 1, tzinfo=UTC
)  # all papers and meetings changed since (a migration), most organizations did not
NEVER = datetime(2026, 11, 1, tzinfo=UTC)  # nothing changed since


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    shared = Path(__file__).resolve().parents[4] / "shared"
    if not (shared / "tools" / "serve_karlsruhe.py").exists():
        pytest.skip("../shared is not here")
    data = unpacked(shared / "data" / "karlsruhe-mini.tar.zst", tmp_path_factory.mktemp("city"))
    return shared, data


@pytest.fixture(scope="module")
def plain(city: tuple[Path, Path]) -> Crawl:
    with served(*city) as base:
        return crawl(base)


@pytest.fixture(scope="module")
def plain_since(city: tuple[Path, Path]) -> Crawl:
    with served(*city) as base:
        return crawl(base, since=SINCE)


def without_host(value: Any, base: str) -> Any:
    if isinstance(value, str):
        return value.replace(base, "")
    if isinstance(value, list):
        return [without_host(each, base) for each in value]
    return {name: without_host(each, base) for name, each in value.items()} if isinstance(value, dict) else value


def own_fields(content: dict[str, Any], base: str, leave: tuple[str, ...]) -> dict[str, Any]:
    """Without the objects inside, which are compared themselves."""
    plain: dict[str, Any] = {}
    for name, value in content.items():
        if name in leave:
            continue
        if name != "geojson" and isinstance(value, dict):
            value = value["id"]
        elif isinstance(value, list):
            value = [each["id"] if isinstance(each, dict) else each for each in value]
        plain[name] = without_host(value, base)
    return plain


def expected_ids(data: Path, quirks: tuple[str, ...]) -> dict[str, set[str]]:
    ids = identities(data)
    if "deleted-in-list" not in quirks:
        del ids["deleted"]  # only a filtered list has them
    if "dead-refs" in quirks:
        ids["Paper"] = {each for each in ids["Paper"] if not (f"/{each}".count(DIES) and each.endswith("7"))}
    return ids


def check(done: Crawl, data: Path, quirks: tuple[str, ...]) -> None:
    ids = expected_ids(data, quirks)
    for type_, wanted in ids.items():
        assert done.ids.get(type_, set()) == wanted, type_
    assert set(done.ids) == set(ids)
    for quirk in quirks:
        for code in QUIRKS[quirk].named:
            assert done.codes[code], f"{quirk} is not named {code}"
    assert set(done.codes) <= LOST.keys() | MENDED.keys()
    assert all(fault.address for fault in done.faults)


def test_the_table_is_whole(city: tuple[Path, Path]) -> None:
    import subprocess
    import sys

    script = city[0] / "tools" / "serve_karlsruhe.py"
    listed = subprocess.run([sys.executable, str(script), "--list"], capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in listed.splitlines()} == set(QUIRKS)


def test_without_a_quirk(city: tuple[Path, Path], plain: Crawl) -> None:
    check(plain, city[1], ())
    assert {len(page.found) <= 20 for page in plain.pages["Paper"]} == {True}
    # The city's own: two papers for members only, consulted at a sitting.
    refused = [fault for fault in plain.faults if fault.code in LOST]
    assert {(fault.code, fault.values["status"]) for fault in refused} == {("refused", 404)}
    assert all(plain.short(fault.address).startswith("bodies/0001/papers/vo/") for fault in refused)


@pytest.mark.parametrize("quirk", QUIRKS)
def test_one(city: tuple[Path, Path], plain: Crawl, quirk: str) -> None:
    only = ("Meeting", "Consultation") if quirk == "slow" else ()
    with served(*city, quirk, page_size=200 if quirk == "slow" else 20) as base:
        done = crawl(base, only=only)
    if only:
        assert done.ids["Meeting"] == plain.ids["Meeting"]
        return
    check(done, city[1], (quirk,))
    differing = QUIRKS[quirk].differing
    if differing is not None:
        for key, content in done.content.items():
            assert own_fields(content, base, differing) == own_fields(plain.content[key], plain.base, differing), key


@pytest.mark.parametrize("quirks", TOGETHER, ids="+".join)
def test_several(city: tuple[Path, Path], quirks: tuple[str, ...]) -> None:
    with served(*city, *quirks) as base:
        check(crawl(base), city[1], quirks)


FILTERS = [
    ((), "filtered"),
    (("empty-404",), "filtered"),
    (("empty-array",), "filtered"),
    (("filter-lost-in-next",), "filtered"),
    (("plus-as-space",), "filtered"),
    (("moved-base",), "filtered"),
    (("tombstones-bare",), "filtered"),
    (("moved-base", "unknown-200", "empty-404"), "filtered"),
    (("filter-ignored",), "whole"),
    (("filter-503",), "whole"),
    (("filter-503", "moved-base"), "whole"),
    (("dates-today",), "everything"),
]


@pytest.mark.parametrize(
    ("quirks", "outcome"), FILTERS, ids=lambda each: "+".join(each) or "none" if each != "" else ""
)
def test_what_changed_since(
    city: tuple[Path, Path], plain: Crawl, plain_since: Crawl, quirks: tuple[str, ...], outcome: str
) -> None:
    with served(*city, *quirks) as base:
        done, nothing = crawl(base, since=SINCE), crawl(base, since=NEVER)
    filtered = {type_: pages[-1].filtered for type_, pages in done.pages.items()}
    if outcome == "filtered":
        assert done.ids == plain_since.ids
        assert all(filtered.values())
        assert nothing.ids == {}
    else:
        # The server gives everything, without what is deleted, whatever is asked.
        assert done.ids == {type_: ids for type_, ids in plain.ids.items() if ids}
        assert done.ids == nothing.ids
    if outcome == "whole":
        assert not any(
            nothing_pages[-1].filtered for nothing_pages in nothing.pages.values() if nothing_pages[-1].found
        )
        assert {"filter_ignored", "filter_refused"} & set(nothing.codes)


def test_a_filtered_list_holds_the_deleted(city: tuple[Path, Path], plain_since: Crawl) -> None:
    assert plain_since.ids["deleted"] == identities(city[1])["deleted"]


def test_an_entry_that_shows_where_all_has_moved(city: tuple[Path, Path], plain: Crawl) -> None:
    with served(*city, "moved-base") as base:
        done = crawl(base, entry=base.replace("/oparl", "/ris/oparl/system"))
    assert done.ids == plain.ids
    assert done.codes["moved"] == 1


def test_pages_go_on_where_an_earlier_run_ended(city: tuple[Path, Path], plain: Crawl) -> None:
    from tests.oparl.reading.crawling import reader_of

    with served(*city, "filter-lost-in-next") as base:
        reader = reader_of(f"{base}/system")
        (papers,) = (each for each in reader.lists(reader.bodies()[0]) if each.type == "Paper")
        first = next(iter(reader.pages(papers, SINCE)))
        other = reader_of(f"{base}/system")
        rest = list(other.pages(papers, SINCE, start=first.next_address))
    found = {
        each.identity.removeprefix(f"{base}/") for page in [first, *rest] for each in page.found if not each.deleted
    }
    assert found == plain.ids["Paper"]
    assert len(rest) > 1
    assert not {each.identity for each in first.found} & {each.identity for page in rest for each in page.found}
    assert all(page.filtered for page in rest)

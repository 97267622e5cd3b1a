"""Turning the pages of a list: every row exactly once and in order, whatever comes and goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.models import Audience, Body, Meeting, Person
from motions.models import Paper
from ris.pages.addresses import Moved
from ris.pages.cursors import NoPlace, columns_of, place_after, read, written
from ris.pages.listing import Page, as_in_a_directory, page_of
from tests.world import World

pytestmark = pytest.mark.django_db

SIZE = 3
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 4))
MOMENTS = st.sampled_from([datetime(2024, 3, 31, hour, tzinfo=UTC) + timedelta(microseconds=1) for hour in range(4)])
NAMES = st.sampled_from(["Özdemir", "Otto", "Oßwald", "O'Neill ~ %7E", "de la Cruz", ""])
Make = Callable[[Body, list[Any]], QuerySet[Any]]


def in_bulk(model: Any, rows: list[Any]) -> QuerySet[Any]:
    """Past history and guards: only the order matters here."""
    QuerySet(model).bulk_create(rows)
    return QuerySet(model).filter(deleted_at__isnull=True)


def papers(body: Body, days: list[Any]) -> QuerySet[Any]:
    return in_bulk(Paper, [Paper(body=body, name="Vorlage", type="motion", date=day) for day in days])


def meetings(body: Body, moments: list[Any]) -> QuerySet[Any]:
    known = Meeting._base_manager.count()
    rows = [Meeting(body=body, name="S", slug=f"s{known + n}", start=start) for n, start in enumerate(moments)]
    return in_bulk(Meeting, rows)


def people(body: Body, names: list[Any]) -> QuerySet[Any]:
    known = Person._base_manager.count()
    rows = [Person(body=body, slug=f"p{known + n}", family_name=name, given_name="A") for n, name in enumerate(names)]
    return in_bulk(Person, rows).annotate(family=as_in_a_directory("family_name"))


LISTS: dict[str, tuple[Make, st.SearchStrategy[Any], tuple[str, ...], tuple[Any, ...]]] = {
    "papers, newest first, those without a day last": (
        papers, DAYS, ("-date?", "-pk"), (F("date").desc(nulls_last=True), "-pk"),
    ),
    "papers, oldest first, those without a day last": (
        papers, DAYS, ("date?", "pk"), (F("date").asc(nulls_last=True), "pk"),
    ),
    "meetings to come": (meetings, MOMENTS, ("start", "pk"), ("start", "pk")),
    "meetings that were": (meetings, MOMENTS, ("-start", "-pk"), ("-start", "-pk")),
    "people as in a directory": (people, NAMES, ("family", "-pk"), ("family", "-pk")),
    "by key alone": (papers, DAYS, ("pk",), ("pk",)),
}  # fmt: skip


@contextmanager
def forgotten() -> Iterator[Body]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield in_bulk(Body, [Body(name="Ort", slug="ort")]).get()
        transaction.set_rollback(True)


def ask(rows: QuerySet[Any], order: tuple[str, ...], address: str = "/", **more: Any) -> Page:
    return page_of(rows, RequestFactory().get(address), order=order, size=SIZE, **more)


def walk(rows: QuerySet[Any], order: tuple[str, ...], start: str, way: str) -> Iterator[Page]:
    page = ask(rows, order, start)
    yield page
    while to := getattr(page, way):
        page = ask(rows, order, f"/{to}")
        yield page


def keys(pages: Any) -> list[int]:
    return [row.pk for page in pages for row in page.rows]


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_row_once_in_order_forwards_and_backwards(name: str, data: st.DataObject) -> None:
    make, values, order, plain = LISTS[name]
    with forgotten() as body:
        rows = make(body, data.draw(st.lists(values, max_size=11)))
        wanted = list(rows.order_by(*plain).values_list("pk", flat=True))
        there = list(walk(rows, order, "/", "following"))
        assert keys(there) == wanted
        assert all(len(page.rows) == SIZE for page in there[:-1])
        back = list(walk(rows, order, "/?vor=ende", "previous"))[::-1]
        # The first page is always a full one; so the rows after it may stand on two pages of the way back.
        again = keys(back[1:]) if len(back) > 1 else []
        assert again == wanted[len(wanted) - len(again) :]
        assert keys(back[:1]) == wanted[:SIZE]
        assert set(keys(back)) == set(wanted)
        assert {page.is_first for page in there[1:]} <= {False}
        assert there[0].is_first
        assert back[0].is_first


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rows_that_stay_are_read_once_whatever_comes_and_goes(name: str, data: st.DataObject) -> None:
    make, values, order, _plain = LISTS[name]
    some = st.lists(values, max_size=5)
    with forgotten() as body:
        rows = make(body, data.draw(st.lists(values, min_size=4, max_size=11)))
        stay, seen = set(rows.values_list("pk", flat=True)), []
        for number, page in enumerate(walk(rows, order, "/", "following")):
            if number and not page.following and page.rows[-1].pk in seen:
                break  # all that lay behind has gone: the end of the list is shown instead of an empty page
            seen += [row.pk for row in page.rows]
            if number > 3:
                continue  # else a list that grows at its end might never end
            make(body, data.draw(some))
            for key in data.draw(st.sets(st.sampled_from(sorted(stay)), max_size=1)):
                QuerySet(rows.model).filter(pk=key).update(deleted_at=datetime.now(UTC))
                stay.discard(key)
        assert len(seen) == len(set(seen))
        assert stay <= set(seen)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.from_regex(r"[0-9-]{0,10}~[0-9a-f]{0,32}", fullmatch=True), way=st.sampled_from(["nach", "vor"]))  # fmt: skip
def test_no_address_breaks_a_list(text: str, way: str) -> None:
    with forgotten() as body:
        rows = papers(body, [None, date(2024, 1, 1)])
        page = ask(rows, ("-date?", "-pk"), f"/?{urlencode({way: text})}" if _is_text(text) else f"/?{way}=%ed%a0%80")
        assert len(page.rows) <= 2


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30).filter(lambda text: "\0" not in text and _is_text(text)))
def test_a_place_reads_as_it_was_written(text: str) -> None:
    rows = QuerySet(Person).annotate(family=as_in_a_directory("family_name"))
    columns = columns_of(("family", "pk"))
    row = Person(family_name=text)
    row.family = text  # type: ignore[attr-defined]
    assert read(written(place_after(row, columns)), columns, rows).values == (text,)


@pytest.mark.parametrize(
    "text", ["x", "2024-01-01", "2024-13-01~0", "~", "2024-01-01~" + "g" * 32, "2024~01~01", "9" * 600]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(NoPlace):
        read(text, columns_of(("-date?", "-pk")), QuerySet(Paper))


def test_an_order_without_a_key_is_refused() -> None:
    for order in (("-date?",), ("-date", "pk?"), ("name", "date?", "pk")):
        with pytest.raises(ValueError, match="order"):
            columns_of(order)


def test_places_tell_no_serial_keys() -> None:
    with forgotten() as body:
        page = ask(papers(body, [None] * 9), ("-date?", "-pk"))
        place = dict(parse_qsl(urlsplit(page.following).query))["nach"]
        assert place == f"~{page.rows[-1].uuid.hex}"


def test_the_last_page_asks_as_little_as_the_first() -> None:
    with forgotten() as body:
        rows = papers(body, [date(2000, 1, 1) + timedelta(days=n) for n in range(40)])
        asked = []
        for page in walk(rows, ("-date", "-pk"), "/", "following"):
            with CaptureQueriesContext(connection) as queries:
                ask(rows, ("-date", "-pk"), f"/{page.following}")
            asked.append(len(queries))
            assert "OFFSET" not in str(queries.captured_queries)
        assert set(asked) == {1}
        assert len(asked) == 14


def test_numbered_addresses_of_old_lead_to_where_that_page_begins_now() -> None:
    with forgotten() as body:
        rows = papers(body, [date(2024, 1, 1)] * 4 + [None] * 4)
        order = ("-date?", "-pk")
        for number, wanted in ((2, 1), (3, 2), (99, 0), ("x", 0), ("-1", 0), (0, 0)):
            with pytest.raises(Moved) as moved:
                ask(rows, order, f"/?seite={number}&art=motion")
            assert moved.value.status == 302
            assert "art=motion" in moved.value.to
            pages = list(walk(rows, order, "/", "following"))
            assert keys([ask(rows, order, moved.value.to)]) == keys([pages[wanted]])


def test_what_all_there_is_shows_is_counted_itself() -> None:
    def unasked() -> int:
        raise ValidationError("nobody asks")

    with forgotten() as body:
        rows = papers(body, [None] * SIZE)
        whole = ask(rows, ("-date?", "-pk"), total=unasked)
        assert (whole.total, whole.is_whole) == (SIZE, True)
        papers(body, [None])
        assert ask(rows, ("-date?", "-pk"), total=lambda: 4711).total == 4711
        assert ask(rows, ("-date?", "-pk")).total is None


def test_an_address_that_names_no_place_says_so_and_goes_on(client: Client, world: World) -> None:
    answer = client.get("/vorlagen/?nach=unsinn")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Diese Adresse nennt keine Stelle der Liste." in text
    assert world.paper.name in text
    assert client.get("/vorlagen/?seite=7").headers["Location"] == "/vorlagen/"


def test_pages_are_turned_by_links(client: Client, world: World) -> None:
    in_bulk(Paper, [Paper(body=world.body, name=f"V {n}", type="motion", audience=Audience.PUBLIC) for n in range(60)])
    found, address = [], "/vorlagen/"
    while address:
        text = client.get(address).content.decode()
        assert text.count('<nav class="pager"') == 1
        found.append(text)
        _, _, rest = text.partition('rel="next"')
        before = text[: len(text) - len(rest)].rsplit('href="', 1)[-1] if rest else ""
        address = f"/vorlagen/{before.split(chr(34))[0]}".replace("&amp;", "&") if rest else ""
    assert len(found) == 3
    assert "Zum Anfang" not in found[0]
    assert "Zum Ende" in found[0]
    assert "Vorige Seite" in found[2]
    assert "Zum Ende" not in found[2]

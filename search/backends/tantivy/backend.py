"""The haystack backend itself: reading and writing through SearchIndex and SearchQuerySet."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, SearchNode, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from haystack.utils.app_loading import haystack_get_model
from tantivy import Occur, Query

from search.backends.tantivy import strings
from search.backends.tantivy.analysis import Analyzer, PlainAnalyzer
from search.backends.tantivy.highlighting import marked_html, marks, wanted
from search.backends.tantivy.inputs import Words
from search.backends.tantivy.queries import QueryBuilder, all_of, neutral, not_
from search.backends.tantivy.results import count, ordered
from search.backends.tantivy.results import date_facets as count_dates
from search.backends.tantivy.results import field_facets as count_fields
from search.backends.tantivy.schema import Plan
from search.backends.tantivy.store import HEAP_BYTES, Store

log = logging.getLogger("haystack")

_ENGINE_ERRORS = (ValueError, OSError, SearchBackendError)  # tantivy raises ValueError and OSError
NO_RESULTS: dict[str, Any] = {"results": [], "hits": 0, "spelling_suggestion": None}


@dataclass(frozen=True, slots=True)
class Question:
    """What a SearchQuery hands to the backend in place of a query string."""

    tree: SearchNode = field(default_factory=SearchNode)
    boost: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return repr(self.tree) if self.tree else "*"


class TantivySearchBackend(BaseSearchBackend):
    """One index on disk. See `search.backends.tantivy_backend` for the options."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        if not options.get("PATH"):
            raise ImproperlyConfigured(f"HAYSTACK_CONNECTIONS[{connection_alias!r}] needs a PATH.")
        self.path = Path(options["PATH"])
        analyzer = options.get("ANALYZER")
        self.analyzer: Analyzer = import_string(analyzer)() if analyzer else PlainAnalyzer()
        self._wait = float(options.get("WRITER_WAIT", 10))
        self._heap_bytes = int(options.get("HEAP_MB", HEAP_BYTES // 1_000_000)) * 1_000_000
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        if self._store is None:
            searchfields = connections[self.connection_alias].get_unified_index().all_searchfields()
            plan = Plan(searchfields, self.analyzer)
            self._store = Store(self.path, plan, wait=self._wait, heap_bytes=self._heap_bytes)
        return self._store

    def setup(self) -> None:
        """Reads the unified index again (after indexes were registered anew)."""
        self._store = None

    # Writing

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Writes these objects, in place of what was there of them. Everything is prepared before the writer's lock
        is taken; the batch is visible at once or not at all (`commit` is haystack's and changes nothing). An index may
        have `before_batch(objects)` to fetch for all of them what would cost a query each."""
        documents: list[tuple[str, tantivy.Document]] = []
        objects = list(iterable)
        if hasattr(index, "before_batch"):
            index.before_batch(objects)
        for obj in objects:
            try:
                prepared = index.full_prepare(obj)
                documents.append((prepared[ID], self.store.plan.document_of(prepared)))
            except SkipDocument:
                log.debug("Indexing for object `%s` skipped", obj)
            except (ValueError, TypeError) as error:
                if not self.silently_fail:
                    raise
                log.error("%s could not be prepared for the index: %s", get_identifier(obj), error)
        if not documents:
            return
        with self._forgiving("update"), self.store.writing() as writer:
            if not self.store.is_rebuilding:
                for identifier, _ in documents:
                    writer.delete_documents_by_term(ID, identifier)
            for _, document in documents:
                writer.add_document(document)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Removes a model's instance or `app_label.model_name.pk`."""
        self.remove_many([get_identifier(obj_or_string)])

    def remove_many(self, identifiers: Iterable[str]) -> None:
        """Removes many in one commit."""
        with self._forgiving("remove"), self.store.writing() as writer:
            for identifier in identifiers:
                writer.delete_documents_by_term(ID, identifier)

    def remove_where(self, name: str, value: Any) -> None:
        """Removes every document whose field has this value (fields compared as they are, and numbers)."""
        with self._forgiving("remove"), self.store.writing() as writer:
            build = QueryBuilder(self.store.plan, self.store.searcher(), strings.parse)
            writer.delete_documents_by_query(build.exact(self.store.plan.fields[name], value))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything written inside is seen at once, or not at all."""
        with self.store.writing():
            yield

    def clear(self, models: Iterable[Any] | None = None, commit: bool = True) -> None:
        """Removes everything, or everything of some models."""
        if self.store.is_rebuilding:
            return
        with self._forgiving("clear"), self.store.writing() as writer:
            if not models:
                writer.delete_all_documents()
            else:
                for model in models:
                    writer.delete_documents_by_term(DJANGO_CT, get_model_ct(model))

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Updates inside go to a new index beside, swapped in at the end; an exception keeps the old one."""
        self.setup()
        with self.store.rebuilding():
            yield

    @contextmanager
    def _forgiving(self, what: str) -> Iterator[None]:
        try:
            yield
        except _ENGINE_ERRORS as error:
            if not self.silently_fail:
                if isinstance(error, SearchBackendError):
                    raise
                raise SearchBackendError(f"{what}: {error}") from error
            log.exception("Search index at %s: %s failed", self.path, what)

    # Reading

    @log_query  # type: ignore[untyped-decorator]
    def search(self, query_string: Question | str, **kwargs: Any) -> dict[str, Any]:
        """Runs a query; a string is read as `strings.parse` says."""
        answer: dict[str, Any] = dict(NO_RESULTS)
        with self._forgiving("search"):
            answer = self._search(query_string, **kwargs)
        return answer

    def _search(
        self,
        query_string: Question | str,
        sort_by: Sequence[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        highlight: bool | dict[str, Any] = False,
        facets: Mapping[str, Any] | None = None,
        date_facets: Mapping[str, Any] | None = None,
        query_facets: Sequence[tuple[str, str]] | None = None,
        narrow_queries: Iterable[Any] | None = None,
        models: Iterable[Any] | None = None,
        boost: Mapping[str, float] | None = None,
        result_class: type[Any] | None = None,
        **ignored: Any,
    ) -> dict[str, Any]:
        searcher = self.store.searcher()
        if searcher is None or (isinstance(query_string, str) and not query_string):
            return dict(NO_RESULTS)
        question = self._question(query_string)
        build = QueryBuilder(self.store.plan, searcher, strings.parse)
        query = self._filtered(build, build.tree(question.tree), narrow_queries, models)
        weights = {**question.boost, **(boost or {})}
        if weights:
            extra = [
                (word, Query.boost_query(build.lookup("content", "content", word), w)) for word, w in weights.items()
            ]
            query = Query.boolean_query([(Occur.Must, query), *((Occur.Should, q) for _, q in extra)])
        answer = self._page(searcher, query, question, sort_by or (), start_offset, end_offset, highlight, result_class)
        if facets or date_facets or query_facets:
            answer["facets"] = {
                "fields": count_fields(searcher, self.store.plan, query, facets or {}),
                "dates": count_dates(searcher, self.store.plan, query, date_facets or {}),
                "queries": {
                    f"{name}:{asked}": count(searcher, all_of([query, build.tree(strings.parse(f"{name}:{asked}"))]))
                    for name, asked in query_facets or ()
                },
            }
        return answer

    def _question(self, query_string: Question | str) -> Question:
        return query_string if isinstance(query_string, Question) else Question(strings.parse(str(query_string)))

    def _filtered(
        self, build: QueryBuilder, query: Query, narrow_queries: Iterable[Any] | None, models: Iterable[Any] | None
    ) -> Query:
        filters = [
            neutral(build.tree(narrow if isinstance(narrow, SearchNode) else strings.parse(str(narrow))))
            for narrow in narrow_queries or ()
        ]
        if models:
            names = sorted(get_model_ct(model) for model in models)
            filters.append(neutral(Query.term_set_query(self.store.plan.schema, DJANGO_CT, names)))
        return all_of([query, *filters])

    def _page(
        self,
        searcher: tantivy.Searcher,
        query: Query,
        question: Question,
        sort_by: Sequence[str],
        start: int,
        end: int | None,
        highlight: bool | dict[str, Any],
        result_class: type[Any] | None,
    ) -> dict[str, Any]:
        if end is None:
            end = count(searcher, query)
        total, hits = ordered(searcher, self.store.plan, query, sort_by, start, max(0, end - start))
        result_class = result_class or SearchResult
        indexed = connections[self.connection_alias].get_unified_index().get_indexed_models()
        document_field = self.store.plan.document.name if self.store.plan.document else None
        want = wanted(self.analyzer, *_asked(question.tree, document_field)) if highlight else None
        results = []
        for score, address in hits:
            fields = self.store.plan.restore(searcher.doc(address))
            app_label, model_name = fields.pop(DJANGO_CT).split(".")
            pk = fields.pop(DJANGO_ID)
            if haystack_get_model(app_label, model_name) not in indexed:
                total -= 1
                continue
            if want is not None and document_field:
                text = str(fields.get(document_field) or "")
                fields["highlighted"] = {
                    document_field: [marked_html(text, marks(self.analyzer.tokens(text), want), **_options(highlight))]
                }
            fields[ID] = f"{app_label}.{model_name}.{pk}"
            results.append(result_class(app_label, model_name, pk, score if not sort_by else 0.0, **fields))
        return {"results": results, "hits": total, "spelling_suggestion": None}

    def more_like_this(
        self,
        model_instance: Any,
        additional_query_string: Question | str | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        models: Iterable[Any] | None = None,
        result_class: type[Any] | None = None,
        **ignored: Any,
    ) -> dict[str, Any]:
        """Documents that share telling words with this one, best first, itself left out."""
        answer: dict[str, Any] = dict(NO_RESULTS)
        with self._forgiving("more_like_this"):
            searcher, plan = self.store.searcher(), self.store.plan
            if searcher is None or plan.document is None:
                return answer
            identifier = get_identifier(model_instance)
            itself = neutral(Query.term_query(plan.schema, ID, identifier, "basic"))
            found = searcher.search(itself, limit=1).hits
            if not found:
                return answer
            text = plan.restore(searcher.doc(found[0][1])).get(plan.document.name) or ""
            words, _ = self.analyzer.terms(str(text))
            alike = Query.more_like_this_document_fields_query(
                plan.schema,
                {plan.document.name: [" ".join(words)]},
                min_doc_frequency=2,
                min_term_frequency=1,
                max_doc_frequency=max(10, searcher.num_docs // 4),
                min_word_length=3,
            )
            build = QueryBuilder(plan, searcher, strings.parse)
            question = self._question(additional_query_string or Question())
            query = self._filtered(
                build, all_of([alike, neutral(build.tree(question.tree)), not_(itself)]), None, models
            )
            answer = self._page(searcher, query, Question(), (), start_offset, end_offset, False, result_class)
        return answer


def _asked(node: SearchNode, document_field: str | None) -> tuple[str, list[str], list[str]]:
    """Words, phrases and beginnings a tree asks of the document's text; what it excludes is left out."""
    words: list[str] = []
    phrases: list[str] = []
    prefixes: list[str] = []
    if node.negated:
        return "", [], []
    for child in node.children:
        if isinstance(child, SearchNode):
            more = _asked(child, document_field)
            words.append(more[0])
            phrases += more[1]
            prefixes += more[2]
            continue
        expression, value = child
        name, lookup = node.split_expression(expression)
        kind = getattr(value, "input_type_name", "")
        text = str(getattr(value, "query_string", value))
        if name not in ("content", document_field) or kind == "not":
            continue
        if kind in ("auto_query", "raw"):
            more = _asked(strings.parse(text), document_field)
            words.append(more[0])
            phrases += more[1]
            prefixes += more[2]
        elif kind == "exact" or lookup == "exact":
            phrases.append(text)
        elif lookup == "startswith":
            prefixes.append(text)
        else:
            words.append(text)
    return " ".join(words), phrases, prefixes


def _options(highlight: bool | dict[str, Any]) -> dict[str, Any]:
    """haystack passes `highlight(**kwargs)` on: ours are length, before and after."""
    known = {"length", "before", "after"}
    return {k: v for k, v in highlight.items() if k in known} if isinstance(highlight, dict) else {}


class TantivySearchQuery(BaseSearchQuery):
    """Hands the SQ tree to the backend as it is: nothing is written as text and read again."""

    def build_query(self) -> Question:
        return Question(self.query_filter, dict(self.boost))

    def __str__(self) -> str:
        return str(self.build_query())

    def build_query_fragment(self, name: str, filter_type: str, value: Any) -> str:
        """haystack writes an SQ given to `narrow` as text; `strings.parse` reads it back unchanged."""
        return strings.fragment(name, filter_type, value)

    def build_params(self, spelling_query: str | None = None) -> dict[str, Any]:
        params: dict[str, Any] = super().build_params(spelling_query=spelling_query)
        params.pop("boost", None)  # it is in the question
        return params

    def run_mlt(self, **kwargs: Any) -> None:
        super().run_mlt(start_offset=self.start_offset, end_offset=self.end_offset, **kwargs)


class TantivyEngine(BaseEngine):
    backend = TantivySearchBackend
    query = TantivySearchQuery


__all__ = ["Question", "TantivyEngine", "TantivySearchBackend", "TantivySearchQuery", "Words"]

"""A django-haystack 3.4 backend on tantivy, embedded: no server, memory-mapped readers, one writer.

It knows nothing of this project and can be used alone (this file and the folder `tantivy/` beside it).

    HAYSTACK_CONNECTIONS = {
        "default": {
            "ENGINE": "search.backends.tantivy_backend.TantivyEngine",
            "PATH": "/where/the/index/lies",
            "ANALYZER": "search.german.GermanAnalyzer",  # optional: `tantivy.analysis.Analyzer`; plain words otherwise
            "SILENTLY_FAIL": False,  # haystack's: True (the default) logs errors and answers with nothing
            "WRITER_WAIT": 10,       # seconds to wait for another writer before `WriterBusy`
            "HEAP_MB": 100,          # memory of the writer
        }
    }

What works: all lookups of haystack (content, contains, exact, startswith, endswith, in, range, gt, gte, lt, lte,
fuzzy), SQ trees, Exact, Clean, Not, Raw, AutoQuery, and `Words` of our own (at least n of these words); narrow (query
strings or SQ), models, order_by (several fields too), boost, field, date and query facets with exact counts,
highlight(length=, before=, after=), more_like_this, result_class, values; Ngram and EdgeNgram fields; update in
batches, remove, `remove_many`, clear. Fields: text, multi-value, integer, float, boolean, date, datetime.
`analyzer="keyword"` on a haystack field means: compare as it is, do not analyse. A field's `boost` adds to the rank of
`content` hits that have the words in that field as well. Not there: spelling, stats, places.

What is promised:
- Query text never reaches tantivy's query parser; trees become query objects.
- Readers see a commit at their next search and never wait. A batch is visible whole or not at all; a process killed
  while writing leaves the last commit.
- One writer: a second one waits, then gets `WriterBusy`.
- `with backend.rebuilding(): ...` (the command `rebuild_index` of this app) builds beside the old index, which answers
  until the new one is renamed into place.
- An index made by other fields or another analysis raises `IndexOutdated`; it is never read wrongly.
- Documents without a value sort last. `gt`, `lt`, `range`, `contains` and `endswith` on text compared as it is look
  through its distinct values (10,000 at most).

POSIX only (flock, rename over an open file).
"""

from __future__ import annotations

from search.backends.tantivy.backend import Question, TantivyEngine, TantivySearchBackend, TantivySearchQuery
from search.backends.tantivy.inputs import Words
from search.backends.tantivy.store import IndexOutdated, WriterBusy

__all__ = [
    "IndexOutdated",
    "Question",
    "TantivyEngine",
    "TantivySearchBackend",
    "TantivySearchQuery",
    "Words",
    "WriterBusy",
]

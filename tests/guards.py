"""Guards of the one visibility rule: what reads for a visitor without asking, found in the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

from meetings.models.base import Published

ROOT = Path(__file__).resolve().parent.parent
READS_FOR_VISITORS = (
    "ris/pages",
    "ris/office",
    "ris/oparl/server",
    "ris/feeds",
    "ris/templatetags",
    "search/finding.py",
    "search/facets.py",
    "search/fetching.py",
    "media/serving.py",
)
# They count changes or write what will be shown, and show nothing.
READS_FOR_NOBODY = {"ris/feeds/revising.py", "ris/oparl/server/following.py"}
MANAGER_CALLS = {
    "all", "filter", "exclude", "get", "first", "last", "values", "values_list", "order_by", "count", "exists", "living",
    "in_bulk", "iterator", "select_related", "prefetch_related", "annotate", "aggregate", "latest", "earliest",
}  # fmt: skip


@cache
def published_models() -> frozenset[str]:
    """Class names of rows that have an audience."""
    return frozenset(model.__name__ for model in apps.get_models() if issubclass(model, Published))


@cache
def related_managers() -> frozenset[str]:
    """Names under which published rows hang on other rows (`meeting.agenda_items`)."""
    names: set[str] = set()
    for model in apps.get_models():
        for relation in model._meta.get_fields():
            target = relation.related_model
            many = relation.one_to_many or relation.many_to_many
            if many and isinstance(target, type) and issubclass(target, Published):
                names.add(relation.get_accessor_name() if relation.auto_created else relation.name)
    return frozenset(name for name in names if name)


def unasked(source: str) -> list[tuple[int, str]]:
    """(line, text) of every manager in this Python source that is read without `.visible_to`."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        chain = list(_chain(node, above))
        if node.attr in {"objects", "_base_manager", "_default_manager"}:
            model = node.value.id if isinstance(node.value, ast.Name) else ""
            # Rows without an audience of their own (pages of a file, members' votes) are reached through a visible row.
            guarded = "visible_to" in chain or (model in _unpublished() and chain[:1] == ["filter"])
        elif node.attr in related_managers() and chain[:1] and chain[0] in MANAGER_CALLS:
            guarded = "visible_to" in chain
        else:
            continue
        if not guarded:
            found.append((node.lineno, ast.unparse(node)))
    return found


@cache
def _unpublished() -> frozenset[str]:
    return frozenset(model.__name__ for model in apps.get_models() if not issubclass(model, Published))


def _chain(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """The attribute names called one after the other on this node."""
    while True:
        parent = above.get(node)
        if isinstance(parent, ast.Attribute) and parent.value is node:
            yield parent.attr
        elif not (isinstance(parent, ast.Call) and parent.func is node):
            return
        node = parent


def unasked_in_template(source: str) -> list[str]:
    """Related managers that a template would read by itself."""
    names = "|".join(sorted(related_managers()))
    calls = "|".join(sorted(MANAGER_CALLS))
    return re.findall(rf"\b\w+\.(?:{names})\.(?:{calls})\b", source)


def sources() -> list[Path]:
    """Every Python file that reads for a visitor."""
    files: list[Path] = []
    for place in READS_FOR_VISITORS:
        path = ROOT / place
        files += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [
        file for file in files if "migrations" not in file.parts and str(file.relative_to(ROOT)) not in READS_FOR_NOBODY
    ]


def templates() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "templates").rglob("*.html"))

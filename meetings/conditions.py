"""Pieces of conditions that visibility is made of: the moment of asking, a comparison without an index, a condition compiled once."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import Any

from django.db import connections
from django.db.models import BooleanField, CharField, DateTimeField, Exists, Expression, F, Model, Q
from django.db.models.lookups import Exact
from django.utils import timezone

_compiling: ContextVar[bool] = ContextVar("compiling a condition", default=False)
NOW = object()
"""Stands in a compiled condition for the moment at which it is asked."""
ALIAS = re.compile(r"\b([A-Z]{1,2}\d+)\b")
"""Names that Django gives to the tables of a subquery."""
ITSELF = "\0"


class Instant(Expression):
    """The time at which the database is asked, by the clock of the program (the database's own may differ)."""

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A parameter, as for any other value."""
        return "%s", [NOW if _compiling.get() else self.asked_at(connection)]

    @classmethod
    def asked_at(cls, connection: Any) -> Any:
        """This moment, as the database is told it."""
        return DateTimeField().get_db_prep_value(timezone.now(), connection)


@CharField.register_lookup
class Meant(Exact):  # type: ignore[type-arg]  # not generic at run time
    """Equal, but no way into a table: SQLite would read all that is public by the index, instead of the few rows asked for."""

    lookup_name = "meant"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """The operator is looked up by the name of the lookup."""
        return f"= {rhs}"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """A plus sign before a column says so (sqlite.org/optoverview.html)."""
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params


class ForEach(Exists):
    """There is such a row, asked for each row that is looked at.

    PostgreSQL would turn the question into a join with all rows that fit, which is right for a whole table and ten times too
    slow for a page of 25; an offset keeps it from doing so. SQLite asks for each row anyway.
    """

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """`EXISTS(… LIMIT 1 OFFSET 0)`."""
        sql, params = self.as_sql(compiler, connection, **more)
        return f"{sql.removesuffix(')')} OFFSET 0)", params


class Compiled(Expression):
    """A condition on rows of a model, whose SQL is made once for each kind of database.

    Who may see what is a tree of some ten subqueries, and a page asks for it in ten to fifteen queries: putting it together anew each
    time was two thirds of a page's time.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, model: type[Model], condition: Q) -> None:
        super().__init__()
        self.model, self.condition, self.key = model, condition, F("pk")
        # By database; copies of this expression share it.
        self.made: dict[str, tuple[str, list[Any]]] = {}

    def get_source_expressions(self) -> list[Any]:
        """The key, whose table may get another name in a larger query."""
        return [self.key]

    def set_source_expressions(self, exprs: Any) -> None:
        """As above."""
        (self.key,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The condition for the table that the key stands in."""
        table, _, _column = compiler.compile(self.key)[0].rpartition(".")
        if connection.alias not in self.made:
            self.made[connection.alias] = _sql_of(self.model, self.condition, connection.alias)
        sql, params = self.made[connection.alias]
        if not _compiling.get():
            now = Instant.asked_at(connection)
            params = [now if param is NOW else param for param in params]
        return sql.replace(ITSELF, table), list(params)

    def __hash__(self) -> int:
        return hash((type(self), self.model))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Compiled) and (self.model, self.made) == (other.model, other.made)


def compiled(model: type[Model], condition: Q) -> Q:
    """The same condition, put together once; as it is where it needs other tables beside subqueries."""
    return Q(Compiled(model, condition)) if _needs_one_table(model, condition) else condition


def _needs_one_table(model: type[Model], condition: Q) -> bool:
    used = model._base_manager.filter(condition).query.alias_refcount
    return sum(count > 0 for count in used.values()) <= 1


def _sql_of(model: type[Model], condition: Q, alias: str) -> tuple[str, list[Any]]:
    query = model._base_manager.filter(condition).query
    compiler = query.get_compiler(using=alias)
    token = _compiling.set(True)
    try:
        compiler.pre_sql_setup()
        sql, params = compiler.compile(query.where)
    finally:
        _compiling.reset(token)
    # Names of its own for its subqueries: inside of a larger query Django gives the same names to others.
    sql = ALIAS.sub(lambda name: f"{model._meta.model_name}_{name[1].lower()}", sql)
    quoted = connections[alias].ops.quote_name(model._meta.db_table)
    return sql.replace(f"{quoted}.", f"{ITSELF}."), params

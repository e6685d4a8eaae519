"""Several small tables read in one question to the database: each as a list of objects beside the row they belong to.

Knows no nouns. For pages that draw on a little of everything.
"""

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, JSONField, Q, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf


def listed(queryset, *fields, **columns) -> ArraySubquery:
    """For an annotation: these fields of every row, in the queryset's order. What a field is called here may be said by name."""
    return ArraySubquery(queryset.values(_row=JSONObject(**{name: F(name) for name in fields}, **columns)))


def along(path, *fields) -> JSONBAgg:
    """The same for rows that lead here, by the path to them: for a model that must not know theirs. One such path a query."""
    row = JSONObject(**{name: F(f"{path}__{name}") for name in fields})
    return JSONBAgg(row, filter=Q(**{f"{path}__isnull": False}), order_by=f"{path}__pk", default=Value([], JSONField()))


def built(model, rows) -> list:
    """Such rows as objects of their model, for their words and methods; to be read, never saved."""
    field = model._meta.get_field
    return [model(**{name: field(name).to_python(value) for name, value in row.items()}) for row in rows]


def name_of(person) -> Coalesce:
    """A person as they are called, by the path to them; None where there is nobody."""
    return Coalesce(NullIf(f"{person}__name", Value("")), f"{person}__email")

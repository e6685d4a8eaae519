"""One large question, put into SQL once a day in each process and then asked for anybody. Knows placeholders, no nouns.

Building it anew takes Django several times as long as the database takes to answer. It is built for somebody who does not
exist, by values that stand nowhere else; then their places in the SQL are found, and filled for whoever asks.
"""

import json
from datetime import UTC, date, datetime
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from .models import Person
from .telling import Hearer

NOBODY = -7_000_001
LISTS = {"teams": -7_000_002, "writes": -7_000_003, "runs": -7_000_004, "schools": -7_000_005}
SINCE = datetime(1903, 3, 3, 12, tzinfo=UTC)  # its day is the same in every time zone that schools are in
STANDS_FOR = {
    NOBODY: lambda hearer: hearer.person.pk,
    SINCE: lambda hearer: hearer.since,
    SINCE.date(): lambda hearer: hearer.since_day,
    **{value: (lambda hearer, name=name: list(getattr(hearer, name))) for name, value in LISTS.items()},
}


class Unfit(Exception):
    """A place in the SQL that cannot be filled for others."""


def ask(build, hearer) -> dict:
    """What `build(hearer)`, subqueries by name, answers for this hearer: each a list of what its JSON objects hold."""
    names, sql, values = put_into_sql(build, timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(sql, [STANDS_FOR[one](hearer) if of_hearer else one for of_hearer, one in values])
        row = cursor.fetchone()
    return {name: [json.loads(one) for one in found or ()] for name, found in zip(names, row, strict=True)}


@lru_cache(maxsize=8)
def put_into_sql(build, today: date):
    """The names in their order, the SQL, and its values: (True, what stands for something of the hearer) or (False, the value)."""
    nobody = Hearer(Person(pk=NOBODY), **{name: (value,) for name, value in LISTS.items()}, since=SINCE)
    asked = build(nobody)
    query = Person.objects.filter(pk=NOBODY).values(**asked).query
    sql, params = query.sql_with_params()
    first, *rest = sql.split("%s")
    if len(rest) != len(params):
        raise Unfit("a percent sign")
    said, values = [first], []
    for value, after in zip(params, rest, strict=True):
        of_hearer = type(value) in (int, datetime, date) and value in STANDS_FOR
        if of_hearer and value in LISTS.values():
            if not said[-1].endswith(" IN (") or not after.startswith(")"):
                raise Unfit(said[-1][-40:])
            said[-1] = said[-1].removesuffix(" IN (") + " = ANY("
        values.append((of_hearer, value))
        said.append(after)
    return tuple(asked), "%s".join(said), tuple(values)

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

PLACES = {"teams": -7_000_002, "writes": -7_000_003, "runs": -7_000_004, "schools": -7_000_005}
NOBODY = Hearer(
    Person(pk=-7_000_001),
    **{name: (value,) for name, value in PLACES.items()},
    since=datetime(1903, 3, 3, 12, tzinfo=UTC),
)


class Unfit(Exception):
    """A place in the SQL that cannot be filled for others."""


def ask(build, hearer) -> dict:
    """What `build(hearer)`, subqueries by name, answers for this hearer: each a list of what its JSON objects hold."""
    names, sql, values = put_into_sql(build, timezone.localdate())
    own = own_values(hearer)
    with connection.cursor() as cursor:
        cursor.execute(sql, [own[name] if name else value for name, value in values])
        row = cursor.fetchone()
    return {name: [json.loads(one) for one in found or ()] for name, found in zip(names, row, strict=True)}


def own_values(hearer) -> dict:
    """What differs from hearer to hearer, by name."""
    lists = {name: list(getattr(hearer, name)) for name in PLACES}
    return {"person": hearer.person.pk, "since": hearer.since, **lists}


@lru_cache(maxsize=8)
def put_into_sql(build, today: date):
    """The names in their order, the SQL, and its values: each with the name of what it stands for, or "" where it stays."""
    stands_for = {(type(value), value): name for name, value in own_values(NOBODY).items() if name not in PLACES}
    stands_for |= {(int, value): name for name, value in PLACES.items()}
    asked = build(NOBODY)
    sql, params = Person.objects.filter(pk=NOBODY.person.pk).values(**asked).query.sql_with_params()
    first, *rest = sql.split("%s")
    if len(rest) != len(params):
        raise Unfit("a percent sign")
    said, values = [first], []
    for value, after in zip(params, rest, strict=True):
        name = stands_for.get((type(value), value), "") if type(value) in (int, datetime, date) else ""
        if name in PLACES:
            if not said[-1].endswith(" IN (") or not after.startswith(")"):
                raise Unfit(said[-1][-40:])
            said[-1] = said[-1].removesuffix(" IN (") + " = ANY("
        values.append((name, value))
        said.append(after)
    return tuple(asked), "%s".join(said), tuple(values)

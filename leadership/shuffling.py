"""Takes the order out of unnamed rows: which came first is what their place in the table would tell. Knows rows, no meaning.

Whoever looks into the database sees rows in the order of their coming, and can lay that beside the order in which
people were seen to answer. Rows written anew at random, by one transaction, tell neither.
"""

from django.db import connection


def shuffle(queryset) -> int:
    """Write all rows of the queryset anew, in random order; how many. What refers to them still does.

    Call it inside a transaction that holds the lock which everybody takes who changes these rows: somebody who
    waited for a row itself would find it gone. What stood there before is given back by Postgres's own cleaning.
    """
    table = queryset.model._meta
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in table.concrete_fields if not field.generated)
    chosen, params = queryset.order_by().values("pk").query.sql_with_params()
    # Sorting takes all rows before the first is written; drawn ids are harder to foresee than random().
    statement = f"""
        WITH gone AS (DELETE FROM {quote(table.db_table)} WHERE {quote(table.pk.column)} IN ({chosen}) RETURNING {columns})
        INSERT INTO {quote(table.db_table)} ({columns}) SELECT {columns} FROM gone ORDER BY gen_random_uuid()
    """  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount

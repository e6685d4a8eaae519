"""Empties the test database after a test that committed. Django would truncate all eighty tables and make its permissions anew,
which takes longer than many a test; here only the tables that hold rows are emptied.

What migrations put in stays: content types and permissions. Knows tables, not what is in them.
"""

from django.db import connection, transaction

FROM_MIGRATIONS = {"django_content_type", "auth_permission"}
LOOKS = 20


def tables_with_rows():
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - FROM_MIGRATIONS
    looks = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in sorted(tables)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return [table for (table,) in cursor.fetchall()]


def may_mute_triggers():
    """As everywhere but on a server of somebody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')::bool")
        return cursor.fetchone()[0]


def empty(_test_case):
    """A server may still be storing what the test asked of it: look until nothing more comes."""
    connection.ensure_connection()
    for _look in range(LOOKS):
        found = tables_with_rows()
        if not found:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            if may_mute_triggers():
                # Like truncating: no trigger tells servers of it. The order never matters, our keys are checked at the end.
                cursor.execute("SET LOCAL session_replication_role = replica")
            for table in found:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
    raise AssertionError(f"Somebody keeps writing to {found}.")

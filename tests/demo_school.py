"""The demo school, played once in each worker and from then on laid down row by row: playing it takes seconds.

Knows tables, not what is in them. For tests that commit; `tests/emptying.py` takes the rows away again.
"""

from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from .emptying import may_mute_triggers, tables_with_rows

rows = {}  # table → its rows, as Postgres copies them


def lay_down():
    """What the command leaves behind, in a database without other rows."""
    if rows and may_mute_triggers():
        return copy_in()
    assert not tables_with_rows(), "The demo school would be kept with rows of something else."
    with override_settings(DEMO_MODE=True):
        call_command("demo", verbosity=0)
    return copy_out()


def copy_out():
    with connection.cursor() as cursor:
        for table in tables_with_rows():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows[table] = b"".join(copy)


def copy_in():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, and no order of tables
        for table, lines in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(lines)

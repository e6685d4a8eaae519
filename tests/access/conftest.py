"""The world of the access tests: built once per module inside one transaction, rolled back at its end."""

import logging

import pytest
from django.db import connection, transaction

from . import world as worlds


class Undo(Exception):
    """Leaves a savepoint with everything in it undone."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield worlds.build()
                raise Undo
        except Undo:
            connection.close()


@pytest.fixture(autouse=True)
def quiet_log():
    """Thousands of refusals are expected here; none of them is news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)

"""What an error leaves in the log: its kind and its place, and none of the words people typed."""

import logging

import pytest
from django.db import IntegrityError, connection, transaction

from leadership.logs import Line
from visioning.models import PersonalVision, Theme

TYPED = "CANARY"


def written(act):
    """What the log says of the exception that `act` raises."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 - any will do
        act()
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Internal Server Error: /", (), raised._excinfo
    )
    return Line().format(record)


@pytest.mark.django_db
def test_postgres_does_not_repeat_the_row(ana):
    PersonalVision.keep(ana, {"learning": f"{TYPED}\n{TYPED}", "bring": "", "hope": ""}, 0)

    def break_a_rule():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE visioning_personalvision SET edition = -1")

    said = written(break_a_rule)
    assert TYPED not in said
    assert "violates check constraint" in said
    assert "in break_a_rule" in said
    assert IntegrityError.__name__ in said


@pytest.mark.django_db
def test_a_value_that_is_no_number_is_left_out():
    said = written(lambda: Theme.objects.filter(pk=TYPED))
    assert TYPED not in said
    assert "ValueError: (left out" in said


def test_other_messages_stay():
    def fail():
        raise RuntimeError("the disk is full")

    assert "RuntimeError: the disk is full" in written(fail)


def test_what_it_came_from_is_told_as_carefully():
    def fail():
        try:
            int(TYPED)
        except ValueError as cause:
            raise RuntimeError("no number") from cause

    said = written(fail)
    assert TYPED not in said
    assert said.index("ValueError") < said.index("This led to") < said.index("RuntimeError: no number")

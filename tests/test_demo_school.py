"""A demo school laid down again is the one that was played, row by row, and works like it."""

import pytest

from leadership.models import Agreement, Person, Team

from . import demo_school, emptying
from .emptying import tables_with_rows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def everything():
    demo_school.copy_out()
    return {table: sorted(lines.splitlines()) for table, lines in demo_school.rows.items()}


def test_laid_down_again_it_is_the_same():
    demo_school.lay_down()
    played = everything()
    emptying.empty(None)
    assert tables_with_rows() == []
    demo_school.lay_down()
    assert everything() == played
    team = Team.objects.get(name="Northside leadership team")
    # New rows find numbers of their own.
    Agreement.write(team, Person.objects.get(name="Rosa Delgado"), "We begin on time.")

"""People whom tests of rounds ask."""

import pytest

from tests import factories


@pytest.fixture
def crowd(team):
    """Six teachers more on the team, so that five or more hold a position."""
    people = [factories.person(f"Teacher {number}", positions=["teacher"]) for number in range(6)]
    for person in people:
        team.welcome(person, "link")
    return people


@pytest.fixture
def gil(northside):
    """On the staff of the school, not on the team."""
    person = factories.person("Gil Staff", positions=["support"])
    northside.welcome(person)
    return person

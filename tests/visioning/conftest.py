"""A table with words on it, and a gathering before and after the reveal, for the tests that begin there."""

import pytest

from leadership.models import StaffMember
from tests import factories

from . import making
from .weaving_table import NOW


@pytest.fixture
def table(team, ana):
    return making.gathering(team, revealed_at=NOW, revealed_by=ana)


@pytest.fixture
def anas(table, ana):
    words = "We trust each other. Children explain to each other, and we listen."
    return making.gathered_vision(table, ana, revealed=True, learning=words, hope="They knew my name.")


@pytest.fixture
def unnamed(table):
    return making.gathered_vision(table, revealed=True, learning="A quiet corner for everybody.")


@pytest.fixture
def familys(table):
    heard = {"position": "family", "heard_in_person": True, "state": "shown"}
    return making.voice(making.listening_round(table), "Somebody answers the phone. مرحبا", **heard)


@pytest.fixture
def closed(table, ben):
    return making.gathered_vision(table, ben, learning="Nobody may read this canary yet.")


@pytest.fixture
def guest(northside):
    nia = factories.person("Nia Newman")
    StaffMember.objects.create(school=northside, person=nia)
    return nia


@pytest.fixture
def gathering(team):
    return making.gathering(team)


@pytest.fixture
def revealed(gathering, ana):
    gathering.reveal(ana)
    return gathering

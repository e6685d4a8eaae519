"""Fixtures of live writing: servers on the test database, and a cast that they can see because it is committed.

Emptying the whole database after each test would take longer than the tests, so each cleans up after itself.
"""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from leadership.models import District, Person, Role, School
from tests import factories
from tests.conftest import signed_in
from visioning.models import SharedText

from .clients import Server, Writer, database_url


@pytest.fixture(scope="session")
def server(django_db_setup):
    """One web process that all ordinary tests share."""
    running = Server(database_url())
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(scope="session")
def second_server(django_db_setup):
    """Another web process on the same database."""
    running = Server(database_url())
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def stage(django_db_setup, django_db_blocker):
    """The cast of the other tests, committed, and gone afterwards."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        # pytest-django makes a test database only where some collected test asks for one by its mark.
        assert name.startswith("test_"), (
            f"{name!r} is no test database: run these tests with others, such as tests/visioning"
        )
        try:
            with transaction.atomic():
                people = {
                    name: factories.person(name) for name in ("Ana Ruiz", "Ben Okafor", "Cleo Marsh", "Dov Levin")
                }
                ana, ben, cleo, dov = people.values()
                roles = {ana: Role.FACILITATOR, ben: Role.MEMBER, cleo: Role.OBSERVER}
                team = factories.team("Northside team", school=factories.school("Northside"), people=roles)
                factories.team("Hillside team", school=factories.school("Hillside"), people=[dov])
                text = SharedText.objects.create(team=team)
            yield {"ana": ana, "ben": ben, "cleo": cleo, "dov": dov, "team": team, "text": text}
        finally:
            with transaction.atomic():
                School.objects.all().delete()
                District.objects.all().delete()
                Person.objects.all().delete()
                Session.objects.all().delete()


@pytest.fixture
def ana(stage):
    return stage["ana"]


@pytest.fixture
def ben(stage):
    return stage["ben"]


@pytest.fixture
def cleo(stage):
    return stage["cleo"]


@pytest.fixture
def dov(stage):
    return stage["dov"]


@pytest.fixture
def team(stage):
    return stage["team"]


@pytest.fixture
def text(stage):
    """Northside's text."""
    return stage["text"]


@pytest.fixture
def cookie_of():
    return lambda person: f"sessionid={signed_in(person).cookies['sessionid'].value}"


@pytest.fixture
def writer(server, text, cookie_of):
    """A function that makes a client for a person; `writer(ana)` is not connected yet."""

    def make(person, *, at=server, text_id=text.pk, **options):
        return Writer(at, cookie_of(person) if person else "", text_id, **options)

    return make

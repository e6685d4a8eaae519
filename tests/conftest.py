"""The cast every test knows: Ana runs the Northside team, Ben is on it, Cleo looks on, Dov is somewhere else."""

import os

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase

from leadership.models import JoinedBy, Role

from . import emptying, factories, migrated, running_order


def pytest_configure():
    os.environ["OPENPYXL_LXML"] = "False"  # a tool of ours brings lxml along; the site reads workbooks without it
    settings.PASSWORD_HASHERS = ["tests.quick_hasher.QuickHasher"]
    TransactionTestCase._fixture_teardown = emptying.empty


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    running_order.arrange(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return running_order.Queue(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Every worker copies a database that was migrated once."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template(connection.settings_dict)


@pytest.fixture
def district(db):
    return factories.district("River District")


@pytest.fixture
def northside(district):
    return factories.school("Northside", district=district)


@pytest.fixture
def ana(db):
    return factories.person("Ana Ruiz", positions=["teacher"])


@pytest.fixture
def ben(db):
    return factories.person("Ben Okafor", positions=["administrator"])


@pytest.fixture
def cleo(db):
    return factories.person("Cleo Marsh", positions=["support"])


@pytest.fixture
def dov(db):
    """Signed in, on another school's team: an outsider here."""
    return factories.person("Dov Levin", positions=["teacher"])


@pytest.fixture
def team(northside, ana, ben, cleo):
    """Northside's leadership team: Ana facilitator, Ben member, Cleo observer."""
    return factories.team(
        "Northside team",
        school=northside,
        people={ana: Role.FACILITATOR, ben: Role.MEMBER, cleo: Role.OBSERVER},
    )


@pytest.fixture
def other_team(dov):
    """A team of another school, with Dov as its facilitator."""
    return factories.team(
        "Hillside team",
        school=factories.school("Hillside"),
        people={dov: Role.FACILITATOR},
        by=JoinedBy.LINK,
    )


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_ana(ana):
    return signed_in(ana)


@pytest.fixture
def as_ben(ben):
    return signed_in(ben)


@pytest.fixture
def as_cleo(cleo):
    return signed_in(cleo)


@pytest.fixture
def as_dov(dov, other_team):
    return signed_in(dov)


@pytest.fixture
def as_nobody():
    return Client()

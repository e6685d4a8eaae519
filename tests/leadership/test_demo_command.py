"""When the demo school is loaded and when not, on a database that is empty. What is in it: test_demo.py."""

import pytest
from django.core.management import CommandError, call_command

from leadership.models import Person
from tests import factories


def test_demo_leaves_a_database_with_people_alone(db, settings):
    settings.DEMO_MODE = True
    factories.person("Somebody Real")
    call_command("demo", if_empty=True, verbosity=0)
    assert Person.objects.count() == 1


def test_demo_is_refused_outside_demo_mode(db, settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("demo")
    assert not Person.objects.exists()

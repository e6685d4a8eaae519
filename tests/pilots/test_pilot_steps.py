"""The links above the pages of pilots lead where the reader may go; the one next thing follows stage and role."""

from types import SimpleNamespace

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from leadership.models import Team
from pilots.models import Pilot
from pilots.next_things import next_thing
from tests import factories
from tests.conftest import signed_in

from .piloting import AIM, closed, in_days, inviting, joined, pilot, running, url

FACTS = {
    "people_count": 0,
    "cycle_count": 0,
    "open_cycle": None,
    "measure_count": 0,
    "point_count": 0,
    "has_card": False,
}


def made(**fields):
    facts = {name: fields.pop(name, value) for name, value in FACTS.items()}
    found = Pilot(number=1, title="Talk", ends_on=fields.pop("ends_on", in_days(60)), **AIM, **fields)
    found.team = Team(slug="north", name="North")
    for name, value in facts.items():
        setattr(found, name, value)
    return found


def place(role="member", *, joined=False, leads=False):
    return SimpleNamespace(role=role, joined=joined, leads=leads, person_id=1)


def next_of(pilot, where):
    """What is next, by the name of its page; "" where there is nothing to press."""
    thing = next_thing(pilot, where)
    assert thing.words
    return resolve(thing.url).url_name if thing.url else ""


NOW = timezone.now()
OUT = {"invited_at": NOW}
ON = {"invited_at": NOW, "started_at": NOW}
OVER = {**ON, "closed_at": NOW, "decision": "stop"}
LEADER = place(joined=True, leads=True)
IN = place(joined=True)


@pytest.mark.parametrize(
    ("fields", "where", "page"),
    [
        ({}, place(), "pilot_edit"),
        ({}, place("observer"), ""),
        ({"first_step": "x"}, place(), "measure_list"),
        ({"first_step": "x", "measure_count": 1}, place(), ""),
        ({"first_step": "x", "measure_count": 1}, place("facilitator"), "pilot_invite"),
        (OUT, place(), "pilot_invitation"),
        (OUT, place("colleague"), "pilot_invitation"),
        ({**OUT, "people_count": 2}, IN, "challenge_list"),
        ({**OUT, "people_count": 2, "challenge": "x"}, LEADER, "pilot_invitation"),
        ({**OUT, "people_count": 2, "challenge": "x"}, IN, ""),
        (ON, place("observer"), ""),
        (ON, place(), "pilot_invitation"),
        (ON, IN, "cycle_add"),
        ({**ON, "cycle_count": 1}, IN, "measure_add"),
        ({**ON, "cycle_count": 1, "measure_count": 1}, IN, "measure_list"),
        ({**ON, "cycle_count": 1, "measure_count": 1, "point_count": 1, "open_cycle": 1}, IN, "cycle"),
        ({**ON, "cycle_count": 1, "measure_count": 1, "point_count": 1}, IN, "cycle_list"),
        ({**ON, "midpoint_on": in_days(0)}, IN, "pilot_midpoint"),
        ({**ON, "midpoint_on": in_days(0), "midpoint_words": "said"}, IN, "cycle_add"),
        ({**ON, "ends_on": in_days(-1)}, LEADER, "pilot_close"),
        ({**ON, "ends_on": in_days(-1)}, IN, ""),
        ({**ON, "ends_on": in_days(0)}, IN, "cycle_add"),
        (OVER, IN, "learning_card"),
        (OVER, place(), ""),
        ({**OVER, "has_card": True}, place("observer"), "learning_card"),
    ],
)
def test_one_next_thing_by_stage_and_role(fields, where, page):
    assert next_of(made(**fields), where) == page


# --- The links ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_team_goes_everywhere_and_the_place_is_marked(as_ben, as_cleo, ben, team):
    one = running(team, ben)
    for client in (as_ben, as_cleo):
        page = client.get(one.get_absolute_url()).text
        for name in ("pilot_list", "pilot_timeline", "prediction_list", "win_list", "card_list"):
            assert f'href="{reverse(name, args=[team.slug])}"' in page
        for name in ("pilot_note_list", "pilot_invitation", "participation_list", "cycle_list", "measure_list"):
            assert f'href="{url(name, one)}"' in page
        assert f'href="{one.get_absolute_url()}" aria-current="page"' in page
    assert f'href="{url("pilot_close", one)}"' in as_ben.get(url("pilot_note_list", one)).text
    assert f'href="{url("pilot_close", one)}"' not in as_cleo.get(url("pilot_note_list", one)).text


@pytest.mark.django_db
def test_once_closed_the_card_and_what_came_of_it_are_there(as_cleo, ben, team):
    one = closed(team, ben)
    page = as_cleo.get(one.get_absolute_url()).text
    assert f'href="{url("learning_card", one)}"' in page
    assert f'href="{url("pilot_close", one)}"' in page
    planned = pilot(team, ben)
    assert f'href="{url("learning_card", planned)}"' not in as_cleo.get(planned.get_absolute_url()).text


@pytest.mark.django_db
def test_a_colleague_sees_the_way_through_their_pilot_alone(northside, ben, team):
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    one = inviting(team, ben, audience="staff")
    joined(one, eve)
    page = signed_in(eve).get(one.get_absolute_url()).text
    assert f'href="{url("cycle_list", one)}"' in page
    assert f'href="{reverse("pilot_list", args=[team.slug])}"' not in page
    assert f'href="{reverse("team_home", args=[team.slug])}"' not in page

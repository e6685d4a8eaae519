"""Observations typed one by one: what is noted, what is asked back, who may, and the table they stand in."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from pilots.models import Closed, Cycle, Observation
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone

from .piloting import closed, cycle, in_days, inviting, joined, measure, observations, running, url

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "section#observation-add"}
SAID = {"on": "2026-03-06", "value": "12", "group": "Room 4", "note": "fire drill", "cycle": ""}


@pytest.fixture
def pilot(team, ana, ben):
    return running(team, ana, [ben])


@pytest.fixture
def made(pilot):
    return measure(pilot)


def add(made):
    return url("observation_add", made.pilot, made.number)


def said(**changes):
    return SAID | changes


def test_a_participant_notes_one_and_all_read_it(as_ben, as_cleo, ben, made):
    after = as_ben.post(add(made), said(), follow=True).text
    found = Observation.objects.get()
    assert (found.on, found.value, found.group, found.note) == (date(2026, 3, 6), 12, "Room 4", "fire drill")
    assert (found.noted_by, found.source) == (ben, "typed")
    assert "Noted: 12 on March 6, 2026, Room 4." in after
    page = as_cleo.get(made.get_absolute_url()).text
    assert "fire drill" in page
    assert add(made) not in page


def test_without_script_it_leads_back_to_the_form(as_ben, made):
    answer = as_ben.post(add(made), said())
    assert answer["Location"] == f"{made.get_absolute_url()}#observation-add"


def test_the_day_is_today_and_the_open_cycle_is_chosen(as_ben, made):
    cycle(made.pilot, closed_at=timezone.now(), act="adopt")
    second = cycle(made.pilot)
    page = as_ben.get(add(made)).text
    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert f'<option value="{second.number}" selected>' in page
    as_ben.post(add(made), said(cycle=str(second.number)))
    assert Observation.objects.get().cycle == second


def test_the_part_is_ready_for_the_next_one(as_ben, made):
    answer = as_ben.post(add(made), said(), headers=HTMX).text
    assert "<html" not in answer
    assert 'id="observation-add"' in answer
    assert "data-takes-focus" in answer
    assert 'value="2026-03-06"' in answer
    assert 'value="Room 4"' in answer
    assert 'value="12"' not in answer
    assert "fire drill" not in answer
    assert "Noted: 12" in answer


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,5", "12.5"), ("12.5", "12.5"), (" −3 ", "-3"), ("1 234,5", "1234.5"), ("85 %", "85"), ("0", "0")],
)
def test_numbers_as_people_write_them(as_ben, made, typed, value):
    as_ben.post(add(made), said(value=typed))
    assert Observation.objects.get().value == Decimal(value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": ""}, "This field is required."),
        ({"value": "1,234"}, "Is “1,234” 1234, or a little more than 1?"),
        ({"value": "a few"}, "is not a number"),
        ({"value": "1" * 11}, "too large"),
        ({"value": "0.12345"}, "four places"),
        ({"on": ""}, "This field is required."),
        ({"on": "3/4/2026"}, "March 4, 2026 or April 3, 2026"),
        ({"on": "soon"}, "is not a day"),
        ({"on": "1026-03-04"}, "check the year"),
        ({"on": "2026-02-30"}, "no such day"),
        ({"group": "x" * 61}, "At most 60 letters, please. These are 61"),
        ({"note": "x" * 2000}, "At most 200 letters, please. These are 2000"),
        ({"cycle": "7"}, "Select a valid choice"),
        ({"group": "maria@school.example"}, "e-mail address"),
        ({"note": "Maria Lopez, Sam Chen, Noah Reed"}, "several names"),
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, made, change, words):
    cycle(made.pilot)
    answer = as_ben.post(add(made), said() | change, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.text
    for name in ("value", "group", "note"):
        assert change.get(name, SAID[name]) in answer.text.replace("&amp;", "&")
    assert not Observation.objects.exists()


def test_a_day_that_is_still_to_come_was_not_observed(as_ben, made):
    answer = as_ben.post(add(made), said(on=in_days(2).isoformat()))
    assert answer.status_code == 422
    assert "still to come" in answer.text
    as_ben.post(add(made), said(on=in_days(1).isoformat()))
    assert Observation.objects.exists()


def test_groups_that_are_persons_are_refused_once_it_shows(as_ben, made):
    for name in ("Maria Lopez", "Sam Chen"):
        assert as_ben.post(add(made), said(group=name)).status_code == 302
    answer = as_ben.post(add(made), said(group="Noah Reed"))
    assert answer.status_code == 422
    assert "most groups have the shape of a person’s name" in answer.text
    for name in ("Room 4", "Grade 6 North", "Ms. Ruiz’s class"):
        assert as_ben.post(add(made), said(group=name)).status_code == 302


def test_pressed_twice_it_is_one_and_that_is_told(as_ben, made):
    as_ben.post(add(made), said())
    answer = as_ben.post(add(made), said(), headers=HTMX).text
    assert "was there already" in answer
    assert Observation.objects.count() == 1
    as_ben.post(add(made), said(group="Room 5"))
    assert Observation.objects.count() == 2


# --- Meanwhile ----------------------------------------------------------------------------------------------------


def test_a_cycle_that_went_meanwhile_takes_nothing_along(ben, made):
    there = cycle(made.pilot)
    Cycle.objects.all().delete()
    found, new = Observation.observe(made, ben, on=date(2026, 3, 6), value=1, cycle=there)
    assert new
    assert found.cycle is None


def test_a_measure_that_went_meanwhile(ben, made):
    observations(made, [1])
    type(made).objects.filter(pk=made.pk).delete()
    with pytest.raises(Gone):
        Observation.observe(made, ben, on=date(2026, 3, 6), value=1)


def test_from_an_open_page_it_leads_on_and_not_into_a_page_within_a_page(as_ben, made):
    address = add(made)
    type(made).objects.filter(pk=made.pk).delete()
    answer = as_ben.post(address, said(), headers=HTMX)
    assert answer["HX-Redirect"] == url("measure_list", made.pilot)
    assert as_ben.post(address, said()).status_code == 404


def test_in_a_closed_pilot_nothing_is_noted(as_ana, ana, ben, team):
    made = measure(closed(team, ana, [ben]))
    assert "This pilot is closed." in as_ana.post(add(made), said(), follow=True).text
    with pytest.raises(Closed):
        Observation.observe(made, ben, on=date(2026, 3, 6), value=1)


# --- Doors --------------------------------------------------------------------------------------------------------


def test_who_may(as_cleo, as_dov, made):
    for ask in ("get", "post"):
        assert getattr(as_cleo, ask)(add(made)).status_code == 403
        assert getattr(as_dov, ask)(add(made)).status_code == 404


def test_colleagues_note_once_they_joined(team, ana, northside):
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    pilot = inviting(team, ana, audience="staff")
    made = measure(pilot)
    assert signed_in(eve).post(add(made), said()).status_code == 403
    joined(pilot, eve)
    assert signed_in(eve).post(add(made), said()).status_code == 302
    assert Observation.objects.get().noted_by == eve


def test_a_member_who_did_not_join_reads_alone(team, ana, ben):
    made = measure(inviting(team, ana))
    assert signed_in(ben).post(add(made), said()).status_code == 403


# --- The table ----------------------------------------------------------------------------------------------------


def test_fifty_a_page_newest_first(as_cleo, made):
    observations(made, range(101, 221))
    first, third = (as_cleo.get(made.get_absolute_url() + page).text for page in ("", "?page=3"))
    assert 'data-label="Number (students)">220<' in first
    assert 'data-label="Number (students)">170<' not in first
    assert "?page=2" in first
    assert 'data-label="Number (students)">101<' in third
    assert "?page=4" not in third
    for page in ("?page=9", "?page=x", "?page=0", "?page=99999999999"):
        assert as_cleo.get(made.get_absolute_url() + page).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 5000])
def test_the_page_asks_the_same_number_of_questions(as_ben, ben, made, django_assert_max_num_queries, count):
    observations(made, range(count), ben)
    with django_assert_max_num_queries(12):
        as_ben.get(made.get_absolute_url())

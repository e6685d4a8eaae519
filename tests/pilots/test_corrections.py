"""Observations set right, struck out and put back: what stood there before stays, with who and why; two at once lose nothing."""

import pytest

from pilots.models import Closed, Correction
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone

from .piloting import closed, cycle, inviting, measure, running, url

pytestmark = pytest.mark.django_db

ACTS = ("observation_set_right", "observation_strike", "observation_put_back")


@pytest.fixture
def pilot(team, ana, ben):
    return running(team, ana, [ben])


@pytest.fixture
def seen(pilot, ana):
    made = measure(pilot, [12], by=ana)
    found = made.observations.get()
    type(found).objects.filter(pk=found.pk).update(group="Room 4", note="fire drill")
    found.refresh_from_db()
    found.measure = made
    return found


def at(name, seen):
    return url(name, seen.measure.pilot, seen.measure.number, seen.pk)


def said(seen, **changes):
    as_it_is = {"on": seen.on.isoformat(), "value": "12", "group": seen.group, "note": seen.note, "cycle": ""}
    return as_it_is | {"because": "", "edition": seen.edition} | changes


def page_of(client, seen):
    return " ".join(client.get(seen.measure.get_absolute_url()).text.split())


def test_what_stood_there_stays_with_who_and_why(as_ben, as_cleo, seen):
    form = as_ben.get(at("observation_set_right", seen)).text
    assert 'value="12"' in form
    as_ben.post(at("observation_set_right", seen), said(seen, value="21", because="Typing <error>"))
    seen.refresh_from_db()
    assert (seen.value, seen.edition) == (21, 1)
    assert "was 12, set right by Ben Okafor on" in page_of(as_cleo, seen)
    assert "Typing &lt;error&gt;" in page_of(as_cleo, seen)


def test_each_step_tells_what_it_changed(as_ben, seen):
    as_ben.post(at("observation_set_right", seen), said(seen, value="21", because="First"))
    as_ben.post(at("observation_set_right", seen), said(seen, value="21", group="Room 5", because="Then", edition=1))
    page = page_of(as_ben, seen)
    assert "was “<bdi>Room 4</bdi>”, set right" in page
    assert "was 12, set right" in page
    assert page.index("Then") < page.index("First")


def test_a_change_of_what_counts_needs_why(as_ben, seen):
    answer = as_ben.post(at("observation_set_right", seen), said(seen, value="21"))
    assert answer.status_code == 422
    assert "why it changes" in answer.text
    assert 'value="21"' in answer.text


def test_a_note_or_a_cycle_changes_without_a_story(as_ben, seen):
    there = cycle(seen.measure.pilot)
    as_ben.post(at("observation_set_right", seen), said(seen, note="", cycle=str(there.number)))
    seen.refresh_from_db()
    assert (seen.note, seen.cycle) == ("", there)
    assert not Correction.objects.exists()


def test_the_name_of_a_person_goes_without_a_trace(as_ben, seen):
    as_ben.post(at("observation_set_right", seen), said(seen, group="Maria", because="Moved"))
    change = said(seen, group="Room 4", because="Somebody’s name", forget="on", edition=1)
    as_ben.post(at("observation_set_right", seen), change)
    assert list(Correction.objects.values_list("group", flat=True)) == ["", ""]
    assert "Maria" not in page_of(as_ben, seen)


@pytest.mark.parametrize(
    "change", [{"value": "1,234"}, {"on": "soon"}, {"because": "x" * 301}, {"edition": ""}, {"group": "a@b.example"}]
)
def test_what_does_not_fit_comes_back(as_ben, seen, change):
    answer = as_ben.post(at("observation_set_right", seen), said(seen, note="Our words", because="Why") | change)
    assert answer.status_code == 422
    assert "Our words" in answer.text
    seen.refresh_from_db()
    assert seen.edition == 0


def test_two_at_once_both_see_both(as_ana, as_ben, seen):
    as_ana.post(at("observation_set_right", seen), said(seen, value="31", because="Ana’s count"))
    answer = as_ben.post(at("observation_set_right", seen), said(seen, value="41", because="Ben’s count"))
    assert answer.status_code == 409
    assert '<dd dir="auto">31</dd>' in answer.text
    assert 'value="41"' in answer.text
    as_ben.post(at("observation_set_right", seen), said(seen, value="41", because="Ben’s count", edition=1))
    seen.refresh_from_db()
    assert seen.value == 41


def test_struck_out_it_stays_below_and_can_be_put_back(as_ben, as_cleo, seen):
    assert "It does not count any more" in as_ben.get(at("observation_strike", seen)).text
    as_ben.post(at("observation_strike", seen), {"because": "Counted twice", "edition": 0})
    page = page_of(as_cleo, seen)
    assert "1 struck out" in page
    assert "struck out by Ben Okafor" in page
    assert "Counted twice" in page
    assert at("observation_put_back", seen) in page_of(as_ben, seen)
    assert at("observation_put_back", seen) not in page
    as_ben.post(at("observation_put_back", seen), {"because": "It was another class", "edition": 1})
    seen.refresh_from_db()
    assert seen.struck_at is None
    page = page_of(as_ben, seen)
    assert "put back by Ben Okafor" in page
    assert "Counted twice" in page


@pytest.mark.parametrize("name", ["observation_strike", "observation_put_back"])
def test_why_is_needed_and_a_newer_edition_asks_again(as_ben, seen, name):
    if name == "observation_put_back":
        type(seen).objects.update(struck_at="2026-03-01T00:00Z")
    assert as_ben.post(at(name, seen), {"edition": 0, "because": ""}).status_code == 422
    assert as_ben.post(at(name, seen), {}).status_code == 422
    type(seen).objects.update(edition=5)
    answer = as_ben.post(at(name, seen), {"edition": 0, "because": "My reason"})
    assert answer.status_code == 409
    assert "My reason" in answer.text
    assert 'value="5"' in answer.text
    assert as_ben.post(at(name, seen), {"edition": 5, "because": "My reason"}).status_code == 302


def test_pressed_twice_it_is_struck_once(as_ben, ben, seen):
    for _press in range(2):
        as_ben.post(at("observation_strike", seen), {"because": "Counted twice", "edition": 0})
    Correction.strike(seen, ben, 0, "again")
    assert Correction.objects.count() == 1
    assert "It is struck out already." in as_ben.get(at("observation_strike", seen), follow=True).text


def test_who_may(as_cleo, as_dov, seen):
    for name in ACTS:
        for ask in ("get", "post"):
            assert getattr(as_cleo, ask)(at(name, seen)).status_code == 403
            assert getattr(as_dov, ask)(at(name, seen)).status_code == 404


def test_another_measure_s_observation_is_not_there(as_ben, seen):
    other = measure(seen.measure.pilot)
    for name in ACTS:
        assert as_ben.get(url(name, seen.measure.pilot, other.number, seen.pk)).status_code == 404


def test_a_colleague_who_has_not_joined(team, ana, northside):
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    made = measure(inviting(team, ana, audience="staff"), [3])
    found = made.observations.get()
    found.measure = made
    for name in ACTS:
        assert signed_in(eve).post(at(name, found), {}).status_code == 403


def test_in_a_closed_pilot_it_stays_as_it_is(as_ana, ana, ben, team):
    made = measure(closed(team, ana, [ben]), [3])
    found = made.observations.get()
    found.measure = made
    for name in ACTS[:2]:
        assert "This pilot is closed." in as_ana.post(at(name, found), {}, follow=True).text
    with pytest.raises(Closed):
        Correction.strike(found, ana, 0, "x")


def test_gone_meanwhile(ben, seen):
    type(seen).objects.all().delete()
    for act in (Correction.strike, Correction.put_back, Correction.set_right):
        with pytest.raises(Gone):
            act(seen, ben, 0, "x")


@pytest.mark.parametrize("count", [1, 3])
def test_corrected_rows_ask_the_same_number_of_questions(as_ben, ben, pilot, django_assert_max_num_queries, count):
    made = measure(pilot, range(count))
    for found in made.observations.all():
        found.measure = made
        Correction.set_right(found, ben, 0, "x", value=99 + found.value)
        Correction.strike(found, ben, 1, "y")
    with django_assert_max_num_queries(13):
        as_ben.get(made.get_absolute_url())


def test_words_come_back_as_they_were_typed_when_somebody_was_quicker(as_ana, team, ana):
    pilot = running(team, ana, [ana])
    one = measure(pilot, [1]).observations.get()
    strike = url("observation_strike", pilot, 1, one.pk)
    Correction.set_right(one, ana, 0, "A slip.", value=2)
    answer = as_ana.post(strike, {"because": "Counted twice", "edition": 0})
    assert answer.status_code == 409
    assert answer.context["form"]["because"].value() == "Counted twice"
    assert answer.context["form"]["edition"].value() == 1

"""Measures: which kinds are there, saying them anew, taking them away with what hangs on them, and all numbers as a file."""

import pytest
from django.db import IntegrityError

from pilots.models import Closed, Measure, Observation
from tests import factories
from tests.conftest import signed_in
from visioning.models import Stale

from .piloting import closed, inviting, measure, running, url

pytestmark = pytest.mark.django_db

SAID = {
    "kind": "outcome",
    "title": "Students who explain aloud",
    "definition": "Each Friday the teacher tallies who spoke, of those present.",
    "unit": "students",
    "direction": "up",
    "target": "",
}
HTMX = {"HX-Request": "true", "HX-Target": "section#measures"}


@pytest.fixture
def pilot(team, ana, ben):
    return running(team, ana, [ben])


def said(**changes):
    return SAID | changes


def on_top(one, **changes):
    return said(edition=one.edition, **changes)


# --- The list -----------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(as_ben, as_cleo, pilot):
    page = as_ben.get(url("measure_list", pilot)).text
    assert "Nothing is measured yet." in page
    assert url("measure_add", pilot) in page
    assert url("measure_add", pilot) not in as_cleo.get(url("measure_list", pilot)).text


def test_the_kinds_that_are_not_there_yet_are_named_kindly(as_ben, pilot):
    measure(pilot, [3, 4], title="Talk in lessons")
    page = " ".join(as_ben.get(url("measure_list", pilot)).text.split())
    assert "Talk in lessons" in page
    assert "2 observations" in page
    assert "Last noted for" in page
    assert "Not there yet: how often you really do" in page
    assert "Not there yet: something that should not suffer" in page
    assert "Not there yet: what you hope" not in page
    assert "?kind=process" in page


def test_struck_observations_are_not_counted(as_ben, pilot):
    made = measure(pilot, [3, 4])
    made.observations.first().corrections.create(on="2026-01-01", value=1, because="x")
    made.observations.filter(value=4).update(struck_at="2026-01-01T00:00Z")
    assert "1 observation;" in " ".join(as_ben.get(url("measure_list", pilot)).text.split())


def test_the_part_answers_alone(as_ben, pilot):
    answer = as_ben.get(url("measure_list", pilot), headers=HTMX).text
    assert 'id="measures"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(as_ben, pilot, django_assert_max_num_queries, count):
    for _one in range(count):
        measure(pilot, [3, 4, 5])
    with django_assert_max_num_queries(9):
        as_ben.get(url("measure_list", pilot))


# --- Adding -------------------------------------------------------------------------------------------------------


def test_a_participant_adds_one_and_all_read_it(as_ben, as_cleo, ben, pilot):
    after = as_ben.post(url("measure_add", pilot), said(target="12,5", title="Who <b>speaks</b>"), follow=True)
    made = Measure.objects.get()
    assert (made.title, made.target, made.number, made.noted_by) == ("Who <b>speaks</b>", 12.5, 1, ben)
    for page in (after.text, as_cleo.get(made.get_absolute_url()).text, as_cleo.get(url("measure_list", pilot)).text):
        assert "Who &lt;b&gt;speaks&lt;/b&gt;" in page


def test_pressed_twice_it_is_one(as_ben, pilot):
    for _press in range(2):
        as_ben.post(url("measure_add", pilot), said())
    assert Measure.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"kind": ""},
        {"kind": "other"},
        {"direction": ""},
        {"definition": ""},
        {"title": "x" * 121},
        {"unit": "x" * 41},
        {"definition": "x" * 1001},
        {"target": "many"},
        {"target": "1,234"},
        {"target": "1" * 11},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, pilot, change):
    answer = as_ben.post(url("measure_add", pilot), said(unit="our own unit") | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "our own unit" in answer.text or change.get("unit")
    assert not Measure.objects.exists()


def test_two_thousand_letters_are_counted_and_none_is_lost(as_ben, pilot):
    words = ("word " * 400).strip()
    answer = as_ben.post(url("measure_add", pilot), said(title=words, definition=words)).text
    assert "At most 120 letters, please. These are 1999; all of them are still here." in answer
    assert "At most 1000 letters, please. These are 1999; all of them are still here." in answer
    assert answer.count(words) == 2
    assert "maxlength" not in answer


# --- Saying it anew -----------------------------------------------------------------------------------------------


def test_it_is_said_anew(as_ben, pilot):
    made = measure(pilot, target="12.5000")
    assert 'value="12.5"' in as_ben.get(url("measure_edit", pilot, made.number)).text
    as_ben.post(url("measure_edit", pilot, made.number), on_top(made, target="14"))
    made.refresh_from_db()
    assert (made.title, made.target, made.edition) == (SAID["title"], 14, 1)


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, pilot):
    made = measure(pilot)
    as_ana.post(url("measure_edit", pilot, made.number), on_top(made, title="Ana’s words", kind="process"))
    answer = as_ben.post(url("measure_edit", pilot, made.number), on_top(made, title="Ben’s words"))
    assert answer.status_code == 409
    assert "Ana’s words" in answer.text
    assert "Ben’s words" in answer.text
    assert "Process: whether" in answer.text
    as_ben.post(url("measure_edit", pilot, made.number), said(edition=1, title="Ben’s words"))
    made.refresh_from_db()
    assert made.title == "Ben’s words"


def test_a_form_left_open_does_not_write_onto_the_next_of_that_number(pilot, ben):
    first = Measure.note(pilot, ben, **said(target=None))
    first.remove(first.edition)
    second = Measure.note(pilot, ben, **said(target=None, title="Another"))
    assert second.number == first.number
    assert second.edition != first.edition


# --- Taking it away -----------------------------------------------------------------------------------------------


def removal(one, count, **changes):
    return {"edition": one.edition, "observation_count": count} | changes


def test_an_empty_one_goes_after_a_question(as_ben, pilot):
    made = measure(pilot)
    assert "Nothing is noted in it yet." in as_ben.get(url("measure_remove", pilot, made.number)).text
    as_ben.post(url("measure_remove", pilot, made.number), removal(made, 0))
    assert not Measure.objects.exists()


def test_one_with_observations_does_not_go_by_a_mere_press(as_ben, pilot):
    made = measure(pilot, [3, 4, 5])
    address = url("measure_remove", pilot, made.number)
    assert "3 observations" in as_ben.get(address).text
    answer = as_ben.post(address, removal(made, 3))
    assert answer.status_code == 422
    assert "Tick this" in answer.text
    assert as_ben.post(address, {}).status_code == 422
    assert Observation.objects.count() == 3
    as_ben.post(address, removal(made, 3, sure="on"))
    assert not Observation.objects.exists()


def test_a_number_noted_meanwhile_is_not_swept_away(as_ben, pilot):
    made = measure(pilot, [3, 4, 5])
    answer = as_ben.post(url("measure_remove", pilot, made.number), removal(made, 2, sure="on"))
    assert answer.status_code == 409
    assert "3 observations" in answer.text
    assert Measure.objects.exists()
    with pytest.raises(Stale):
        made.remove(made.edition, 2)


# --- Doors --------------------------------------------------------------------------------------------------------


def test_who_may(as_cleo, as_dov, pilot):
    made = measure(pilot, [3])
    for name, args in [("measure_add", ()), ("measure_edit", (made.number,)), ("measure_remove", (made.number,))]:
        for ask in ("get", "post"):
            assert getattr(as_cleo, ask)(url(name, pilot, *args)).status_code == 403
            assert getattr(as_dov, ask)(url(name, pilot, *args)).status_code == 404
    for name, args in [("measure_list", ()), ("measure_csv", (made.number,))]:
        assert as_cleo.get(url(name, pilot, *args)).status_code == 200
        assert as_dov.get(url(name, pilot, *args)).status_code == 404


def test_a_colleague_who_has_not_joined_sees_no_numbers(team, ana, northside):
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    pilot = inviting(team, ana, audience="staff")
    made = measure(pilot, [3])
    as_eve = signed_in(eve)
    for name, args in [("measure_list", ()), ("measure_csv", (made.number,)), ("measure_add", ())]:
        assert as_eve.get(url(name, pilot, *args)).status_code == 403


def test_in_a_closed_pilot_nothing_changes(as_ana, ana, ben, team):
    pilot = closed(team, ana, [ben])
    made = measure(pilot, [3])
    for name, args in [("measure_add", ()), ("measure_edit", (made.number,)), ("measure_remove", (made.number,))]:
        assert "This pilot is closed." in as_ana.post(url(name, pilot, *args), said(), follow=True).text
    assert url("measure_add", pilot) not in as_ana.get(url("measure_list", pilot)).text
    for act in (
        lambda: made.mend(made.edition, title="x"),
        lambda: made.remove(0, 1),
        lambda: Measure.note(pilot, ana),
    ):
        with pytest.raises(Closed):
            act()


def test_two_of_one_number_cannot_be(pilot):
    measure(pilot)
    with pytest.raises(IntegrityError):
        Measure.objects.create(pilot=pilot, number=1, kind="outcome", title="x", definition="y", direction="up")


# --- As a file ----------------------------------------------------------------------------------------------------


def test_all_numbers_as_a_file_that_no_spreadsheet_runs(as_cleo, ben, pilot):
    made = measure(pilot, title="=HYPERLINK(1)", unit="")
    Observation.objects.create(measure=made, on="2026-03-06", value="-12.5", group="=1+1", note="a;@b", noted_by=ben)
    Observation.objects.create(measure=made, on="2026-03-07", value="4", struck_at="2026-03-08T00:00Z")
    answer = as_cleo.get(url("measure_csv", pilot, made.number))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith('.csv"')
    text = answer.content.decode()
    assert text.startswith("\ufeffDay,'=HYPERLINK(1),Group")
    assert "2026-03-06,-12.5,'=1+1,a;'@b,,Typed" in text
    assert "2026-03-07" not in text
    assert "Ben" not in text

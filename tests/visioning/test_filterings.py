"""The filter question, put to an initiative: kept as it was worded then, with what follows from it."""

import pytest
from django.urls import reverse

from visioning.models import Filtering, Initiative, SharedVision
from visioning.views.filterings import question_of

from .writing import Hand

pytestmark = pytest.mark.django_db

QUESTION = "How does this help students think for themselves?"


@pytest.fixture
def initiative(team, ana):
    return Initiative.note(team, ana, name="Lesson study")


@pytest.fixture
def hand(team, ana):
    hand = Hand(SharedVision.start(team).text, ana)
    hand.write(QUESTION, "filter")
    return hand


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def asked(client, team, **said):
    """What the page's own form would send."""
    page = client.get(url("filtering_add", team, 1))
    return {"asked": page.context["form"]["asked"].value()} | said


def test_without_a_question_it_leads_to_where_it_is_written(as_ben, initiative, team):
    page = as_ben.get(url("filtering_add", team, 1)).text
    assert url("shared_vision", team) in page
    assert 'name="because"' not in page
    assert as_ben.post(url("filtering_add", team, 1), {"outcome": "go", "because": "x"}).status_code == 409
    assert not Filtering.objects.exists()


def test_it_is_asked_in_the_teams_own_words_and_kept_so(as_ana, as_ben, as_cleo, ben, initiative, hand, team):
    assert QUESTION in as_ben.get(url("filtering_add", team, 1)).text
    said = asked(as_ben, team, outcome="redesign", because="Too <b>large</b> for one year")
    for _press in range(2):
        as_ben.post(url("filtering_add", team, 1), said)
    made = Filtering.objects.get()
    assert (made.question, made.outcome, made.by) == (QUESTION, "redesign", ben)
    page = as_cleo.get(initiative.get_absolute_url()).text
    assert "Too &lt;b&gt;large&lt;/b&gt; for one year" in page
    assert QUESTION in page
    assert url("task_add", team) not in page
    assert url("task_add", team) in as_ana.get(initiative.get_absolute_url()).text


def test_a_no_offers_to_end_it(as_ben, initiative, hand, team):
    as_ben.post(url("filtering_add", team, 1), asked(as_ben, team, outcome="decline", because="It helps nobody"))
    assert Initiative.objects.get().status == "running"
    assert "Then end it" in as_ben.get(initiative.get_absolute_url()).text
    as_ben.post(url("initiative_status", team, 1), {"status": "ended", "edition": initiative.edition})
    page = as_ben.get(initiative.get_absolute_url()).text
    assert "Then end it" not in page
    assert "It helps nobody" in page


def test_the_history_stays_and_the_last_one_counts(as_ben, initiative, hand, team):
    for outcome, because in (("redesign", "Too large"), ("go", "Smaller now")):
        as_ben.post(url("filtering_add", team, 1), asked(as_ben, team, outcome=outcome, because=because))
    page = as_ben.get(initiative.get_absolute_url()).text
    assert page.index("Smaller now") < page.index("Too large")
    assert "We went ahead" in as_ben.get(url("initiative_list", team)).text
    assert "We changed it" not in as_ben.get(url("initiative_list", team)).text


def test_a_question_worded_anew_meanwhile_is_read_once_more(as_ben, initiative, hand, team):
    said = asked(as_ben, team, outcome="go", because="My long thought")
    hand.write("And for others?", "filter")
    answer = as_ben.post(url("filtering_add", team, 1), said)
    assert answer.status_code == 409
    assert "And for others?" in answer.text
    assert "My long thought" in answer.text
    assert not Filtering.objects.exists()
    as_ben.post(url("filtering_add", team, 1), said | {"asked": answer.context["form"]["asked"].value()})
    assert "And for others?" in Filtering.objects.get().question


@pytest.mark.parametrize("change", [{"outcome": ""}, {"outcome": "maybe"}, {"because": ""}, {"because": "x" * 401}])
def test_what_does_not_fit_comes_back_with_its_words(as_ben, initiative, hand, team, change):
    answer = as_ben.post(url("filtering_add", team, 1), asked(as_ben, team, outcome="go", because="It does") | change)
    assert answer.status_code == 422
    assert change.get("because", "It does") in answer.text
    assert QUESTION in answer.text
    assert not Filtering.objects.exists()


def test_the_question_is_that_of_the_section(hand, team):
    hand.write("Not this", "content")
    assert question_of(team) == QUESTION


def test_what_one_said_is_in_ones_own_file_and_in_nobody_elses(as_ana, as_ben, ben, initiative, team):
    initiative.put_question(ben, QUESTION, "redesign", "Too large for one year")
    initiative.support(ben, True)
    mine = as_ben.get(reverse("me_export")).json()
    assert mine["filterings"][0]["because"] == "Too large for one year"
    assert mine["initiatives_worked_on"][0]["initiative__name"] == "Lesson study"
    assert "Too large for one year" not in as_ana.get(reverse("me_export")).text

"""How an arrow fares: noted with its day, never erased, and shown where the arrow is shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.leadership.test_together import at_once
from visioning.models import Arrow, ArrowState
from visioning.theory.shape import State
from visioning.views.arrow_states import standing_of

from . import theorising

pytestmark = pytest.mark.django_db
SHOWN = "Four of five students said why, in all three lessons."


@pytest.fixture
def arrow(team, ana):
    theory = theorising.theory(team, ana)
    found = theory.arrows.get(source__number=2)
    # Written a month ago, so that there are days to speak of.
    Arrow.objects.filter(pk=found.pk).update(written_at=timezone.now() - timedelta(days=30))
    found = Arrow.objects.with_ends().get(pk=found.pk)
    found.theory = theory
    return found


def url(arrow):
    theory = arrow.theory
    return reverse("arrow_state_note", args=(theory.team.slug, theory.number, arrow.source.number, arrow.target.number))


def found(state=State.SUPPORTED, days=0, **fields):
    day = timezone.localdate() - timedelta(days=days)
    return {"state": state.value, "on": day.isoformat(), "because": SHOWN} | fields


def test_somebody_notes_how_it_stands_and_all_forms_of_the_theory_know(as_ben, arrow, ben):
    response = as_ben.post(url(arrow), found())
    assert response.headers["Location"] == f"{arrow.get_absolute_url()}#arrow-state"
    arrow.refresh_from_db()
    assert (arrow.state, arrow.state_on) == (State.SUPPORTED, timezone.localdate())
    shape = arrow.theory.shape()
    assert [one.state for one in shape.arrows] == [State.UNTESTED, State.SUPPORTED, State.UNTESTED]
    noted = standing_of(arrow, arrow.theory.team.memberships.get(person=ben), shape)["arrow_states"][0]
    assert (noted.because, noted.noted_by) == (SHOWN, ben)


def test_the_last_note_of_the_latest_day_counts_and_none_is_erased(arrow, ana):
    today = timezone.localdate()
    arrow.note_state(ana, State.BEING_TESTED, today - timedelta(days=9))
    arrow.note_state(ana, State.SUPPORTED, today, SHOWN)
    arrow.note_state(ana, State.CONTRADICTED, today - timedelta(days=5), "Found later, about earlier")
    arrow.refresh_from_db()
    assert arrow.state == State.SUPPORTED
    arrow.note_state(ana, State.UNTESTED, today, "A slip")
    arrow.refresh_from_db()
    assert arrow.state == State.UNTESTED
    assert [one.state for one in arrow.states.all()] == ["untested", "supported", "contradicted", "being_tested"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (found(days=-1), "This day is still to come."),
        (found(days=31), "Choose that day or a later one."),
        (found(because=""), "Say in a line what showed it"),
        (found(State.CONTRADICTED, because="  "), "Say in a line what showed it"),
        (found(on="soon"), "Enter a valid date"),
        (found() | {"state": "proven"}, "not one of the available choices"),
        (found(because="so " * 200), "at most 400"),
    ],
)
def test_what_cannot_be_is_said_kindly_and_the_words_stay(as_ben, arrow, data, words):
    response = as_ben.post(url(arrow), data)
    assert response.status_code == 422
    assert words in response.text
    assert data["because"].strip() in response.text
    assert not ArrowState.objects.exists()


def test_being_tried_needs_no_reason(as_ben, arrow):
    assert as_ben.post(url(arrow), found(State.BEING_TESTED, because="")).status_code == 302


def test_an_arrow_taken_out_meanwhile_loses_no_words(as_ben, arrow, ana):
    arrow.remove(ana)
    response = as_ben.post(url(arrow), found())
    assert response.status_code == 409
    assert SHOWN in response.text
    assert "This arrow was taken out" in response.text
    assert as_ben.get(url(arrow)).status_code == 200
    assert not ArrowState.objects.exists()


def test_the_overview_shows_each_state_with_its_day(as_cleo, arrow, ana):
    arrow.note_state(ana, State.CONTRADICTED, timezone.localdate(), SHOWN)
    page = as_cleo.get(reverse("belief_round_list", args=(arrow.theory.team.slug, arrow.theory.number))).text
    assert page.count("Untested") == 2
    assert page.count("Contradicted") == 1


def test_outsiders_find_nothing_and_observers_note_nothing(as_dov, as_cleo, arrow):
    assert as_dov.post(url(arrow), found()).status_code == 404
    assert as_dov.get(url(arrow)).status_code == 404
    assert as_cleo.post(url(arrow), found()).status_code == 403
    assert not ArrowState.objects.exists()


def test_there_is_no_such_arrow(as_ben, arrow):
    address = reverse("arrow_state_note", args=(arrow.theory.team.slug, arrow.theory.number, 1, 4))
    assert as_ben.get(address).status_code == 404


def test_a_deleted_account_leaves_what_it_noted(as_cleo, arrow, ben):
    arrow.note_state(ben, State.SUPPORTED, timezone.localdate(), SHOWN)
    ben.delete()
    assert arrow.states.get().noted_by is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_note_at_once_are_both_kept(arrow, ana, ben):
    address = url(arrow)
    statuses = at_once((ana, address, found()), (ben, address, found(State.CONTRADICTED, days=1)))
    assert statuses == [302, 302]
    arrow.refresh_from_db()
    assert arrow.states.count() == 2
    assert arrow.state == State.SUPPORTED

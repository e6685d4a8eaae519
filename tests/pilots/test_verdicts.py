"""What a pilot showed of a theory: said once, at its end, and noted on the arrow with the pilot's name."""

import pytest
from django.utils import timezone

from pilots.models import NotReady, TestedArrow
from tests.visioning import theorising
from visioning.models import Arrow
from visioning.theory.shape import State

from . import piloting
from .ending import body, closing, sent, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def theory(team, ana):
    return theorising.theory(team, ana)


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, [ben])


def judged_later(pilot, arrow, ana):
    arrow.note_state(ana, State.BEING_TESTED, timezone.localdate(), "Pilot: Talk moves")
    return TestedArrow.objects.create(pilot=pilot, arrow=arrow)


def state_of(arrow):
    return Arrow.objects.get(pk=arrow.pk).state


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_what_was_found_is_noted_on_the_arrow(pilot, theory, ana, verdict):
    arrow = theory.arrows.first()
    tested = judged_later(pilot, arrow, ana)
    assert pilot.close(ana, closing(verdicts={tested.pk: (verdict, "Tallies of five weeks")})) == 0
    noted = arrow.states.first()
    assert (state_of(arrow), noted.state, noted.noted_by) == (verdict, verdict, ana)
    assert noted.because == "Pilot “Talk moves”: Tallies of five weeks."
    tested.refresh_from_db()
    assert (tested.verdict, tested.because) == (verdict, "Tallies of five weeks")


def test_still_open_leaves_it_as_it_was_before_it_was_tested(pilot, theory, ana):
    first, second = theory.arrows.all()[:2]
    second.note_state(ana, State.SUPPORTED, timezone.localdate(), "Seen last year")
    rows = [judged_later(pilot, one, ana) for one in (first, second)]
    pilot.close(ana, closing(verdicts={row.pk: ("open", "") for row in rows}))
    assert (state_of(first), state_of(second)) == (State.UNTESTED, State.SUPPORTED)


def test_still_open_where_another_pilot_goes_on_stays_being_tested(pilot, theory, team, ana):
    arrow = theory.arrows.first()
    tested = judged_later(pilot, arrow, ana)
    TestedArrow.objects.create(pilot=piloting.running(team, ana), arrow=arrow)
    pilot.close(ana, closing(verdicts={tested.pk: ("open", "")}))
    assert state_of(arrow) == State.BEING_TESTED


def test_still_open_takes_nothing_back_that_somebody_noted_meanwhile(pilot, theory, ana):
    arrow = theory.arrows.first()
    tested = judged_later(pilot, arrow, ana)
    arrow.note_state(ana, State.CONTRADICTED, timezone.localdate(), "Another school")
    pilot.close(ana, closing(verdicts={tested.pk: ("open", "")}))
    assert state_of(arrow) == State.CONTRADICTED


def test_each_arrow_needs_a_verdict_and_a_finding_needs_what_showed_it(as_ana, pilot, theory, ana):
    tested = judged_later(pilot, theory.arrows.first(), ana)
    page = body(as_ana.get(url("pilot_close", pilot)))
    assert tested.arrow.source.words in page
    assert "checked" not in page.partition("What it showed")[2].partition("</div>")[0]
    response = as_ana.post(url("pilot_close", pilot), sent(pilot))
    assert response.status_code == 422
    assert "“Still open” is an answer like the others." in body(response)
    found = {f"verdict-{tested.pk}": "supported"}
    response = as_ana.post(url("pilot_close", pilot), sent(pilot, **found))
    assert response.status_code == 422
    assert "what showed it" in body(response)
    assert (
        as_ana.post(url("pilot_close", pilot), sent(pilot, **found, **{f"because-{tested.pk}": "Seen"})).status_code
        == 302
    )
    assert "Supported" in body(as_ana.get(url("pilot_close", pilot)))


def test_an_arrow_that_came_to_it_meanwhile_is_asked_for(pilot, theory, ana):
    tested = judged_later(pilot, theory.arrows.first(), ana)
    with pytest.raises(NotReady) as error:
        pilot.close(ana, closing())
    assert error.value.missing == (f"verdict-{tested.pk}",)


def test_one_that_was_taken_out_of_its_theory_is_left_alone_and_that_is_told(as_ana, pilot, theory, ana):
    arrow = theory.arrows.first()
    judged_later(pilot, arrow, ana)
    arrow.remove(ana)
    assert arrow.target.words not in body(as_ana.get(url("pilot_close", pilot)))
    response = as_ana.post(url("pilot_close", pilot), sent(pilot), follow=True)
    assert "no longer part of its theory" in body(response)
    assert "It was taken out of the theory before the pilot ended." in body(response)
    assert arrow.states.count() == 1


def test_the_longest_words_find_room_beside_the_arrow(pilot, theory, ana):
    type(pilot).objects.filter(pk=pilot.pk).update(title="p" * 120)
    pilot.refresh_from_db()
    tested = judged_later(pilot, theory.arrows.first(), ana)
    pilot.close(ana, closing(verdicts={tested.pk: ("supported", "w" * 260)}))
    assert tested.arrow.states.first().because.endswith("w.")

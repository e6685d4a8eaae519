"""A new middle line by hand, with its reason; taken back, with who and why; the time before."""

import pytest
from django.utils import timezone

from leadership.models import JoinedBy
from pilots.models import Closed, InTimeBefore, LineStands, Rebase, TakenBack
from pilots.run_chart_rows import chart_of_measure
from tests import factories
from tests.conftest import signed_in
from tests.leadership.test_together import at_once
from visioning.models import Gone, Stale

from . import piloting
from .piloting import in_days, url

pytestmark = pytest.mark.django_db
WORDS = "A" * 2000


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, participants=[ben])


@pytest.fixture
def measure(pilot):
    return piloting.measure(pilot, [3, 4, 3, 5, 8, 9, 8, 9])


def said(**more):
    return {"from_on": in_days(-30).isoformat(), "why": "Double lessons since then", **more}


def test_a_participant_begins_a_new_middle_line_and_the_page_says_why(as_ben, pilot, measure):
    response = as_ben.post(url("rebase_add", pilot, measure.number), said(), follow=True)
    assert "The middle line is counted anew from that day on." in response.text
    assert "Double lessons since then" in response.text
    assert "drawn by Ben Okafor" in response.text
    chart = chart_of_measure(measure)
    assert [phase.median for phase in chart.phases] == [3.5, 8.5]
    assert "the middle is 8.5\xa0students since" in chart.sentence


def test_pressed_twice_it_is_one(as_ben, pilot, measure):
    for _press in range(2):
        assert as_ben.post(url("rebase_add", pilot, measure.number), said()).status_code == 302
    assert measure.rebases.count() == 1


def test_the_reason_is_needed_and_too_long_a_one_comes_back_whole(as_ben, pilot, measure):
    response = as_ben.post(url("rebase_add", pilot, measure.number), said(why=""))
    assert response.status_code == 422
    response = as_ben.post(url("rebase_add", pilot, measure.number), said(why=WORDS))
    assert response.status_code == 422
    assert WORDS in response.text
    assert "These are 2000; all of them are still here." in response.text
    assert as_ben.post(url("rebase_add", pilot, measure.number), said(from_on="0002-03-01")).status_code == 422
    assert not measure.rebases.exists()


def test_a_day_has_one_line(as_ben, ana, pilot, measure):
    Rebase.draw(measure, ana, in_days(-30), "New room")
    response = as_ben.post(url("rebase_add", pilot, measure.number), said())
    assert response.status_code == 422
    assert "“New room” Take that one back first." in response.text
    assert "Double lessons since then" in response.text
    with pytest.raises(LineStands):
        Rebase.draw(measure, ana, in_days(-30), "Another reason")


def test_it_can_be_taken_back_and_both_reasons_are_kept(as_ben, ana, pilot, measure):
    rebase = Rebase.draw(measure, ana, in_days(-30), "New room")
    address = url("rebase_take_back", pilot, measure.number, rebase.pk)
    assert "New room" in as_ben.get(address).text
    assert as_ben.post(address, {"why": ""}).status_code == 422
    page = as_ben.post(address, {"why": "It was the old room"}, follow=True).text
    assert "Taken back. The reason is kept beside it." in page
    assert "New room" in page
    assert "It was the old room" in page
    assert "by Ben Okafor" in page
    assert len(chart_of_measure(measure).phases) == 1
    again = as_ben.post(address, {"why": "Once more"}, follow=True).text
    assert "It was taken back already: “It was the old room”" in again
    rebase.refresh_from_db()
    assert rebase.taken_back_why == "It was the old room"
    Rebase.draw(measure, ana, in_days(-30), "The new room after all")  # the day is free again
    with pytest.raises(TakenBack):
        rebase.take_back(ana, "x")


def test_the_time_before_is_set_by_hand_and_its_middle_goes_on(as_ben, pilot, measure):
    until = in_days(-7 * 5)
    form = {"edition": measure.edition, "baseline_until": until.isoformat()}
    page = as_ben.post(url("baseline_edit", pilot, measure.number), form, follow=True).text
    assert "Saved." in page
    assert "The time before lasts until" in page
    chart = chart_of_measure(type(measure).objects.get())
    assert (chart.phases[0].before, chart.phases[0].median) == (4, 3.5)
    measure.refresh_from_db()
    form = {"edition": measure.edition, "baseline_until": ""}
    as_ben.post(url("baseline_edit", pilot, measure.number), form)
    measure.refresh_from_db()
    assert measure.baseline_until is None


def test_two_say_the_time_before_at_once(as_ben, pilot, measure):
    form = {"edition": measure.edition, "baseline_until": in_days(-35).isoformat()}
    as_ben.post(url("baseline_edit", pilot, measure.number), form)
    response = as_ben.post(
        url("baseline_edit", pilot, measure.number), form | {"baseline_until": in_days(-21).isoformat()}
    )
    assert response.status_code == 409
    assert "Somebody saved this while you were writing" in response.text
    assert in_days(-21).isoformat() in response.text
    measure.refresh_from_db()
    assert measure.baseline_until == in_days(-35)
    with pytest.raises(Stale):
        measure.freeze(measure.edition + 5, None)


def test_the_time_before_and_a_new_line_do_not_lie_over_each_other(as_ben, ana, pilot, measure):
    Rebase.draw(measure, ana, in_days(-30), "New room")
    form = {"edition": measure.edition, "baseline_until": in_days(-29).isoformat()}
    response = as_ben.post(url("baseline_edit", pilot, measure.number), form)
    assert response.status_code == 422
    assert "A new middle line begins on" in response.text
    measure.freeze(measure.edition, in_days(-40))
    response = as_ben.post(url("rebase_add", pilot, measure.number), said(from_on=in_days(-40).isoformat()))
    assert response.status_code == 422
    assert "The time before lasts until" in response.text
    with pytest.raises(InTimeBefore):
        Rebase.draw(measure, ana, in_days(-41), "Earlier")


def addresses(pilot, measure, rebase):
    yield url("rebase_add", pilot, measure.number)
    yield url("rebase_take_back", pilot, measure.number, rebase.pk)
    yield url("baseline_edit", pilot, measure.number)


def test_only_those_who_work_in_the_pilot(as_ana, as_cleo, as_dov, as_nobody, northside, team, ana, pilot, measure):
    """Ana runs the team. Gia is on the team and did not join; Nia is on the staff and did not join."""
    rebase = Rebase.draw(measure, ana, in_days(-30), "New room")
    gia, nia = factories.person("Gia Green"), factories.person("Nia Newman")
    team.welcome(gia, JoinedBy.LINK)
    northside.welcome(nia)
    for address in addresses(pilot, measure, rebase):
        assert as_ana.get(address).status_code == 200
        for client, status in ((as_cleo, 403), (signed_in(gia), 403), (as_dov, 404), (signed_in(nia), 404)):
            assert client.get(address).status_code == status
            assert client.post(address, said()).status_code == status
        assert as_nobody.post(address, said()).status_code == 302
    assert measure.rebases.count() == 1
    assert not measure.rebases.filter(taken_back_at__isnull=False)


def test_a_colleague_of_the_staff_who_joined_may(northside, team, ana):
    pilot = piloting.running(team, ana, audience="staff")
    measure = piloting.measure(pilot, [1, 2])
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    piloting.joined(pilot, nia)
    assert signed_in(nia).post(url("rebase_add", pilot, measure.number), said()).status_code == 302
    assert measure.rebases.get().by == nia


def test_a_line_of_another_measure_is_not_found(as_ben, ana, pilot, measure):
    other = piloting.measure(pilot, [1, 2])
    rebase = Rebase.draw(other, ana, in_days(-8), "New room")
    address = url("rebase_take_back", pilot, measure.number, rebase.pk)
    assert as_ben.post(address, {"why": "x"}).status_code == 404


def test_in_a_closed_pilot_the_lines_stay_as_they_are(as_ben, ana, pilot, measure):
    rebase = Rebase.draw(measure, ana, in_days(-30), "New room")
    type(pilot).objects.update(decision="stop", closed_at=timezone.now())
    for address in addresses(pilot, measure, rebase):
        assert "This pilot is closed." in as_ben.get(address, follow=True).text
    response = as_ben.post(url("rebase_add", pilot, measure.number), said(from_on=in_days(-20).isoformat()))
    assert response.status_code == 409
    assert "Double lessons since then" in response.text
    with pytest.raises(Closed):
        measure.freeze(measure.edition, None)
    page = as_ben.get(measure.get_absolute_url()).text
    assert "New room" in page
    assert "Take it back" not in page


def test_of_a_measure_that_was_removed_the_words_come_back(as_ben, ana, pilot, measure):
    rebase = Rebase.draw(measure, ana, in_days(-30), "New room")
    type(measure).objects.all().delete()
    with pytest.raises(Gone):
        Rebase.draw(measure, ana, in_days(-20), "Later")
    rebase.measure = measure
    with pytest.raises(Gone):
        rebase.take_back(ana, "x")
    assert as_ben.get(url("rebase_add", pilot, measure.number)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_draw_a_line_on_one_day_at_once(ana, ben, measure):
    """One wins, the other is told; the database keeps it so."""
    address = url("rebase_add", measure.pilot, measure.number)
    posts = [(ana, address, said(why="New room")), (ben, address, said(why="New timetable"))]
    assert sorted(at_once(*posts)) == [302, 422]
    assert Rebase.objects.count() == 1

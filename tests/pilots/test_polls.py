"""Quick polls: asked, passed on, closed once into one number that tells of nobody."""

import threading
from itertools import combinations_with_replacement

import pytest
from django.db import IntegrityError, connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from leadership.privacy import FEWEST
from pilots.models import Closed, Observation, Poll, PollAnswer
from pilots.models.closing import Closing
from pilots.places import place_in
from pilots.poll_numbers import number_of
from tests import factories
from tests.conftest import signed_in

from . import piloting

ASKED = {"question": "Did you say an idea aloud?", "form": "yes_no", "answered_by": "Students of grade 6"}


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, [ben])


@pytest.fixture
def measure(pilot):
    return piloting.measure(pilot)


@pytest.fixture
def poll(measure, ana):
    return Poll.ask(measure, ana, **ASKED)


def answers(poll, values):
    for place, value in enumerate(values):
        poll.take(value, f"page-{place}")


def url(name, poll_or_measure):
    measure = getattr(poll_or_measure, "measure", poll_or_measure)
    numbers = [measure.number] if measure is poll_or_measure else [measure.number, poll_or_measure.number]
    return piloting.url(name, measure.pilot, *numbers)


def body(response):
    return response.content.decode()


# --- The number, and whoever does the sums ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "said", "number"),
    [
        ("yes_no", [1, 1, 1, 0], None),
        ("yes_no", [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], "30.0"),
        ("yes_no", [1] * 25, "92.0"),
        ("yes_no", [1] * 24 + [0], "92.0"),
        ("yes_no", [0] * 5, "40.0"),
        ("five", [3, 3, 4, 2, 4, 2, 3, 3], "3.0"),
        ("five", [5] * 20, "4.6"),
        ("five", [1] * 20, "1.4"),
        ("count", [0, 2, 2, 7, 40], "2.0"),
        ("count", [1, 2, 3, 4, 5, 6], "3.5"),
    ],
)
def test_the_number_of_a_poll(form, said, number):
    found = number_of(form, said)
    assert (found if found is None else str(found)) == number


@pytest.mark.parametrize(("form", "levels"), [("yes_no", (0, 1)), ("five", (1, 2, 3, 4, 5))])
@pytest.mark.parametrize("count", [5, 6, 7, 10])
def test_nobody_who_knows_their_own_answer_learns_what_another_said(form, levels, count):
    """All tables of answers that tell the same number stay possible: in some of them any other person said something else."""
    told = {}
    for table in combinations_with_replacement(levels, count):
        told.setdefault(number_of(form, table), []).append(table)
    for tables in told.values():
        for own in levels:
            rest = [without(table, own) for table in tables if own in table]
            sure = [others for others in rest if len(set(others)) == 1]
            # Everybody else saying one and the same is never the only thing that fits.
            assert not rest or len(sure) < len(rest)


def without(table, own):
    rest = list(table)
    rest.remove(own)
    return tuple(rest)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=FEWEST, max_size=60))
def test_the_order_of_answers_does_not_matter(said):
    assert number_of("five", said) == number_of("five", sorted(said)) == number_of("five", said[::-1])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 1), min_size=FEWEST, max_size=60))
def test_one_more_yes_never_makes_the_percentage_smaller(said):
    if 0 in said:
        more = list(said)
        more[more.index(0)] = 1
        assert number_of("yes_no", more) >= number_of("yes_no", said)


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_whoever_works_in_the_pilot_asks(as_ben, measure):
    response = as_ben.post(url("poll_add", measure), ASKED, follow=True)
    page = body(response)
    made = Poll.objects.get()
    assert "The question is out." in page
    assert f"/p/{made.link_token}/" in page
    assert "<title>QR code that leads to the question</title>" in page
    assert "No answers yet." in page
    assert "Our goal as we said it first." in page  # pinned
    assert (made.number, made.noted_by.name, made.is_open) == (1, "Ben Okafor", True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"question": ""}, "This field is required."),
        ({"answered_by": ""}, "This field is required."),
        ({"form": "essay"}, "Select a valid choice."),
        ({"closes_on": "2001-01-01"}, "This day has gone by."),
        ({"closes_on": "20255-01-01"}, "Enter a valid date."),
        ({"answered_by": "Emma Stone, Liam Carter, Noah Brooks"}, "This looks like a list of students"),
        ({"question": "x" * 2000}, "These are 2000; all of them are still here."),
    ],
)
def test_what_cannot_be_asked_comes_back_with_its_words(as_ana, measure, wrong, said):
    response = as_ana.post(url("poll_add", measure), ASKED | wrong)
    assert response.status_code == 422
    assert said in body(response)
    assert wrong.get("question", ASKED["question"]) in body(response)
    assert not Poll.objects.exists()


def test_an_empty_form_is_answered(as_ana, measure):
    assert as_ana.post(url("poll_add", measure)).status_code == 422


def test_the_same_poll_pressed_twice_is_one(as_ana, measure):
    for _press in range(2):
        as_ana.post(url("poll_add", measure), ASKED)
    assert Poll.objects.count() == 1


def test_asking_the_same_again_takes_over_the_words(as_ana, poll):
    poll.close(None)
    page = body(as_ana.get(url("poll_add", poll.measure) + "?like=1"))
    assert ASKED["question"] in page
    assert ASKED["answered_by"] in page
    for junk in ("²", "x", "9" * 40, "7"):
        assert as_ana.get(url("poll_add", poll.measure), {"like": junk}).status_code == 200


def test_who_may(as_ana, as_ben, as_cleo, as_dov, as_nobody, poll, northside):
    staff = factories.person("Eve Stone")
    northside.welcome(staff)
    as_eve = signed_in(staff)
    pages = [url("poll_add", poll.measure), *(url(name, poll) for name in ("poll", "poll_sheet", "poll_close"))]
    reads = [200, 200, 200, 200]
    assert [as_ana.get(at).status_code for at in pages] == reads
    assert [as_ben.get(at).status_code for at in pages] == reads
    assert [as_cleo.get(at).status_code for at in pages] == [403, 200, 200, 403]
    assert [as_dov.get(at).status_code for at in pages] == [404] * 4
    assert [as_eve.get(at).status_code for at in pages] == [404] * 4
    assert [as_nobody.get(at).status_code for at in pages] == [302] * 4
    for client in (as_cleo, as_dov):
        for name in ("poll_close", "poll_link"):
            assert client.post(url(name, poll)).status_code in (403, 404)
        assert client.post(url("poll_add", poll.measure), ASKED).status_code in (403, 404)
    poll.refresh_from_db()
    assert (poll.closed_at, poll.link_number) == (None, 1)


def test_a_colleague_of_the_staff_asks_once_they_have_joined(team, ana, northside):
    staff = factories.person("Eve Stone")
    northside.welcome(staff)
    pilot = piloting.running(team, ana, audience="staff")
    poll = Poll.ask(piloting.measure(pilot), ana, **ASKED)
    as_eve = signed_in(staff)
    pages = [url("poll_add", poll.measure), *(url(name, poll) for name in ("poll", "poll_sheet", "poll_close"))]
    assert [as_eve.get(at).status_code for at in pages] == [403] * 4  # invited, not joined: the invitation alone
    piloting.joined(pilot, staff)
    assert [as_eve.get(at).status_code for at in pages] == [200] * 4


def test_a_member_who_has_not_joined_asks_nothing(as_ben, team, ana):
    alone = piloting.measure(piloting.running(team, ana))
    assert as_ben.get(url("poll_add", alone)).status_code == 403


# --- How it stands -----------------------------------------------------------------------------------------------------


def test_while_it_is_open_only_how_many_is_shown(as_ana, poll):
    answers(poll, [1, 1, 1, 1, 1, 0])
    page = body(as_ana.get(url("poll", poll)))
    assert "6 answers so far." in page
    assert "poll-number" not in page
    assert "83" not in page.partition('id="poll-state"')[2].partition("<svg")[0]


def test_news_fetch_the_state_alone(as_ana, poll):
    headers = {"HX-Request": "true", "HX-Target": "div#poll-state"}
    part = body(as_ana.get(url("poll", poll), headers=headers))
    assert 'id="poll-state"' in part
    assert "<html" not in part


def test_a_fresh_link_ends_the_old_one(as_ana, poll):
    old = poll.link_token
    as_ana.post(url("poll_link", poll))
    poll.refresh_from_db()
    assert Poll.for_link(old) is None
    assert Poll.for_link(poll.link_token) == poll
    poll.close(None)
    assert as_ana.post(url("poll_link", poll)).status_code == 302
    poll.refresh_from_db()
    assert (poll.link_open, poll.link_number) == (False, 2)


def test_a_closed_poll_has_no_sheet(as_ana, poll):
    assert "Point your phone" in body(as_ana.get(url("poll_sheet", poll)))
    poll.close(None)
    assert as_ana.get(url("poll_sheet", poll)).status_code == 302


@pytest.mark.parametrize("name", ["poll", "poll_close", "poll_sheet"])
def test_the_pages_ask_the_database_as_often_for_many(as_ana, poll, name):
    asked = []
    for count in (1, 3):
        answers(poll, [1] * count)
        with CaptureQueriesContext(connection) as queries:
            assert as_ana.get(url(name, poll)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10


def test_the_polls_of_a_measure_in_one_query(rf, poll, ana):
    asked = []
    for _more in range(2):
        request = rf.get("/")
        request.pilot, request.team = poll.measure.pilot, poll.measure.pilot.team
        request.membership, _participation = place_in(request.pilot, ana)
        with CaptureQueriesContext(connection) as queries:
            page = Template("{% load polls %}{% measure_polls measure %}").render(
                Context({"request": request, "measure": poll.measure})
            )
        asked.append(len(queries))
        assert ASKED["question"] in page
        assert "Ask a quick poll" in page
        poll.close(None)
        for place in range(2):
            Poll.ask(poll.measure, ana, **ASKED | {"question": f"Number {place}?"})
    assert asked == [1, 1]


# --- Closing -----------------------------------------------------------------------------------------------------------


def test_closing_makes_one_observation_and_deletes_the_answers(as_ana, ana, pilot, poll):
    cycle = piloting.cycle(pilot)
    answers(poll, [1, 1, 1, 0, 0, 0, 1, 0])
    assert "8 answers become one number" in body(as_ana.get(url("poll_close", poll)))
    for _press in range(2):
        page = body(as_ana.post(url("poll_close", poll), follow=True))
    made = Observation.objects.get()
    assert (made.value, made.source, made.note) == (50, "poll", "8 answers to a poll")
    assert (made.on, made.cycle, made.noted_by, made.measure) == (piloting.in_days(0), cycle, ana, poll.measure)
    assert not PollAnswer.objects.exists()
    assert "50%" in page
    assert "with 8 answers." in page
    poll.refresh_from_db()
    assert (poll.observation, poll.answers_counted, poll.link_open) == (made, 8, False)


def test_fewer_than_five_make_no_number_and_are_deleted(as_ana, poll):
    answers(poll, [1, 1, 1, 1])
    assert "4 answers are here. Fewer than 5 make no number" in body(as_ana.get(url("poll_close", poll)))
    page = body(as_ana.post(url("poll_close", poll), follow=True))
    assert "Fewer than 5 answered, so there is no number" in page
    assert not PollAnswer.objects.exists()
    assert not Observation.objects.exists()


def test_after_its_last_day_the_number_is_of_that_day(as_ana, poll):
    answers(poll, [1, 0, 1, 0, 1])
    Poll.objects.update(closes_on=piloting.in_days(-3))
    poll.refresh_from_db()
    with pytest.raises(Closed):
        poll.take(1, "late")
    assert "was the last day for answers." in body(as_ana.get(url("poll", poll)))
    poll.close(None)
    assert Observation.objects.get().on == piloting.in_days(-3)


def test_a_number_that_was_deleted_later_is_said(as_ana, poll):
    answers(poll, [1] * 6)
    poll.close(None)
    Observation.objects.all().delete()
    assert "Its number was deleted later." in body(as_ana.get(url("poll", poll)))


def test_a_number_that_was_struck_out_is_no_longer_told(as_ana, poll):
    answers(poll, [1, 0] * 3)
    poll.close(None)
    Observation.objects.update(struck_at=timezone.now())
    page = body(as_ana.get(url("poll", poll)))
    assert "struck out later" in page
    assert "50%" not in page


def test_a_pilot_that_closes_counts_its_polls_and_asks_no_more(as_ana, team, ana, poll):
    done = piloting.measure(piloting.closed(team, ana))
    assert as_ana.post(url("poll_add", done), ASKED).status_code == 302
    assert not done.polls.exists()
    answers(poll, [1, 0, 1, 0, 1])
    poll.measure.pilot.close(ana, Closing("It held.", "spread", "More want to.", cycle_why=""))
    assert Observation.objects.get().value == 60
    assert not PollAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_make_one_number(poll):
    answers(poll, [1, 0, 1, 0, 1])
    together(lambda: Poll.objects.select_related("measure__pilot").get(pk=poll.pk).close(None))
    assert Observation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_polls_at_once_get_two_numbers(measure, ana, ben):
    people = iter((ana, ben))
    together(lambda: Poll.ask(measure, next(people), **ASKED))
    assert sorted(Poll.objects.values_list("number", flat=True)) == [1, 2]


def together(act):
    start = threading.Barrier(2)

    def run():
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_database_keeps_no_open_poll_with_a_number(poll):
    with pytest.raises(IntegrityError):
        Poll.objects.filter(pk=poll.pk).update(answers_counted=7)

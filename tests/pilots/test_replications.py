"""Another team tries what a card tells of: it says how it went, the origin and the card's readers see it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.models import PlanPrint, Role
from pilots.models import Replication
from pilots.models.replications import ItsOwn
from pilots.replication_words import told
from tests import factories
from tests.conftest import signed_in

from . import piloting
from .ending import body, card, replication

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team, ana, ben):
    return card(piloting.closed(team, ana, [ben]), ana, reach="public")


def where(name, team, card):
    return reverse(name, args=(team.slug, card.pk))


def said(edition=0, **fields):
    return {"outcome": "trying", "words": "", "edition": edition, **fields}


def page_of(client, made):
    return body(client.get(made.get_absolute_url()))


# --- In one sentence -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([], ""),
        ([("held", 1)], "Tried elsewhere: it held there, too."),
        ([("held", 1), ("did_not", 2)], "Tried in 2 other schools: held in one, did not hold in one."),
        ([("held", 1), ("held", 1), ("trying", 2)], "Tried by 3 other teams: held in 2, one is still trying."),
        ([("partly", 3)], "Tried elsewhere: it held there in part."),
    ],
)
def test_how_it_went_elsewhere_in_one_sentence(results, sentence):
    assert told(results) == sentence


# --- Saying it -----------------------------------------------------------------------------------------------------


def test_a_team_tries_it_and_later_says_how_it_went(as_dov, as_ana, made, other_team):
    shared = body(as_dov.get(reverse("shared_card", args=(made.pk,))))
    assert where("replication", other_team, made) in shared
    assert as_dov.post(where("replication", other_team, made), said()).status_code == 302
    assert "It is being tried elsewhere." in page_of(as_ana, made)
    told_now = said(1, outcome="did_not", words="Our periods are too short for it.")
    assert as_dov.post(where("replication", other_team, made), told_now).status_code == 302
    page = page_of(as_ana, made)
    assert "Tried elsewhere: it did not hold there." in page
    assert "Our periods are too short for it." in page
    assert "Hillside" in page
    assert "Dov Levin" not in page


def test_it_lends_the_chart_of_a_pilot_of_its_own_without_what_was_noted_beside_it(
    as_dov, as_ana, made, other_team, dov
):
    own = piloting.running(other_team, dov, [dov])
    measure = piloting.measure(own, [1, 4, 9], title="Hands up")
    piloting.observations(measure, [2], note="A bad day for Kim")
    form = said(outcome="held", words="It held.", measure=measure.pk)
    assert as_dov.post(where("replication", other_team, made), form).status_code == 302
    assert Replication.objects.get().pilot == own
    page = page_of(as_ana, made)
    assert "Hands up: 4 observations" in page
    assert "A bad day" not in page


def test_only_pilots_that_have_begun_and_that_one_is_in_can_be_lent(made, other_team, dov):
    gus = factories.person("Gus Bell")
    other_team.welcome(gus, "link")
    theirs = piloting.measure(piloting.running(other_team, dov, [dov]), [1])
    planned = piloting.measure(piloting.pilot(other_team, dov), [1])
    ours = piloting.measure(made.pilot, [1])
    for measure in (theirs, planned, ours):
        form = said(outcome="held", words="It held.", measure=measure.pk)
        signed_in(gus).post(where("replication", other_team, made), form)
    assert set(Replication.objects.values_list("measure", flat=True)) <= {None}
    assert "Hands" not in body(signed_in(gus).get(where("replication", other_team, made)))


def test_a_result_needs_a_line_about_it(as_dov, made, other_team):
    response = as_dov.post(where("replication", other_team, made), said(outcome="held"))
    assert response.status_code == 422
    assert "Say in a line what came of it." in body(response)


def test_names_of_its_own_people_are_refused(as_dov, made, other_team):
    response = as_dov.post(where("replication", other_team, made), said(outcome="held", words="Dov Levin saw it."))
    assert response.status_code == 422
    assert "Dov Levin saw it." in body(response)


def test_an_empty_form_changes_nothing(as_dov, made, other_team):
    assert as_dov.post(where("replication", other_team, made), {}).status_code == 422
    assert not Replication.objects.exists()


def test_a_team_is_not_another_team_of_its_own_card(as_ana, made, team, ana):
    assert as_ana.get(where("replication", team, made)).status_code == 404
    assert as_ana.post(where("replication", team, made), said()).status_code == 404
    with pytest.raises(ItsOwn):
        Replication.say(made, team, ana, 0, outcome="trying", words="")


def test_only_who_takes_part_speaks_for_a_team(as_ana, made, other_team):
    look_on = factories.person("Gus Bell")
    other_team.welcome(look_on, "link", role=Role.OBSERVER)
    client = signed_in(look_on)
    assert client.post(where("replication", other_team, made), said()).status_code == 403
    assert client.post(where("replication_remove", other_team, made)).status_code == 403
    assert as_ana.post(where("replication", other_team, made), said()).status_code == 404


def test_a_card_that_does_not_reach_the_teams_school_is_not_there(as_dov, made, other_team, team, dov):
    made._reach("district")
    assert as_dov.get(where("replication", other_team, made)).status_code == 404
    team.welcome(dov, "link")  # he reads it on the one team, and still cannot carry it to the other
    assert as_dov.get(where("replication", other_team, made)).status_code == 404


def test_where_the_card_was_narrowed_the_teams_own_words_stay_within_reach(as_dov, made, other_team):
    replication(made, other_team, outcome="held", words="It held.")
    made._reach("team")
    page = body(as_dov.get(where("replication", other_team, made)))
    assert "not shared with your school any more" in page
    assert made.held not in page
    assert made.pilot.title not in page
    assert as_dov.post(where("replication_remove", other_team, made)).status_code == 302
    assert not Replication.objects.exists()


def test_it_can_be_taken_back(as_dov, as_ana, made, other_team):
    replication(made, other_team, outcome="held", words="It held.")
    assert "It held." in body(as_dov.get(where("replication_remove", other_team, made)))
    as_dov.post(where("replication_remove", other_team, made))
    assert "Hillside" not in page_of(as_ana, made)
    assert as_dov.get(where("replication_remove", other_team, made)).status_code == 404


def test_two_of_a_team_who_say_it_both_see_the_other_words(as_dov, made, other_team):
    replication(made, other_team, outcome="held", words="Theirs.", edition=4)
    response = as_dov.post(where("replication", other_team, made), said(3, outcome="partly", words="Mine."))
    assert response.status_code == 409
    assert "Theirs." in body(response)
    assert "Mine." in body(response)


def test_taken_back_meanwhile_is_told(as_dov, made, other_team):
    response = as_dov.post(where("replication", other_team, made), said(2, outcome="held", words="x"), follow=True)
    assert "took this back a moment ago" in body(response)


def test_news_for_the_origin(made, team, other_team):
    one = replication(made, other_team, outcome="held", words="It held.")
    assert list(Replication.objects.news_for(team)) == [one]
    assert not Replication.objects.news_for(other_team)


def test_the_page_of_a_pilot_is_left_where_its_measure_goes(made, other_team, dov):
    own = piloting.running(other_team, dov)
    measure = piloting.measure(own, [1])
    one = replication(made, other_team, outcome="held", words="It held.", pilot=own, measure=measure)
    own.delete()
    one.refresh_from_db()
    assert (one.pilot, one.measure, one.words) == (None, None, "It held.")


def test_the_lists_tell_it_too(as_ana, made, team, other_team):
    replication(made, other_team, outcome="held", words="It held.")
    assert "Tried elsewhere: it held there, too." in body(as_ana.get(reverse("card_list", args=(team.slug,))))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_dov, made, other_team, dov, rows, django_assert_max_num_queries):
    for place in range(rows):
        piloting.measure(piloting.running(other_team, dov, title=f"Pilot {place}"), [1])
    with django_assert_max_num_queries(8):
        as_dov.get(where("replication", other_team, made))


def test_the_origin_finds_the_news_on_its_list_and_the_other_team_its_own_words(as_ana, as_dov, made, team, other_team):
    replication(made, other_team, outcome="held", words="It held.")
    assert "Hillside, about “Talk moves”: It held here." in body(as_ana.get(reverse("card_list", args=(team.slug,))))
    theirs = body(as_dov.get(reverse("card_list", args=(other_team.slug,))))
    assert where("replication", other_team, made) in theirs
    assert "Talk moves" in theirs
    made._reach("team")
    theirs = body(as_dov.get(reverse("card_list", args=(other_team.slug,))))
    assert where("replication", other_team, made) in theirs
    assert "Talk moves" not in theirs


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(team, other_team, ana, dov):
    made = card(piloting.closed(team, ana), ana, reach="public")

    def say(person):
        try:
            Replication.say(made, other_team, person, 0, outcome="trying", words="")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, (dov, dov)))
    assert Replication.objects.count() == 1


def test_what_was_taken_back_is_on_no_printed_card_either(team, other_team, ana, dov):
    made = card(piloting.closed(team, ana, [ana]), ana, reach="public")
    said = replication(made, other_team, dov, outcome="held", words="It held.")
    PlanPrint.objects.create(team=team, fingerprint="x", file_name="card.pdf", asked_at=timezone.now())
    said.take_back()
    assert not PlanPrint.objects.exists()

"""Editions of a plan: draft, with the team, adopted or taken back; who sees it differently; two people at once."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leadership.models import EditionClosed, OneAtATime, PlanDissent, PlanEdition, Role
from leadership.plan import Plan
from leadership.views.plan import plan_html

from .. import factories
from ..conftest import signed_in
from ..visioning import theorising
from .test_together import at_once

DECIDED = {"decided_by": "consent", "decided_on": timezone.localdate().isoformat()}
HTMX = {"HX-Request": "true", "HX-Target": "section#edition-state"}


def url(team, name, *args):
    return reverse(name, args=(team.slug, *args))


def sent(team, by, why="For March"):
    return PlanEdition.send(team, by, why, Plan.for_team(team).kept)


@pytest.fixture
def edition(team, ana):
    return sent(team, ana)


# --- the way of an edition --------------------------------------------------------------------------------------
def test_from_draft_to_adopted(as_ana, as_ben, team):
    plan = url(team, "team_plan")
    assert "A draft: the team has not adopted this plan" in as_ben.get(plan).text
    answer = as_ana.post(url(team, "plan_edition_send"), {"why": "For the staff meeting"}, follow=True)
    assert "For the staff meeting" in answer.text
    assert "With the team since" in as_ben.get(plan).text
    assert as_ben.post(url(team, "plan_dissent", 1), {"words": "Too many goals."}).status_code == 302
    assert as_ana.post(url(team, "plan_edition_adopt", 1), DECIDED).status_code == 302
    shown = as_ben.get(plan).text
    for words in ("Adopted on", "Consent: nobody had a reasoned objection.", "One person sees it differently."):
        assert words in shown
    paper = plan_html(Plan.for_team(team))
    assert "Too many goals." in paper
    assert "Ben Okafor" in paper
    assert "It has changed since it was adopted" not in paper
    theorising.goal(team)
    assert "It has changed since it was adopted" in plan_html(Plan.for_team(team))


def test_what_changed_is_told_to_those_who_read_it(as_ben, team, ana):
    theorising.goal(team)
    edition = sent(team, ana)
    edition.adopt(ana, "consent", timezone.localdate())
    theorising.goal(team, words="Read aloud every day")
    second = sent(team, ana)
    theorising.goal(team, words="Write every day")
    shown = as_ben.get(url(team, "plan_edition", second.number)).text
    before, _since, after = shown.partition("What changed since it was put before you")
    assert "Read aloud every day" in before
    assert "Read aloud every day" not in after
    assert "Write every day" in after


def test_one_edition_at_a_time(as_ana, team, ana, edition):
    with pytest.raises(OneAtATime):
        sent(team, ana)
    answer = as_ana.post(url(team, "plan_edition_send"), {"why": ""}, follow=True)
    assert "An edition is with the team already" in answer.text
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanEdition.objects.create(team=team, number=2)


def test_one_that_is_taken_back_leaves_the_plan_a_draft(as_ana, team, edition):
    as_ana.post(url(team, "plan_edition_take_back", 1))
    assert "A draft" in Plan.for_team(team).around.state
    assert "Taken back" in as_ana.get(url(team, "plan_edition", 1)).text


def test_an_adopted_edition_says_how(team, edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanEdition.objects.filter(pk=edition.pk).update(state="adopted")


# --- two at once --------------------------------------------------------------------------------------------------
def test_whoever_comes_second_is_told(as_ana, team, ana, edition):
    edition.adopt(ana, "consent", timezone.localdate())
    for name in ("plan_edition_adopt", "plan_edition_take_back"):
        answer = as_ana.post(url(team, name, 1), DECIDED, follow=True)
        assert "adopted or taken back a moment ago" in answer.text
    assert PlanEdition.objects.get().state == "adopted"


def test_words_that_come_too_late_are_still_there(as_ben, team, ana, edition):
    edition.take_back(ana)
    answer = as_ben.post(url(team, "plan_dissent", 1), {"words": "Too many goals."})
    assert answer.status_code == 409
    assert "Too many goals." in answer.text
    assert not PlanDissent.objects.exists()


# --- seeing it differently ------------------------------------------------------------------------------------------
def test_each_has_one_view_that_can_be_said_anew_and_taken_back(as_ben, team, ben, edition):
    for words in ("Too many goals.", "Too few goals."):
        as_ben.post(url(team, "plan_dissent", 1), {"words": words})
    assert edition.dissents.get().words == "Too few goals."
    as_ben.post(url(team, "plan_dissent_remove", 1))
    assert not edition.dissents.exists()
    assert "Too few" not in plan_html(Plan.for_team(team))


def test_ones_own_words_can_be_taken_back_after_it_was_adopted(as_ben, as_ana, team, ana, ben, edition):
    PlanDissent.say(edition, ben, "Too many goals.")
    edition.adopt(ana, "consent", timezone.localdate())
    with pytest.raises(EditionClosed):
        PlanDissent.say(edition, ana, "Me too.")
    as_ana.post(url(team, "plan_dissent_remove", 1))  # of the others nobody's
    assert edition.dissents.count() == 1
    as_ben.post(url(team, "plan_dissent_remove", 1))
    assert not edition.dissents.exists()


@pytest.mark.parametrize("words", ["", "  ", "x" * 601])
def test_views_that_do_not_fit_come_back(as_ben, team, edition, words):
    answer = as_ben.post(url(team, "plan_dissent", 1), {"words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.text


@pytest.mark.parametrize("wrong", [{}, {"decided_by": "dice"}, {"decided_on": "2999-01-01"}, {"decided_on": ""}])
def test_an_adoption_says_how_and_when(as_ana, team, edition, wrong):
    answer = as_ana.post(url(team, "plan_edition_adopt", 1), {**DECIDED, **wrong} if wrong else {})
    assert answer.status_code == 422
    assert PlanEdition.objects.get().is_with_team


def test_what_it_is_for_is_one_short_line(as_ana, team):
    answer = as_ana.post(url(team, "plan_edition_send"), {"why": "w" * 301})
    assert answer.status_code == 422
    assert "w" * 301 in answer.text


# --- who may --------------------------------------------------------------------------------------------------------
def test_who_may_do_what(as_ben, as_cleo, as_dov, team, edition):
    for name in ("plan_edition_adopt", "plan_edition_take_back"):
        assert as_ben.post(url(team, name, 1), DECIDED).status_code == 403
    assert as_ben.get(url(team, "plan_edition_send")).status_code == 403
    assert as_cleo.post(url(team, "plan_dissent", 1), {"words": "No."}).status_code == 403
    assert as_cleo.get(url(team, "plan_edition", 1)).status_code == 200
    for name in ("plan_edition", "plan_edition_adopt", "plan_edition_take_back", "plan_dissent", "plan_dissent_remove"):
        assert as_dov.post(url(team, name, 1)).status_code in {404, 405}
    assert as_dov.get(url(team, "plan_edition", 1)).status_code == 404
    assert PlanEdition.objects.get().is_with_team


def test_another_teams_edition_is_not_here(as_dov, other_team, edition):
    assert as_dov.get(url(other_team, "plan_edition", 1)).status_code == 404


def test_htmx_gets_the_state_alone(as_ben, team, edition):
    answer = as_ben.get(url(team, "plan_edition", 1), headers=HTMX)
    assert 'id="edition-state"' in answer.text
    assert "<html" not in answer.text


def test_the_page_costs_the_same_for_one_and_three(team, ana, edition, django_assert_num_queries):
    client = signed_in(ana)
    people = theorising.crowd(team, 3)
    PlanDissent.say(edition, people[0], "One.")
    with django_assert_num_queries(11):
        client.get(url(team, "plan_edition", 1))
    for person in people[1:]:
        PlanDissent.say(edition, person, "More.")
    with django_assert_num_queries(11):
        client.get(url(team, "plan_edition", 1))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_put_it_before_the_team_at_once_make_one_edition(transactional_db):
    ana, ben = factories.person("Ana Ruiz"), factories.person("Ben Okafor")
    both = {ana: Role.FACILITATOR, ben: Role.FACILITATOR}
    team = factories.team("Northside team", school=factories.school("Northside"), people=both)
    address = url(team, "plan_edition_send")
    assert at_once(*((one, address, {"why": ""}) for one in both)) == [302, 302]
    assert team.plan_editions.get().is_with_team

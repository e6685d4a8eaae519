"""What the plan says of pilots: what they test, cycles, charts in words and pictures, decisions, what follows; and what stays inside."""

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership import printing
from leadership.models import Task
from leadership.plan import Plan
from leadership.views.plan import plan_html
from pilots.models import Cycle, LearningCard, NextStep, PilotNote, Reach, TestedArrow
from tests.pdfua import failures
from tests.visioning.theorising import crowd, theory

from .piloting import closed, cycle, in_days, inviting, joined, measure, observations, pilot, running

pytestmark = pytest.mark.django_db

VALUES = (3, 4, 3, 2, 4, 3, 5, 6, 7, 6, 7, 8, 7, 8)


@pytest.fixture
def told(team, ana, ben):
    """One that was closed, with everything."""
    made = closed(team, ana, [ana, ben], guide="vision", results="Eleven of fourteen rooms.")
    arrow = theory(team, ana).arrows.first()
    TestedArrow.objects.create(pilot=made, arrow=arrow, verdict="supported", because="All four talked.")
    first = cycle(made, act="adapt", learned="Seven seconds feel like ten.", closed_at=timezone.now())
    first.predictions.create(if_words="we wait", then_words="more speak", held="yes", result="They did.")
    first.predictions.create(if_words="we wait", then_words="lessons run over", held="no", result="They did not.")
    second = cycle(made, change_idea="Partners first", builds_on=first, act="adopt", closed_at=timezone.now())
    second.predictions.create(if_words="partners talk", then_words="all speak", held="partly", result="Most.")
    measure(made, VALUES, ana)
    PilotNote.objects.create(pilot=made, kind="question", words="Who speaks late?", more="Those in the back.")
    PilotNote.objects.create(pilot=made, kind="trouble", words="private-trouble")
    task = Task.objects.create(team=team, words="Put it on the form", owner=ben, due_on=in_days(9), noted_by=ana)
    NextStep.objects.create(pilot=made, task=task)
    return made


def page(client, team):
    return client.get(reverse("team_plan", args=[team.slug])).content.decode()


def test_a_closed_pilot_is_told_from_goal_to_next_step(told, as_cleo, team):
    shown = page(as_cleo, team)
    for words in (
        "What we try, and what we learn",
        "Our goal as we said it first.",
        "We decided: Spread it, step by step.",
        "Supported",
        "All four talked.",
        "Sentence starters on every desk",
        "Of 2 predictions 1 came true.",
        "We learned: Seven seconds feel like ten.",
        "Builds on cycle 1.",
        "One prediction: It came true in part.",
        "Those in the back.",
        "Eleven of fourteen rooms.",
        "Put it on the form",
        "Ben Okafor",
    ):
        assert words in shown, words


def test_the_chart_says_itself_before_it_is_drawn(told, as_cleo, team):
    shown = page(as_cleo, team)
    chapter = shown[shown.index('id="pilots"') :]
    sentence = Plan.for_team(team).pilots.pilots[0].charts[0].chart.sentence
    assert chapter.index(sentence) < chapter.index("<table") < chapter.index("<svg")
    assert "8 earlier observations are not in this list." in chapter


def test_notes_beside_observations_and_what_is_only_prepared_stay_inside(told, as_ana, team):
    observations(told.measures.first(), [5], note="private-note", group="private-group")
    plan = Plan.for_team(team)
    html = plan_html(plan) + page(as_ana, team)
    assert "private-" not in html
    assert "private-note" in {one.note for one in told.measures.first().observations.all()}  # it is there to be kept


def test_participants_are_a_number_and_a_few_are_not_counted(told, team, ana, as_ana):
    assert "A few people joined of their own will." in page(as_ana, team)
    for person in crowd(team, 2):
        joined(told, person)
    assert "4 people joined of their own will." in page(as_ana, team)


def test_a_card_is_quoted_only_as_far_as_it_was_shared(told, team, as_ana):
    card = LearningCard.objects.create(
        pilot=told, context="Here", tried="That", held="card-held", not_again="card-not", reach=Reach.TEAM
    )
    assert "card-" not in page(as_ana, team)
    LearningCard.objects.filter(pk=card.pk).update(reach=Reach.SCHOOL)
    shown = page(as_ana, team)
    assert "What held: card-held" in shown
    assert "card-not" in shown


def test_an_arrow_that_was_taken_out_stands_only_where_something_was_found(told, team, ana, as_ana):
    other = pilot(team, ana, title="Another")
    arrow = theory(team, ana, title="Second theory").arrows.first()
    TestedArrow.objects.create(pilot=other, arrow=arrow)
    assert "(Second theory)" in page(as_ana, team)
    arrow.remove(ana)
    told.tested_arrows.get().arrow.remove(ana)
    shown = page(as_ana, team)
    assert "(Second theory)" not in shown
    assert "All four talked." in shown


def test_what_is_not_closed_says_where_it_is(team, ana, ben, as_cleo):
    pilot(team, ana, title="One")
    inviting(team, ana, title="Two")
    made = running(team, ana, [ben], title="Three")
    Cycle.objects.create(pilot=made, number=1, change_idea="Try", act="adopt", act_why="unsaid-yet")
    shown = page(as_cleo, team)
    assert "Being planned" in shown
    assert "It invites people to join" in shown
    assert "Under way until" in shown
    assert "unsaid-yet" not in shown


def test_a_plan_without_pilots_has_no_such_chapter(team, as_cleo):
    assert 'id="pilots"' not in page(as_cleo, team)


def test_another_teams_pilots_are_not_in_it(told, other_team, as_dov):
    assert "Talk moves" not in page(as_dov, other_team)


def test_more_pilots_cost_no_more_questions(told, team, ana, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as first:
        Plan.for_team(team)
    for _one in range(2):
        made = running(team, ana, [ana])
        measure(made, VALUES)
        cycle(made)
    with django_assert_num_queries(len(first.captured_queries)):
        assert len(Plan.for_team(team).pilots.pilots) == 3


def test_its_pdf_passes(told, team):
    pdf = printing.printer.pdf(plan_html(Plan.for_team(team)), lambda _page: None)
    assert failures(pdf) == []

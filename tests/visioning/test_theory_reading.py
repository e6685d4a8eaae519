"""Reading a theory, and the page of what is missing in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from visioning.models import Arrow, BeliefRound, Theory, TheoryVersion
from visioning.theory.shape import ArrowShape

from . import theorising

pytestmark = pytest.mark.django_db


@pytest.fixture
def theory(team, ana):
    return theorising.theory(team, ana)


def page_of(client, theory, page=""):
    answer = client.get(theory.get_absolute_url() + page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_theory_is_told_in_a_sentence_then_as_a_list_then_as_a_picture_then_in_words(as_ben, theory):
    html = page_of(as_ben, theory)
    places = [
        html.index(words)
        for words in (
            "If we protect an hour a week for planning together,",
            "then teachers plan lessons in pairs,",
            'id="statement-1"',
            'class="theory-diagram"',
            "When teachers plan lessons in pairs, then students explain",
        )
    ]
    assert places == sorted(places)


def test_each_statement_and_arrow_can_be_opened(as_cleo, theory):
    html = page_of(as_cleo, theory)
    for one in theory.statements.all():
        assert f'href="{one.get_absolute_url()}"' in html
    for arrow in Arrow.objects.with_ends().filter(theory=theory):
        assert f'href="{arrow.get_absolute_url()}"' in html


def test_goal_and_problem_stand_before_it(as_ben, team, ana):
    goal = theorising.goal(team, ana)
    problem = theorising.problem(team, ana, goal=goal)
    html = page_of(as_ben, theorising.theory(team, ana, problem=problem, guide="structures"))
    assert html.index(goal.words) < html.index(problem.words)
    assert goal.get_absolute_url() in html
    assert problem.get_absolute_url() in html


def test_why_a_step_was_skipped_is_said(as_ben, team, ana):
    html = page_of(as_ben, theorising.theory(team, ana, skipped="The district gave us the problem"))
    assert "The district gave us the problem" in html


def test_who_wrote_it_stands_by_name_not_by_share(as_cleo, theory, ana, ben):
    theory.statements.get(number=4).mend(ben, "More students pass", 0)
    html = page_of(as_cleo, theory)
    about = html[html.index("Written by") :]
    assert about.index("Ana Ruiz") < about.index("Ben Okafor")


def test_the_last_version_is_named(as_cleo, theory, ana):
    assert "none kept yet" in page_of(as_cleo, theory)
    TheoryVersion.keep(theory, ana, name="Before the summer")
    assert "Before the summer" in page_of(as_cleo, theory)


def test_what_is_open_is_counted_with_the_way_there(as_cleo, theory):
    html = page_of(as_cleo, theory)
    assert "2 things are still open." in html
    assert "None of this has been tested yet." in html
    assert f'href="{theory.get_absolute_url()}missing/"' in html


def test_how_sure_people_are_stands_there_after_the_reveal(as_cleo, theory, ana, ben):
    assert "Nobody has been asked yet." in page_of(as_cleo, theory)
    belief_round = theorising.belief_round(theory, {ana: (5, 4, 4), ben: (1, 4, 4)}, revealed=False)
    assert "We see this differently" not in page_of(as_cleo, theory)
    BeliefRound.objects.filter(pk=belief_round.pk).update(revealed_at=timezone.now())
    html = page_of(as_cleo, theory)
    assert html.count("We see this differently. Sure or rather sure: 1 of 2.") == 2  # at the arrow, and in short
    assert "of 2 people asked have spoken." in html or "people asked have spoken" in html


def test_what_was_said_of_an_arrow_costs_no_more_the_more_arrows_there_are(as_cleo, theory, ana, ben):
    theorising.belief_round(theory, {ana: 5, ben: 1})
    page_of(as_cleo, theory)
    with CaptureQueriesContext(connection) as asked:
        page_of(as_cleo, theory)
    assert len(asked) <= 10


def test_an_empty_theory_has_one_sentence_and_one_button(as_ben, as_cleo, team, ana):
    empty = Theory.start(team, ana, "New")
    html = page_of(as_ben, empty)
    assert "Write the first statement" in html
    assert "short form" in html
    assert "<svg class=" not in html[html.index("<main") :].partition('class="empty"')[2].partition("</main>")[0]
    assert "Write the first statement" not in page_of(as_cleo, empty)


def test_statements_without_arrows_are_read_too(as_ben, team, ana):
    html = page_of(as_ben, theorising.theory(team, ana, arrows=()))
    assert "Nothing leads to anything yet." in html
    assert "Say what leads to what" in html


def test_words_are_shown_as_they_were_typed(as_ben, team, ana):
    html = page_of(as_ben, theorising.theory(team, ana, ("do: <i>We</i> & they", "adults: “مرحبا”"), ((1, 2),)))
    assert "&lt;i&gt;We&lt;/i&gt; &amp; they" in html
    assert "<i>We</i>" not in html


@pytest.mark.parametrize(("page", "part"), [("", "theory-reading"), ("missing/", "holes")])
def test_the_part_that_news_renews(as_ben, theory, page, part):
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    html = as_ben.get(theory.get_absolute_url() + page, headers=headers).content.decode()
    assert html.lstrip().startswith(f'<div id="{part}"')
    assert "<html" not in html


@pytest.mark.parametrize("page", ["", "missing/", "short/"])
def test_nobody_else_reads_it(as_dov, as_nobody, theory, page):
    assert as_dov.get(theory.get_absolute_url() + page).status_code == 404
    assert as_nobody.get(theory.get_absolute_url() + page).status_code == 302


def test_what_is_missing_is_said_with_the_way_to_the_spot(as_cleo, team, ana):
    theory = theorising.theory(team, ana, arrows=((1, 2), (3, 4)))
    html = page_of(as_cleo, theory, "missing/")
    assert "Nothing says how “Teachers plan lessons in pairs” leads to “Students explain their thinking aloud”." in html
    assert "To statement 2" in html
    assert f'href="{theory.statements.get(number=3).get_absolute_url()}"' in html
    assert "They are advice" in html


def test_an_empty_column_leads_to_where_it_is_written(as_cleo, team, ana):
    theory = theorising.theory(team, ana, lines=theorising.LINES[:2] + theorising.LINES[3:], arrows=((1, 2), (2, 3)))
    html = page_of(as_cleo, theory, "missing/")
    assert "Nothing says yet what students experience." in html
    assert f'href="{theorising.url("theory_write", theory, at="students")}"' in html


def test_where_nothing_is_missing_the_page_says_so(as_cleo, team, ana):
    whole = [ArrowShape(*ends, because="it helps", wrong_if="nothing moves") for ends in theorising.CHAIN]
    theory = theorising.theory(team, ana, arrows=whole)
    assert "We found nothing that is missing." in page_of(as_cleo, theory, "missing/")
    assert "We found nothing that is missing." in page_of(as_cleo, theory)


def test_an_empty_theory_misses_nothing_yet(as_ben, team, ana):
    assert "Nothing is written yet, so nothing can be missing." in page_of(
        as_ben, Theory.start(team, ana, "New"), "missing/"
    )


@pytest.mark.parametrize(("page", "most"), [("", 10), ("missing/", 8), ("short/", 8)])
def test_one_theory_or_a_long_one_ask_the_same(as_ben, team, ana, page, most):
    short = theorising.theory(team, ana, theorising.LINES[:1], ())
    lines = [f"{column}: {column} {place}" for column in ("do", "adults", "students", "improves") for place in range(3)]
    long = theorising.theory(team, ana, lines, [(one, one + 3) for one in range(1, 10)], title="Long")
    counts = []
    for theory in (short, long):
        Theory.objects.filter(pk=theory.pk).update(changed_at=timezone.now() - timedelta(days=1))
        page_of(as_ben, theory, page)
        with CaptureQueriesContext(connection) as asked:
            page_of(as_ben, theory, page)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= most

"""The plan beside outside goals, on paper: article by article, gaps by name, short tables with their heads."""

import io

import pikepdf
import pytest
from django.urls import reverse

from leadership.models import PlanExport
from leadership.plan import Plan
from leadership.views.plan_papers import ARTICLES, crosswalk_htmls
from visioning.models import Framework, Goal

from ..pdfua import failures
from .test_plan_pdf import tags, text_of


@pytest.fixture
def framework(team, ana):
    made = Framework.note(team, ana, kind="district", title="River plan", address="https://district.example/plan")
    articles = made.add_articles([(f"A{number}", f"It asks for thing {number}.") for number in range(1, 15)])
    goal = Goal.note(team, ana, words="Every child can say how.")
    articles[0].cross(goal, ana, "We listen every month.")
    return made


def address(team):
    return reverse("plan_paper", args=(team.slug, "crosswalk"))


def html_of(team):
    return crosswalk_htmls(Plan.for_team(team).at("https://site.example/"), "letter")[0]


def test_it_says_what_is_answered_how_and_what_is_not(as_ana, team, framework):
    pdf = as_ana.post(address(team), follow=True).content
    assert failures(pdf) == []
    text = " ".join(text_of(pdf).split())
    assert "Goals answer 1 of its 14 articles; no goal answers 13." in text
    assert "Goal 1: Every child can say how. We listen every month." in text
    assert "A2 – It asks for thing 2." in text
    assert "No goal of ours answers this yet." in text


def test_tables_are_short_and_each_has_its_head(as_ana, team, framework):
    pdf = as_ana.post(address(team), follow=True).content
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = list(tags(opened.Root.StructTreeRoot.K[0]))
    tables = -(-14 // ARTICLES)
    assert found.count("Caption") == tables
    assert found.count("Table") == tables  # none of them fell apart over two pages
    assert "(part 2 of 3)" in text_of(pdf)


def test_every_row_of_a_goal_that_answers_is_told(team, ana, framework):
    for number in range(2):
        framework.articles.first().cross(Goal.note(team, ana, words=f"Other {number}."), ana, "")
    html = html_of(team)
    assert html.count("A1, also") == 2


def test_without_an_outside_goal_there_is_nothing_to_print(as_ana, team):
    answer = as_ana.post(address(team), follow=True)
    assert "Enter an outside goal first." in answer.content.decode()
    assert not team.plan_prints.exists()


def test_goals_that_stay_with_the_team_take_it_along(team, framework):
    assert crosswalk_htmls(Plan.for_team(team).without({"goals"}), "letter") == []


def test_taking_it_is_noted(as_cleo, team, framework):
    as_cleo.post(address(team), follow=True)
    assert team.plan_exports.get().form == PlanExport.Form.CROSSWALK


def test_for_outsiders_there_is_nothing(as_dov, team, framework):
    assert as_dov.post(address(team)).status_code == 404


def test_a4_where_somebody_asks_for_it(as_ana, team, framework):
    pdf = as_ana.post(address(team), {"size": "a4"}, follow=True).content
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert {round(float(page.MediaBox[3])) for page in opened.pages} == {842}
    assert failures(pdf) == []

"""Sentences of the vision that other chapters quote: only as the plan's own text has them, and not where their chapter stays."""

import pytest

from leadership.models import PlanSheet
from leadership.plan import Plan
from leadership.views.plan import plan_html
from visioning.models import Initiative, Strand, Version

from ..visioning import making
from ..visioning.proposing import object_to, turned_over
from ..writing import paragraph, write

pytestmark = pytest.mark.django_db


def tied(team, by, vision, quote):
    made = Initiative.note(team, by, name="Reading hour")
    passage = making.passage(vision, quote)
    Strand.objects.create(team=team, initiative=made, passage=passage, why="canary-why", by=by)


def hide(team, *keys):
    said = {"note": "", "valid_until": None, "review_on": None, "with_names": False}
    PlanSheet.say(team, PlanSheet.of(team).edition, hidden=list(keys), **said)


@pytest.mark.parametrize(("part", "chapter"), [("see", "organizer"), ("now", "now"), ("tagline", "short")])
def test_an_initiative_quotes_no_part_that_stays(team, ana, part, chapter):
    vision = write(team, ana, **{part: [paragraph("canary-words of this part")]})
    tied(team, ana, vision, "canary-words of this part")
    assert "canary-why" in plan_html(Plan.for_team(team))
    hide(team, chapter)
    html = plan_html(Plan.for_team(team))
    assert "canary" not in html
    assert "Reading hour" in html
    assert "serves nothing" not in html


def test_an_initiative_does_not_quote_what_nobody_has_adopted(team, ana):
    vision = write(team, ana, content=[paragraph("Adopted words stand.")])
    Version.keep(vision.text, by=ana, name="First").adopt(ana, [ana])
    write(team, ana, content=[paragraph("canary-new words do not.")])
    tied(team, ana, vision, "canary-new words do not.")
    html = plan_html(Plan.for_team(team))
    assert "Adopted words stand." in html
    assert "canary" not in html


def test_what_somebody_had_against_a_decision_is_not_on_the_open_page_without_names(team, ana, ben):
    """The sheet promises: what somebody sees differently stays with the team."""
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    object_to(made, ben).end(ben, "stands_aside", "canary-answer", "open")
    plan = Plan.for_team(team)
    assert plan.leaving.log.open[0].objections
    assert not plan.public.log.open[0].objections
    hide(team)
    PlanSheet.objects.update(with_names=True)
    assert Plan.for_team(team).public.log.open[0].objections

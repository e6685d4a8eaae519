"""A theory on paper: everything is in it, also for those who cannot see the diagram, and whatever is written it is PDF/UA-1."""

import io
import subprocess
from types import SimpleNamespace

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from leadership.models import PlanPrint
from leadership.printing import printer
from visioning.theory.shape import ArrowShape
from visioning.theory_pdf import pdf_html

from ..pdfua import failures
from . import theorising
from .any_theories import shapes
from .theorising import LINES


def printed(client, theory):
    return client.post(reverse("theory_pdf", args=(theory.team.slug, theory.number)))


def text_of(pdf):
    return " ".join(
        subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode().split()
    )


def alternatives(pdf):
    """The text alternatives of the figures."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(one["/Alt"])
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]


TIES = (
    ArrowShape(1, 2, because="two see more than one", assumption="the hour is kept", wrong_if="plans look the same"),
    ArrowShape(2, 3, evidence="two grades tried it"),
    (3, 4),
)


def test_the_printed_theory_says_all_of_it_and_passes(as_cleo, team, ana):
    problem = theorising.problem(team, goal=theorising.goal(team))
    theory = theorising.theory(team, ana, arrows=TIES, problem=problem)
    answer = printed(as_cleo, theory)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="time-to-plan-together.pdf"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert failures(answer.content) == []
    text = text_of(answer.content)
    for words in (
        "Time to plan together",
        "It serves the whole vision.",
        "Every student explains their thinking in mathematics",
        "Our lessons ask for answers, seldom for reasons",
        "What leads to what",
        "Leads to 2: Teachers plan lessons in pairs",
        "two grades tried it",
        "the hour is kept",
        "plans look the same",
        "Told in words",
    ):
        assert words in text, words


def test_whoever_cannot_see_the_diagram_hears_all_of_it(as_cleo, team):
    answer = printed(as_cleo, theorising.theory(team, arrows=TIES))
    told = "\n".join(alternatives(answer.content))
    for line in LINES:
        assert line.partition(": ")[2] in told
    assert "Leads to 2: Teachers plan lessons in pairs" in told
    assert "two see more than one" in told


def test_an_unchanged_theory_is_printed_once(as_ana, as_cleo, team):
    theory = theorising.theory(team)
    assert printed(as_ana, theory).content == printed(as_cleo, theory).content
    assert PlanPrint.objects.count() == 1


def test_an_address_alone_prints_nothing(as_ana, team):
    theory = theorising.theory(team)
    answer = as_ana.get(reverse("theory_pdf", args=(team.slug, theory.number)))
    assert answer.status_code == 302
    assert not PlanPrint.objects.exists()


def test_an_empty_theory_is_not_printed(as_ana, team):
    theory = theorising.theory(team, lines=(), arrows=())
    answer = as_ana.post(reverse("theory_pdf", args=(team.slug, theory.number)), follow=True)
    assert "There is nothing to draw yet" in answer.text
    assert not PlanPrint.objects.exists()


def imagined(shape):
    """A theory that is in no database: what a page of it needs."""
    goal = SimpleNamespace(words="goal שלום 🎈")
    return SimpleNamespace(
        title=shape.title,
        number=1,
        guide="",
        problem=SimpleNamespace(goal=goal, words="problem <b> & مدرسة"),
        skipped="",
        changed_at=timezone.now(),
        shape=lambda: shape,
        team=SimpleNamespace(name="Team", school=SimpleNamespace(name="School")),
    )


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(shapes(least=1, most=8, arrows=10))
def test_any_theory_passes(shape):
    assert failures(printer.pdf(pdf_html(imagined(shape)))) == []

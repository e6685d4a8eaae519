"""Whatever a team is called and writes: its plan, its one page and its crosswalk pass PDF/UA-1, its one page is one page, its Word file is sound.

`PLAN_EXAMPLES=200` in the environment tries that many teams instead of a few; each has all four papers.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from leadership.plan_word import word_of
from leadership.printing import printer
from leadership.views.plan import plan_html
from leadership.views.plan_papers import crosswalk_htmls, one_page_htmls

from ..pdfua import failures
from .any_plans import plans
from .word_files import faults

EXAMPLES = int(os.environ.get("PLAN_EXAMPLES", "5"))


def pages_and_pdf(html):
    told = [0]
    return printer.pdf(html, lambda page: told.append(page)), told


def on_one_page(htmls):
    """As `PlanPrint.make` does it: the first wording that fits."""
    for html in htmls:
        pdf, told = pages_and_pdf(html)
        if told[-1] == 1:
            return pdf
    pytest.fail("not even the shortest wording fits on one page")
    return None


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    # Shrinking prints hundreds of plans to make a failure a little shorter; the plan itself is told in full.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plans())
def test_whatever_a_team_writes_passes(plan):
    assert failures(printer.pdf(plan_html(plan))) == []
    assert failures(on_one_page(one_page_htmls(plan, "letter"))) == []
    for html in crosswalk_htmls(plan, "a4"):
        assert failures(printer.pdf(html)) == []
    assert faults(word_of(plan.leaving)) == []

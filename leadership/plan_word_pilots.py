"""The chapter of the plan in Word about pilots, with their charts: sentence first, table second, picture third.

Says what its template in templates/leadership/plan says, from the same frozen parts of the plan.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clean_html import Words
from .plan_word_vision import day


def write_pilots(paper, plan):
    paper.soft(_("Pilots are small tests of change. Everybody who took part chose to."))
    for one in plan.pilots.pilots:
        paper.heading(one.pilot.title, 2)
        paper.text(one.standing, one.joined, strong=True)
        paper.text(_("Its goal: %(goal)s") % {"goal": one.pilot.set_out_for})
        if one.serves:
            paper.soft(_("It serves: %(condition)s.") % {"condition": one.serves})
        if one.problem:
            paper.soft(_("It answers: %(problem)s") % {"problem": one.problem})
        elif one.pilot.skipped and not one.arrows:
            paper.soft(_("No problem of practice came first: %(reason)s") % {"reason": one.pilot.skipped})
        if one.pilot.challenge:
            paper.text(_("The challenge the group chose: %(words)s") % {"words": one.pilot.challenge})
        paper.walk(_("Open “%(title)s”") % {"title": one.pilot.title}, one.address)
        write_trial(paper, one)
        write_ending(paper, one)


def write_trial(paper, one):
    if one.arrows:
        paper.heading(_("What it tests"), 3)
        paper.bullets(map(tested_line, one.arrows))
    if one.cycles:
        paper.heading(_("What we tried"), 3)
        paper.numbered((cycle_line(cycle) for cycle in one.cycles), start=one.cycles[0].number)
    for chart in one.charts:
        write_chart(paper, chart)
    if one.questions:
        paper.heading(_("What we wanted to find out"), 3)
        for note in one.questions:
            paper.text(note.words, strong=True)
            paper.text(note.more or _("Not answered yet."))


def tested_line(arrow):
    said = _("That this leads on: %(source)s → %(target)s (%(theory)s).")
    words = said % {"source": arrow.source, "target": arrow.target, "theory": arrow.theory}
    because = f": {arrow.because}" if arrow.verdict and arrow.because else ""
    return Words(words), Words(arrow.verdict and f" {arrow.verdict}", strong=True), Words(because)


def cycle_line(cycle):
    parts = (
        cycle.change_idea,
        cycle.builds_on and _("Builds on cycle %(number)s.") % {"number": cycle.builds_on},
        cycle.held,
        cycle.learned and _("We learned: %(words)s") % {"words": cycle.learned},
        cycle.act and _("Then: %(act)s.") % {"act": cycle.act},
    )
    return " ".join(str(part) for part in parts if part)


def write_chart(paper, one):
    """Sentence first, table second, picture third."""
    paper.heading(one.chart.title, 3)
    paper.text(one.chart.sentence)
    for words in one.chart.comparisons:
        paper.text(words)
    caption = _("%(measure)s: what was observed last") % {"measure": one.chart.title}
    paper.table(caption, (_("Day"), _("Value")), ((row.day, row.value) for row in one.rows), narrow=True)
    if one.rows and one.rows_left:
        paper.soft(
            ngettext(
                "One earlier observation is not in this list.",
                "%(rows)s earlier observations are not in this list.",
                one.rows_left,
            )
            % {"rows": one.rows_left}
        )
    if one.rows and one.is_a_line:
        paper.drawing(one.on_paper, 150)
        paper.bullets(f"{sign.number} · {sign.said}" for sign in one.chart.signs)


def write_ending(paper, one):
    if one.pilot.closed_at:
        paper.heading(_("What came of it, and what we decided"), 3)
        paper.text(one.pilot.results)
        paper.quote(one.pilot.decision_why)
    if one.card:
        paper.heading(_("What others may take from it"), 3)
        paper.text(_("What held: %(words)s") % {"words": one.card.held})
        paper.text(_("What we would not do again: %(words)s") % {"words": one.card.not_again})
    if one.wins:
        paper.heading(_("Early wins"), 3)
        paper.bullets(f"{note.words} {day(note.on)}" if note.on else note.words for note in one.wins)
    if one.next_steps:
        paper.heading(_("What follows"), 3)
        paper.bullets(map(step_line, one.next_steps))


def step_line(step):
    beside = ", ".join(filter(None, (step.owner, step.due_on and day(step.due_on), step.done and _("done"))))
    return f"{step.words} ({beside})" if beside else step.words


WRITERS = {"pilots": write_pilots}

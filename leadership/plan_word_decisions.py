"""Chapters of the plan in Word about what was decided, and about initiatives.

Says what each chapter's template in templates/leadership/plan says, from the same frozen parts of the plan.
"""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .plan_word_vision import day, write_dissents


def write_decisions(paper, plan):
    for about, points in groupby(plan.decisions.points, key=lambda point: point.about):
        paper.heading(about, 2)
        for point in points:
            paper.heading(point.question or _("A question of an earlier guide"), 3)
            paper.rich(point.html, 4)
            paper.soft(_("Decided on %(day)s. %(how)s.") % {"day": day(point.on), "how": point.how})
            paper.walk(_("Open this question"), point.address)
            if point.dissents:
                paper.heading(_("Seen differently"), 4)
                write_dissents(paper, point.dissents)
    if count := plan.decisions.being_written:
        paper.soft(
            ngettext(
                "%(points)s more answer is being written together and not decided yet.",
                "%(points)s more answers are being written together and not decided yet.",
                count,
            )
            % {"points": count}
        )


def write_log(paper, plan):
    for one in plan.log.decided:
        paper.heading(one.decision.question, 2)
        paper.quote(one.decision.outcome)
        paper.soft(one.how)
        paper.bullets(one.said)
        paper.walk(_("Open this decision"), one.address)
        if one.decision.explanation:
            paper.heading(_("What we heard and did not take up, and why"), 3)
            paper.text(one.decision.explanation)
        if one.objections:
            paper.heading(_("Objections, and how they ended"), 3)
            paper.bullets(one.objections_said)
        for review in one.reviews:
            paper.heading(_("Looked at again on %(day)s") % {"day": day(review.noted_at)}, 3)
            paper.text(review.found)
            paper.soft(f"{review.get_verdict_display()}.")
    if plan.log.open:
        paper.heading(_("Open now"), 2)
        paper.bullets(f"{one.decision.question} {one.how}" for one in plan.log.open)


def write_initiatives(paper, plan):
    paper.text(plan.initiatives.sentence)
    for one in plan.initiatives.standing:
        paper.heading(one.name, 2)
        paper.text(one.words)
        paper.bullets(one.said)
        paper.walk(_("Open “%(title)s”") % {"title": one.name}, one.address)
    if plan.initiatives.ended:
        paper.heading(_("Ended"), 2)
        paper.bullets(
            f"{one.name} {one.filtering.said}" if one.filtering else one.name for one in plan.initiatives.ended
        )


WRITERS = {"decisions": write_decisions, "log": write_log, "initiatives": write_initiatives}

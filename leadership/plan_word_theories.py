"""Chapters of the plan in Word about goals, problems of practice and theories.

Says what each chapter's template in templates/leadership/plan says, from the same frozen parts of the plan.
"""

from django.utils.translation import gettext as _

from .clean_html import Words


def write_goals(paper, plan):
    for one, claims in plan.goals:
        if one.goal:
            paper.heading(one.goal.words, 2)
            paper.bullets(one.said)
            write_claims(paper, claims)
            if one.goal.framework_address:
                name = one.goal.framework or one.goal.framework_address
                paper.link(_("Read: %(name)s") % {"name": name}, one.goal.framework_address)
            if not one.problems:
                paper.soft(_("What in our teaching stands in the way is not named yet."))
        else:
            paper.heading(_("Problems of practice without a goal"), 2)
        for problem in one.problems:
            write_problem(paper, problem, below_goal=bool(one.goal))


def write_claims(paper, claims):
    """Where a goal comes from and what came of it, each with the way back to where it is kept."""
    if not claims:
        return
    paper.heading(_("Where this goal comes from, and what came of it"), 3)
    for claim in claims:
        way = claim.address and paper.site and Words(_("On the site"), href=f"{paper.site}{claim.address}")
        label = Words(f"{claim.label}: ", strong=True)
        paper.bullets([(label, Words(f"{claim.words} "), way) if way else (label, claim.words)])


def write_problem(paper, problem, below_goal):
    if below_goal:
        paper.heading(_("What stands in the way"), 3)
    paper.quote(problem.words)
    lines = (
        (problem.skipped, _("No goal came first: %(words)s")),
        (problem.technical, _("What somebody knows how to solve: %(words)s")),
        (problem.adaptive, _("What we have to learn and change ourselves: %(words)s")),
    )
    paper.text(problem.kind)
    for words, pattern in lines:
        if words:
            paper.text(pattern % {"words": words})
    if problem.evidence:
        paper.text(_("It rests on:"))
        paper.bullets(Words(one.words, href=one.address) for one in problem.evidence)
    if problem.holds:
        paper.soft(_("Of the six checks these hold: %(checks)s.") % {"checks": " · ".join(problem.holds)})


def write_theories(paper, plan):
    for theory in plan.theories.theories:
        paper.heading(theory.title, 2)
        serves = (
            _("A theory of action for: %(condition)s.") % {"condition": theory.serves}
            if theory.serves
            else _("A theory of action for the whole vision.")
        )
        answers = theory.problem and _("It answers: %(problem)s") % {"problem": theory.problem}
        skipped = theory.skipped and _("No problem of practice came first: %(reason)s") % {"reason": theory.skipped}
        paper.soft(serves, answers or skipped)
        if not theory.shape:
            paper.soft(_("It is begun. Nothing is written in it yet."))
            continue
        for piece in theory.compact:
            paper.text(piece.sentence)
        paper.text(theory.loose)
        for drawing in theory.drawings:
            says = _("Diagram of “%(title)s”. All of it is told in words below.") % {"title": theory.title}
            paper.drawing(drawing, paper.width, says)
        for column in theory.outline.columns:
            write_column(paper, column)
        paper.walk(_("Open this theory"), theory.address)


def write_column(paper, column):
    paper.heading(column.label, 3)
    if not column.statements:
        paper.soft(_("Nothing yet."))
    for one in column.statements:
        place = (
            (one.alone, _("No arrow begins or ends here.")),
            (one.begins, _("Begins here.")),
            (one.ends, _("Ends here.")),
        )
        note = next((words for there, words in place if there), "")
        paper.bullets([(Words(f"{one.label} ", strong=True), Words(one.words), Words(note and f" {note}"))])
        paper.bullets(map(arrow_line, one.arrows), deep=2)


def arrow_line(arrow):
    leads = _("Leads to %(label)s") % {"label": arrow.label}
    said = "".join(f" {said.label}: {said.words}" for said in arrow.says)
    return f"{leads}: {arrow.words} ({arrow.state}){said}"


WRITERS = {"goals": write_goals, "theories": write_theories}

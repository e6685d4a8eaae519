"""The whole plan as a Word file, for districts that ask for Word. Built from the same `Plan` as the page and the PDF.

Knows plans and papers, no requests and no press: `draw` turns a drawing into a picture, or gives None where it cannot.
Whatever a chapter says is said in the words of its template beside it; a chapter without a writer here is a fault that tests find.
"""

import base64
import html
import re

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import plan_word_decisions, plan_word_pilots, plan_word_theories, plan_word_vision, plan_word_work
from .plan_word_vision import day, write_dissents
from .word_paper import WordPaper

TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
MOST_PICTURES = 24
PARTS = (plan_word_vision, plan_word_work, plan_word_decisions, plan_word_theories, plan_word_pilots)
WRITERS = {key: write for part in PARTS for key, write in part.WRITERS.items()}


class PlanPaper(WordPaper):
    """A paper that can draw. After so many pictures it leaves further ones out: each is told in words anyway."""

    def __init__(self, *args, draw=None, site="", **kwargs):
        super().__init__(*args, **kwargs)
        self.draw, self.site, self.drawn = draw, site, 0

    def drawing(self, svg, width, says=""):
        """`says`, or else what the drawing itself says."""
        if not svg or self.draw is None or self.drawn >= MOST_PICTURES:
            return
        png = self.draw(svg)
        if png:
            self.drawn += 1
            self.picture(png, says or title_of(svg), min(width, self.width))

    def walk(self, words, address):
        """A way back to where this is kept, for those who may open it. `address` is a path of this site."""
        if self.site and address:
            self.link(words, f"{self.site}{address}")


def title_of(svg):
    found = TITLE.search(str(svg))
    return html.unescape(found[1]) if found else ""


def word_of(plan, draw=None, size="letter", logo="", qr="") -> bytes:
    """The file. `logo`: the picture as a data address; `qr`: the drawn code of the plan's link."""
    title = _("Plan of %(team)s") % {"team": plan.team.name}
    language = get_language() or "en"
    paper = PlanPaper(f"{title}, {plan.school.name}", plan.team.name, language, size, draw=draw, site=plan.site)
    if logo:
        paper.picture(base64.b64decode(logo.partition(",")[2]), plan.around.logo_alt, 40)
    write_cover(paper, plan, title)
    write_about(paper, plan, qr)
    for key, name in plan.chapters:
        paper.heading(name, 1, name=f"chapter-{key}")
        if key in WRITERS:
            WRITERS[key](paper, plan)
    return paper.saved()


def write_cover(paper, plan, title):
    paper.soft(plan.school.name)
    paper.title(title)
    paper.text(plan.tagline)
    paper.text(plan.team.purpose)
    paper.text(date_format(plan.day, "DATE_FORMAT"))
    if plan.adoption:
        adopted = _("The vision in it: %(version)s, adopted on %(day)s")
        paper.text(adopted % {"version": plan.version.label, "day": day(plan.adoption.at)})
        if plan.adopters:
            paper.text(_("Adopted by:"), ", ".join(map(str, plan.adopters)))
    elif "vision" not in plan.hidden:
        paper.text(_("The vision in it: a draft, not adopted"))
    paper.heading(_("In this plan"), 1)
    paper.contents([("about", _("About this plan")), *((f"chapter-{key}", name) for key, name in plan.chapters)])


def write_about(paper, plan, qr):
    """How far its approval is, how long it holds, the note in front, what changed, the link."""
    around = plan.around
    paper.heading(_("About this plan"), 1, name="about")
    changed = plan.changed_since_adoption and _("It has changed since it was adopted.")
    paper.text(around.state, changed, strong=True)
    paper.text(around.holds)
    if around.note:
        paper.quote(around.note)
    if around.edition and around.edition.dissents:
        paper.heading(_("Seen differently"), 2)
        write_dissents(paper, around.edition.dissents)
    if plan.exported_before:
        before = {"day": day(plan.exported_before.on)}
        paper.heading(_("What changed since the file of %(day)s") % before, 2)
        paper.bullets(plan.changes)
        if not plan.changes:
            paper.text(_("Nothing in the plan has changed since then."))
    if plan.hidden:
        paper.soft(_("Some chapters stay with the team and are not in here."))
    if qr:
        paper.heading(_("This plan on screen"), 2)
        open_to = (
            _("Anybody can open this page and read the same plan, also with a screen reader:")
            if around.link_open
            else _("This page opens for people of the team. The team can open it to everybody:")
        )
        paper.text(open_to)
        paper.link(around.link, around.link)
        paper.drawing(qr, 30)

"""The whole plan as a Word file, for districts that ask for Word. Built from the same `Plan` as the page and the PDF.

Knows plans and papers, no requests and no press: `draw` turns a drawing into a picture, or gives None where it cannot.
Whatever a chapter says is said in the words of its template beside it; a chapter without a writer here is a fault that tests find.
"""

import html
import re

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import plan_word_decisions, plan_word_pilots, plan_word_theories, plan_word_vision, plan_word_work
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


def word_of(plan, draw=None, site="", size="letter", around=()) -> bytes:
    """The file. `around`: functions that write what stands between the cover and the chapters."""
    title = _("Plan of %(team)s") % {"team": plan.team.name}
    language = get_language() or "en"
    paper = PlanPaper(f"{title}, {plan.school.name}", plan.team.name, language, size, draw=draw, site=site)
    write_cover(paper, plan, title)
    for write in around:
        write(paper, plan)
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
        paper.text(_("Version: %(version)s") % {"version": plan.version.label}, strong=True)
        paper.text(_("Adopted on %(day)s") % {"day": date_format(localtime(plan.adoption.at), "DATE_FORMAT")})
        if plan.adopters:
            paper.text(_("Adopted by:"), ", ".join(map(str, plan.adopters)))
    else:
        paper.text(_("Draft, not adopted"), strong=True)
    paper.heading(_("In this plan"), 1)
    paper.contents((f"chapter-{key}", name) for key, name in plan.chapters)

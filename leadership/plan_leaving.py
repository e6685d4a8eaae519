"""How a plan leaves the house: without what stays with the team, without names, and what it says changed since it left last.

Pure: a part of `leadership.plan.Plan`, which has the fields these ask for. Whatever leaves is drawn from `leaving` or `public`.
"""

from dataclasses import replace
from functools import cached_property

from . import plan_chapters, plan_facts
from .plan_changes import changes
from .plan_names import nameless


class Leaves:
    """What a plan knows of its leaving."""

    def without(self, hidden):
        """The same plan without these chapters (by key) and without what others would tell of them."""
        return plan_chapters.without(self, hidden)

    @cached_property
    def leaving(self):
        """What leaves the house: without the chapters that the sheet keeps with the team, and without links into its pages."""
        return replace(self.without(self.around.hidden), inside=False)

    @cached_property
    def public(self):
        """What anybody reads who has the link: the same, and nobody's name unless the team wants it so."""
        return self.leaving if self.around.with_names else nameless(self.leaving)

    def at(self, site):
        """The same plan, knowing the address of the site (like "https://school.example/"): its link is whole."""
        link = self.around.link and site.rstrip("/") + self.around.link
        return replace(self, around=replace(self.around, link=link), site=site.rstrip("/"))

    @cached_property
    def facts(self):
        return plan_facts.facts_of(self)

    @cached_property
    def kept(self):
        """What is stored of an edition or an export, so that a later plan can say what changed."""
        return plan_facts.kept(self.facts, [key for key, _title in self.chapters])

    def changes_since(self, kept):
        """In words, about the chapters of this plan."""
        return changes(kept, self.facts, self.chapters)

    @cached_property
    def exported_before(self):
        """The last file that said something else than this plan, or None."""
        left = self.around.left
        return left if left and left.facts != self.kept else self.around.left_before

    @property
    def changes(self):
        return self.changes_since(self.exported_before.facts) if self.exported_before else ()

    @property
    def is_unchanged(self):
        """Whether the last file said just what this plan says."""
        return bool(self.around.left) and self.around.left.facts == self.kept

    @property
    def changed_since_adoption(self):
        """What changed since the team adopted it, of what is in this plan."""
        adopted = self.around.adopted
        return bool(adopted and self.changes_since(adopted.facts))

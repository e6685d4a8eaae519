"""What is said about the statements and arrows of a theory, each with the spot it is about.

Makes what pages show. Knows no requests; who may do what comes from the rules.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from leadership.models import Person
from visioning.conversations import Conversations
from visioning.models import Arrow, Comment
from visioning.theory.shape import Shape

LAST = 10**6  # behind everything that still stands


@dataclass(frozen=True)
class Spot:
    """The statement or arrow that a conversation is about, as readers meet it. `url` is "" where it was taken out."""

    key: str  # in addresses
    title: str
    sentences: tuple[str, ...]  # one, or where the arrow begins and where it ends
    url: str
    order: tuple

    @property
    def is_gone(self) -> bool:
        return not self.url

    @property
    def is_arrow(self) -> bool:
        return len(self.sentences) > 1


@dataclass
class TheoryTalk(Conversations):
    """One person's view of what is said about a theory."""

    theory: object
    place: object  # a Membership
    person: object
    bound: dict = field(default_factory=dict)  # forms that came back with mistakes, by what they are about

    @property
    def team(self):
        return self.theory.team

    @property
    def readers(self):
        """Whom one can ask: guests of the vision do not read theories."""
        return Person.objects.filter(memberships__team=self.team, is_active=True).order_by("name", "pk")

    @cached_property
    def shape(self) -> Shape:
        return self.theory.shape()

    @cached_property
    def ties(self) -> set:
        return {arrow.ends for arrow in self.shape.arrows}

    def items(self) -> list:
        """Every conversation about the theory, open ones first, in reading order. See `in_full`."""
        found = Comment.objects.of_theory(self.theory).openings().with_asked()
        found = list(found.select_related("resolved_by", "statement", "arrow__source", "arrow__target"))
        for one in found:
            one.spot_here = self.spot(one.statement or one.arrow)
        return sorted(found, key=lambda one: (not one.is_open, one.spot_here.order, one.at, one.pk))

    def in_full(self, found) -> list:
        """Some of these with their answers and forms. Asks as much for one as for many."""
        found = list(found)
        prefetch_related_objects(found, Prefetch("replies", queryset=Comment.objects.with_asked()))
        for one in found:
            self.dress_comment(one)
        return found

    def about(self, thing) -> list:
        """Everything said about one statement or arrow, open conversations first."""
        found = Comment.objects.openings().about(thing).with_asked().select_related("resolved_by")
        return self.in_full(sorted(found, key=lambda one: (not one.is_open, one.at, one.pk)))

    def spot(self, thing) -> Spot:
        """Of a statement or an arrow whose ends are at hand."""
        if isinstance(thing, Arrow):
            return self.spot_of_arrow(thing)
        thing.theory = self.theory
        place = self.shape.labels.get(thing.number)
        title = _("Statement %(place)s") % {"place": place} if place else _("A statement")
        order = (place or LAST, 0)
        return Spot(str(thing.number), title, (thing.words,), thing.get_absolute_url() if place else "", order)

    def spot_of_arrow(self, arrow) -> Spot:
        arrow.theory = self.theory
        ends = arrow.source.number, arrow.target.number
        sentences = arrow.source.words, arrow.target.words
        key = "{}-{}".format(*ends)
        if ends not in self.ties:
            return Spot(key, _("An arrow"), sentences, "", (LAST, 1))
        places = tuple(self.shape.labels[number] for number in ends)
        title = _("Arrow from %(source)s to %(target)s") % {"source": places[0], "target": places[1]}
        return Spot(key, title, sentences, arrow.get_absolute_url(), places)

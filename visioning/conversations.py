"""What is said about a vision's text: conversations and suggestions, each with the place of its passage in the text.

What is said about a theory: `theory_conversations`. Makes what pages show. Knows no requests; who may do what comes from the rules.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from leadership.models import Person, Team
from visioning.forms.comments import CommentForm
from visioning.forms.suggestions import AnswerForm, SuggestionForm
from visioning.guests import inviting_teams
from visioning.live.authorship import Authors
from visioning.live.flow import BREAK
from visioning.models import SECTIONS, Comment, Mention, Suggestion, Theory
from visioning.rules import may_answer_suggestion, may_comment

ORDER = {section.key: number for number, section in enumerate(SECTIONS)}
TITLES = {section.key: section.title for section in SECTIONS}
NOWHERE = (len(SECTIONS), 0)  # behind everything that still stands in the text

SHOWN = {
    "all": _("All"),
    "open": _("Open"),
    "closed": _("Resolved"),
    "mine": _("Mine"),
    "asked": _("I was asked"),
}


VERBS = ("answer", "edit", "remove", "resolve", "reopen", "see")


def ways(comment, team, theory=None) -> dict:
    """The addresses of what can be done with a comment, by their verb."""
    name, place = ("theory_comment", [team.slug, theory.number]) if theory else ("comment", [team.slug])
    return {verb: reverse(f"{name}_{verb}", args=[*place, comment.pk]) for verb in VERBS}


def readers(team):
    """Everybody who can read the team's text: its people, and the school's staff where they were invited."""
    invited = Exists(inviting_teams().filter(pk=team.pk))
    here = Q(memberships__team=team) | (Q(staff_members__school=team.school_id) & invited)
    return Person.objects.filter(here, is_active=True).distinct().order_by("name", "pk")


def asked_of(person, at_most):
    """What asks this person something, newest first, where they can still read it; with the ways to see and answer it."""
    teams = Team.objects.filter(
        Q(memberships__person=person)
        | Q(Exists(inviting_teams().filter(pk=OuterRef("pk"))), school__staff_members__person=person)
    )
    theories = Theory.objects.standing().filter(team__memberships__person=person).values("pk")
    readable = (
        Q(comment__passage__text__team__in=teams.values("pk"))
        | Q(comment__statement__theory__in=theories)
        | Q(comment__arrow__theory__in=theories)
    )
    found = list(Mention.objects.waiting(person).filter(readable)[:at_most])
    for mention in found:
        comment = mention.comment
        opening = Comment(pk=comment.answers_id or comment.pk)
        mention.see_url = ways(opening, comment.team, comment.theory)["see"]
    return found


class Conversations:
    """What all views of conversations have in common. Expects `place`, `person`, `bound`, `team`, `theory`, `readers`."""

    @cached_property
    def people(self) -> list:
        """Whom one can ask: everybody who reads along, oneself aside."""
        return list(self.readers.exclude(pk=self.person.pk))

    @cached_property
    def chooser(self) -> SafeString:
        """A box for each of them, nobody ticked: the same in every form of a page, so drawn once."""
        box = '<div><label><input type="checkbox" name="mentions" value="{}"> {}</label></div>'
        return format_html_join("", box, ((person.pk, person.name) for person in self.people))

    @property
    def can_comment(self) -> bool:
        return may_comment(self.place)

    def dress_comment(self, one) -> None:
        """What can be done with a conversation, and the form for it."""
        one.kind = "conversation"
        if self.can_comment:
            one.form = self.bound.get(("answer", one.pk)) or self.answer_form(one)
        said = (one, *one.replies.all())
        for comment in said:
            comment.ways = ways(comment, self.team, self.theory)
        one.asks_me = any(
            asked["person"] == self.person.pk and asked["seen"] is None for comment in said for asked in comment.asked
        )

    def comment_form(self, data=None, **more):
        return CommentForm(data, people=self.people, auto_id="comment-%s", **more)

    def answer_form(self, comment, data=None, **more):
        # With each answer the field has another id, so that a page kept up to date shows a fresh one.
        return CommentForm(
            data,
            people=self.people,
            label=_("Your answer"),
            auto_id=f"answer-{comment.pk}-{len(comment.replies.all())}-%s",
            **more,
        )


@dataclass
class Talk(Conversations):
    """One person's view of what is said about a vision's text."""

    vision: object
    place: object  # a Membership or a Guest
    person: object
    bound: dict = field(default_factory=dict)  # forms that came back with mistakes, by what they are about

    theory = None

    @property
    def team(self):
        return self.vision.team

    @property
    def readers(self):
        return readers(self.vision.team)

    @cached_property
    def authors(self) -> Authors:
        return Authors.of(self.vision.text_id)

    @property
    def can_answer(self) -> bool:
        return may_answer_suggestion(self.place)

    # --- Lists ----------------------------------------------------------------------------------------------------

    def items(self, shown="all") -> list:
        """Conversations and suggestions in the order of the text, open ones first. See `in_full`."""
        comments = Comment.objects.in_full().prefetch_related(None).of_text(self.vision.text_id).openings()
        suggestions = Suggestion.objects.in_full().of_text(self.vision.text_id)
        if shown == "open":
            comments, suggestions = comments.unresolved(), suggestions.open()
        elif shown == "closed":
            comments, suggestions = comments.resolved(), suggestions.answered()
        elif shown == "mine":
            comments, suggestions = comments.with_part_of(self.person), suggestions.filter(by=self.person)
        elif shown == "asked":
            comments, suggestions = comments.asking(self.person), suggestions.none()
        found = [*comments, *suggestions]
        self.locate(found)
        return sorted(found, key=lambda one: (not one.is_open, one.order, one.at, one.pk))

    def locate(self, found) -> None:
        """Note at each where its passage stands: `.stands` (None where its words were taken out) and `.order`."""
        stands = {}
        for one in found:
            if one.passage_id not in stands:
                stands[one.passage_id] = one.passage.place(self.authors.now, self.authors.moved)
            one.stands = here = stands[one.passage_id]
            one.section = TITLES.get(one.passage.fragment, "")
            one.order = (ORDER.get(here.fragment, 0), here.order) if here else NOWHERE

    def in_full(self, found) -> list:
        """Some of these with their answers and forms, ready to be shown. Asks as much for one as for many."""
        answers = Prefetch("replies", queryset=Comment.objects.with_asked())
        prefetch_related_objects([one for one in found if isinstance(one, Comment)], answers)
        for one in found:
            self.dress(one)
        return list(found)

    def about(self, passage) -> list:
        """Everything said about one passage, open things first."""
        found = [*Comment.objects.in_full().openings().filter(passage=passage)]
        found += Suggestion.objects.in_full().filter(passage=passage)
        self.locate(found)
        for one in found:
            self.dress(one)
        return sorted(found, key=lambda one: (not one.is_open, one.at, one.pk))

    def dress(self, one) -> None:
        """What can be done with it, and the form for it."""
        if isinstance(one, Comment):
            self.dress_comment(one)
            return
        one.kind = "suggestion"
        one.can_take_back = one.by_id == self.person.pk and one.is_open and self.can_comment
        if one.is_open:
            one.coming = one.prospect(self.authors)
            if self.can_answer:
                one.form = self.bound.get(("suggestion", one.pk)) or self.verdict_form(one)

    # --- Forms ----------------------------------------------------------------------------------------------------

    def verdict_form(self, suggestion, data=None):
        return AnswerForm(data, auto_id=f"suggestion-{suggestion.pk}-%s")

    def suggestion_form(self, says, data=None):
        """For words that stand in one paragraph; None for others."""
        return SuggestionForm(data, was=says, auto_id="suggestion-%s")


def in_one_line(stands, words) -> bool:
    """Whether other words can be suggested for a place: it lies in one paragraph, in one piece."""
    return stands is not None and len(stands.ranges) == 1 and BREAK not in words

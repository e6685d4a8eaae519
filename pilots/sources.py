"""What a pilot may come from: arrows of theories, a problem of practice, burning questions, an idea. Rows of one team, no requests' words.

`Source` is what was chosen, read from the numbers in an address or a form; `waiting` is what there is to choose from.
"""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership import guides
from leadership.models import BurningQuestion, PilotIdea, Team
from visioning.models import Arrow, ProblemOfPractice
from visioning.models.drafting import how_many
from visioning.theory.shape import State

from .models import LearningCard, TestedArrow

MOST = 12  # that one pilot begins with
SHOWN = 30  # of a kind, to choose from


def arrows_of(team):
    """Every arrow that stands in a theory of the team, with its ends."""
    standing = {
        "theory__team": team,
        "theory__removed_at": None,
        "source__removed_at": None,
        "target__removed_at": None,
    }
    return Arrow.objects.standing().filter(**standing).select_related("source", "target", "theory__problem")


def numbers(values) -> list[int]:
    """The numbers among these words, each once; nothing that no row could have."""
    found = dict.fromkeys(int(one) for one in values if one.isascii() and one.isdigit() and len(one) <= 12)
    return list(found)[:MOST]


@dataclass(frozen=True)
class Source:
    """What one pilot begins with. Each part may be empty. A card of others gives words, and the reason is said in one's own."""

    arrows: tuple[Arrow, ...] = ()
    problem: ProblemOfPractice | None = None
    questions: tuple[BurningQuestion, ...] = ()
    idea: PilotIdea | None = None
    card: LearningCard | None = None

    def __bool__(self):
        return bool(self.arrows or self.problem or self.questions or self.idea)

    @classmethod
    def named(cls, team, person, said) -> "Source":
        """From a QueryDict: `arrow` and `question` several times, `problem` by its number, `idea`, `card`.

        What is not the team's, or a card that this person may not read, is not there.
        """
        asked = {name: numbers(said.getlist(name)) for name in ("arrow", "problem", "question", "idea", "card")}
        problems = team.problems.filter(number__in=asked["problem"][:1]) if asked["problem"] else ()
        questions = team.burningquestions.filter(pk__in=asked["question"]) if asked["question"] else ()
        ideas = team.pilotideas.filter(pk__in=asked["idea"][:1]) if asked["idea"] else ()
        arrows = tuple(arrows_of(team).filter(pk__in=asked["arrow"])) if asked["arrow"] else ()
        for one in arrows:
            at_hand(one, team)
        cards = LearningCard.objects.readable_by(person).select_related("pilot__team__school")
        card = cards.filter(pk=asked["card"][0]).first() if asked["card"] else None
        return cls(arrows, next(iter(problems), None), tuple(questions), next(iter(ideas), None), card)

    @property
    def fields(self) -> list[tuple[str, int]]:
        """What a form carries along unseen."""
        found = [("arrow", one.pk) for one in self.arrows] + [("question", one.pk) for one in self.questions]
        found += [("problem", self.problem.number)] if self.problem else []
        found += [("card", self.card.pk)] if self.card else []
        return found + ([("idea", self.idea.pk)] if self.idea else [])

    @property
    def preset(self) -> dict:
        """What the form may say already: the condition, and a name where there are words for one."""
        serves = [one.theory.guide for one in self.arrows] + [one.guide for one in self.questions]
        serves += [self.idea.guide] if self.idea else []
        guide = next((key for key in serves if key in guides.CONDITION_KEYS), "")
        if self.card:
            tried = self.card.pilot
            because = _("%(school)s tried it: “%(title)s”") % {"school": tried.team.school, "title": tried.title}
            return {"guide": tried.guide, "title": tried.title, "skipped": because[:300]}
        return {"guide": guide, "title": self.idea.words if self.idea and len(self.idea.words) <= 120 else ""}


def at_hand(arrow, team) -> None:
    """What its address needs is there without a question."""
    arrow.theory.team = team
    for end in (arrow.source, arrow.target):
        end.theory = arrow.theory


@dataclass(frozen=True)
class Waiting:
    """What a team could test: the first of each kind, and how many there are."""

    arrows: list[Arrow]
    problems: list[ProblemOfPractice]
    questions: list[BurningQuestion]
    ideas: list[PilotIdea]

    def __bool__(self):
        return bool(self.arrows or self.problems or self.questions or self.ideas)


def waiting(team) -> Waiting:
    """Untested arrows of standing theories first, as a theory says; then problems, open questions and ideas that no pilot took up."""
    first = Case(When(state=State.UNTESTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    busy = TestedArrow.objects.filter(pilot__closed_at=None).values("arrow")
    arrows = arrows_of(team).filter(~Q(state=State.SUPPORTED)).exclude(pk__in=busy)
    arrows = list(arrows.order_by(first, "theory__number", "pk")[:SHOWN])
    for one in arrows:
        at_hand(one, team)
    return Waiting(
        arrows,
        list(team.problems.filter(pilots=None)[:SHOWN]),
        list(team.burningquestions.open().filter(pilot_notes=None)[:SHOWN]),
        list(team.pilotideas.filter(pilots=None)[:SHOWN]),
    )


def waiting_counts(team) -> dict[str, int]:
    """How many of each kind wait, in one question."""
    busy = TestedArrow.objects.filter(pilot__closed_at=None).values("arrow")
    arrows = arrows_of(team).filter(state=State.UNTESTED).exclude(pk__in=busy)
    counted = {
        "arrows": arrows.select_related(None),
        "problems": team.problems.filter(pilots=None),
        "questions": team.burningquestions.open().filter(pilot_notes=None),
        "ideas": team.pilotideas.filter(pilots=None),
    }
    found = Team.objects.filter(pk=team.pk).values_list(*(how_many(rows) for rows in counted.values())).get()
    return dict(zip(counted, found, strict=True))


def waiting_words(counts) -> str:
    """“2 problems of practice, 3 untested arrows”, or "" where nothing waits."""
    words = {
        "arrows": ngettext("%(count)s untested arrow", "%(count)s untested arrows", counts["arrows"]),
        "problems": ngettext("%(count)s problem of practice", "%(count)s problems of practice", counts["problems"]),
        "questions": ngettext("%(count)s burning question", "%(count)s burning questions", counts["questions"]),
        "ideas": ngettext("%(count)s idea", "%(count)s ideas", counts["ideas"]),
    }
    return ", ".join(said % {"count": counts[name]} for name, said in words.items() if counts[name])

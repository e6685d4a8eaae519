"""How far a team and one reader of it have come with the guides, and what is next. Plain facts: nothing is scored or counted missing.

What is kept privately is known of the reader alone.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.guides import Guide, Question, Stage
from leadership.models import Task
from leadership.rules import may_work_on_conditions

from .models import DecisionPoint, GuideAnswer

ENOUGH_SHOWN = 2  # answers to talk about before something is decided together


@dataclass(frozen=True)
class NextStep:
    """One thing to do, and where. `about` is the question it is about, or ""."""

    kind: str  # read, answer, share, decide, tasks, do or rest
    words: str
    label: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class QuestionStanding:
    """One big question as its reader may see it."""

    question: Question
    point: DecisionPoint | None
    shown_by_others: int
    mine: str  # "", kept (for me alone) or shown

    @property
    def is_decided(self) -> bool:
        return self.point is not None and self.point.is_settled

    @property
    def shown(self) -> int:
        return self.shown_by_others + (self.mine == "shown")

    @property
    def is_ripe(self) -> bool:
        """Something is being written, or enough is on the table to talk about."""
        return not self.is_decided and (self.point is not None or self.shown >= ENOUGH_SHOWN)


@dataclass(frozen=True)
class GuideWork:
    """What one team has done with all guides, for one reader."""

    place: object  # a membership
    points: dict[tuple[str, str], DecisionPoint]
    shown_by_others: Counter
    mine: dict[tuple[str, str], str]
    tasks: list[Task]

    @classmethod
    def of(cls, place, *, points=None, tasks=None) -> "GuideWork":
        """Of all guides; a page about a single one hands in what it has read of its points and tasks."""
        team, person = place.team, place.person_id
        answers = (
            GuideAnswer.objects.of_people_on(team)
            .exclude(words="")
            .filter(Q(shared=True) | Q(person=person))
            .values_list("guide", "question", "person", "shared")
        )
        mine, others = {}, Counter()
        for guide, question, author, shared in answers:
            if author == person:
                mine[guide, question] = "shown" if shared else "kept"
            else:
                others[guide, question] += 1
        if points is None:
            points = team.decision_points.all()
        if tasks is None:
            tasks = Task.objects.filter(team=team).only("team", "guide", "stage", "suggested", "done_at")
        by_question = {(point.guide, point.question): point for point in points}
        return cls(place, by_question, others, mine, list(tasks))

    @property
    def settled(self) -> int:
        """How many things the team has decided with the guides: what the help for young teams goes by."""
        return sum(point.is_settled for point in self.points.values())

    def on(self, guide: Guide, question: Question) -> QuestionStanding:
        key = guide.key, question.key
        return QuestionStanding(question, self.points.get(key), self.shown_by_others[key], self.mine.get(key, ""))

    def in_stage(self, guide: Guide, stage: Stage) -> list[QuestionStanding]:
        return [self.on(guide, question) for question in stage.questions]

    def tasks_of(self, guide: Guide) -> list[Task]:
        return [task for task in self.tasks if task.guide == guide.key]

    def taken(self, guide: Guide) -> set[str]:
        """The guide's own suggestions that the team has taken over."""
        return {task.suggested for task in self.tasks_of(guide) if task.suggested}

    def has_begun(self, guide: Guide) -> bool:
        asked = {key for standing in (self.points, self.shown_by_others, self.mine) for key in standing}
        return any(key == guide.key for key, _question in asked) or bool(self.tasks_of(guide))

    def next_step(self, guide: Guide) -> NextStep:
        """Read → answer → share → decide → take tasks → do, for what is ripe first and then in the guide's order."""
        if not self.has_begun(guide):
            words = _("Read what it is about. Ten minutes are enough to begin.")
            return NextStep("read", words, _("Read the guide"), reverse("guide", args=(guide.key,)))
        standings = [(stage, one) for stage in guide.stages for one in self.in_stage(guide, stage)]
        ripe = next((one for _stage, one in standings if one.is_ripe), None)
        if ripe:
            return self._to_decide(guide, ripe)
        for stage in guide.stages:
            open_here = next((one for one in self.in_stage(guide, stage) if not one.is_decided), None)
            if open_here:
                return self._to_answer(guide, open_here)
            if not any(task.stage == stage.key for task in self.tasks_of(guide)):
                return self._to_take(guide, stage)
        return self._to_do(guide)

    def _question_step(self, kind, guide, standing, words, label):
        url = reverse("guide_question", args=(self.place.team.slug, guide.key, standing.question.key))
        return NextStep(kind, words, label, url, standing.question.text)

    def _to_decide(self, guide, standing):
        if not may_work_on_conditions(self.place):
            words = _("The team is talking about one of its big questions.")
            return self._question_step("decide", guide, standing, words, _("Read along"))
        if standing.point:
            words = _("You are writing down what you decide. Settle it when all of you can work with it.")
            return self._question_step("decide", guide, standing, words, _("Go on writing"))
        words = _("Answers are on the table. Talk about them, and decide together.")
        return self._question_step("decide", guide, standing, words, _("Decide together"))

    def _to_answer(self, guide, standing):
        if not may_work_on_conditions(self.place):
            words = _("The team thinks about its next big question.")
            return self._question_step("answer", guide, standing, words, _("Read the question"))
        if not standing.mine:
            words = _("Answer the next big question, first for yourself.")
            return self._question_step("answer", guide, standing, words, _("Answer it"))
        if standing.mine == "kept":
            words = _("You have an answer that only you can read. Show it when you are ready to talk about it.")
            return self._question_step("share", guide, standing, words, _("Open my answer"))
        words = _("Your answer is on the table. Bring the question to your next meeting.")
        return self._question_step("share", guide, standing, words, _("Open the question"))

    def _to_take(self, guide, stage):
        words = _("“%(stage)s” is decided. See which tasks you take on.") % {"stage": stage.label}
        url = reverse("condition_stage", args=(self.place.team.slug, guide.key, stage.key))
        return NextStep("tasks", words, _("Choose tasks"), f"{url}#tasks")

    def _to_do(self, guide):
        slug = self.place.team.slug
        if any(task.done_at is None for task in self.tasks_of(guide)):
            return NextStep("do", _("Do what you took on."), _("See the tasks"), reverse("task_list", args=(slug,)))
        words = _("All of it is decided and done for now. Ask again how things stand.")
        return NextStep("rest", words, _("See the rounds"), reverse("assessment_round_list", args=(slug,)))

"""What a guide, a card and a form are made of, as frozen objects. Knows no files, no rows, no requests."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

OVERVIEW = "overview"
CONDITION_KEYS = ("vision", "administration", "capacity", "structures", "relationships", "influence", "improvement")
GUIDE_KEYS = (OVERVIEW, *CONDITION_KEYS)
STAGE_KEYS = ("why", "how", "do")
STAGE_LABELS = {"why": _("Why"), "how": _("How"), "do": _("Do")}
STAGE_AIMS = {"why": _("agree on a theory"), "how": _("get ready to act"), "do": _("try it and learn")}
MEASURE_KINDS = {
    "outcome": _("What we hope will change"),
    "process": _("Whether we do it"),
    "balancing": _("What it may cost us"),
}


@dataclass(frozen=True)
class Contrast:
    """One aspect of a condition: how it looks where it works, and where it does not."""

    aspect: str
    working: str
    not_working: str


@dataclass(frozen=True)
class Question:
    """A big question: answered privately, shared, then decided together. `decision` is what the team settles."""

    key: str
    text: str
    decision: str
    prompts: tuple[str, ...] = ()
    minutes: int = 10


@dataclass(frozen=True)
class SuggestedTask:
    """Something to do that a team may take over with an owner and a date."""

    key: str
    text: str


@dataclass(frozen=True)
class AgendaItem:
    """One part of a meeting of forty minutes. `protocol` is the key of a protocol, or ""."""

    minutes: int
    title: str
    text: str
    protocol: str = ""


@dataclass(frozen=True)
class Stage:
    """Why, how or do: what it is for, what to ask, what to do, how to meet about it."""

    key: str
    goal: str
    burning: tuple[str, ...]
    questions: tuple[Question, ...]
    tasks: tuple[SuggestedTask, ...]
    decision_points: tuple[str, ...]  # what must be settled before the next stage makes sense
    agenda: tuple[AgendaItem, ...]

    @property
    def label(self) -> str:
        return STAGE_LABELS[self.key]

    @property
    def aim(self) -> str:
        """What the stage is for, in three or four words."""
        return STAGE_AIMS[self.key]

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.agenda)


@dataclass(frozen=True)
class TheoryStarter:
    """A theory of action to argue with: bare clauses. The page says if, then, so that, because and we would be wrong if."""

    if_we: str
    then_adults: str
    then_students: str
    so_that: str
    because: str
    wrong_if: str


@dataclass(frozen=True)
class TestIdea:
    """A small test that can begin next week."""

    key: str
    title: str
    text: str
    prediction: str


@dataclass(frozen=True)
class MeasureIdea:
    """Something to count or ask. `kind` is outcome, process or balancing."""

    key: str
    title: str
    text: str
    kind: str

    @property
    def kind_label(self) -> str:
        return MEASURE_KINDS[self.kind]


@dataclass(frozen=True)
class Case:
    """A short made-up case to talk about."""

    title: str
    text: str
    prompt: str


@dataclass(frozen=True)
class Source:
    """Where a fact comes from. `address` is "" where there is none that lasts."""

    title: str
    by: str
    year: str
    address: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to look at: what happens here, never what somebody is like. Four levels in words, from the lowest."""

    key: str
    title: str
    text: str
    levels: tuple[str, str, str, str]


@dataclass(frozen=True)
class Guide:
    """Everything one guide says."""

    key: str
    version: str
    title: str
    essence: str
    see: tuple[str, ...]
    missing: tuple[str, ...]
    why_it_matters: tuple[str, ...]
    contrasts: tuple[Contrast, ...]
    stages: tuple[Stage, ...]
    theory: TheoryStarter
    tests: tuple[TestIdea, ...]
    measures: tuple[MeasureIdea, ...]
    case: Case
    sources: tuple[Source, ...]
    protocols: tuple[str, ...]
    items: tuple[Item, ...] = field(default=())  # the full rubric: six; the overview has none
    pulse: tuple[Item, ...] = field(default=())  # the short form: three

    @property
    def label(self) -> str:
        """Its name on this site, which may have renamed it."""
        return settings.CONDITION_LABELS.get(self.key) or self.title

    @property
    def number(self) -> int:
        """1 to 7; the overview is 0."""
        return GUIDE_KEYS.index(self.key)

    def stage(self, key) -> Stage | None:
        return next((stage for stage in self.stages if stage.key == key), None)

    def question(self, key) -> tuple[Stage, Question] | None:
        """A big question with the stage it belongs to."""
        found = ((stage, question) for stage in self.stages for question in stage.questions)
        return next((pair for pair in found if pair[1].key == key), None)


@dataclass(frozen=True)
class Step:
    """One step of a protocol; `minutes` is what the timer counts, for six people."""

    minutes: int
    text: str


@dataclass(frozen=True)
class Protocol:
    """A way to talk, on one card."""

    key: str
    title: str
    when: str
    people: str
    steps: tuple[Step, ...]
    remote: str
    careful: str
    sources: tuple[Source, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Form:
    """A form of self-assessment that belongs to no single condition: how people find the work itself."""

    key: str
    version: str
    title: str
    essence: str
    items: tuple[Item, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Symptom:
    """What people notice, and which conditions to look at first: a hypothesis, never a verdict."""

    key: str
    text: str
    conditions: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Hint:
    """A condition worth looking at, and what was noticed that points to it."""

    condition: str
    symptoms: tuple[Symptom, ...]


@dataclass(frozen=True)
class NeedTheme:
    """Examples of what gets in the way of learning, as it could be seen; a team says it in its own words."""

    key: str
    title: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Extras:
    """What all guides share."""

    protocols: tuple[Protocol, ...]
    forms: tuple[Form, ...]
    symptoms: tuple[Symptom, ...]
    needs: tuple[NeedTheme, ...]

    def protocol(self, key) -> Protocol | None:
        return next((one for one in self.protocols if one.key == key), None)

    def form(self, key) -> Form | None:
        return next((one for one in self.forms if one.key == key), None)

    def need(self, name) -> str:
        """One example by its theme's key and its place from 1 ("spreading.2"), or ""."""
        key, _dot, place = name.partition(".")
        theme = next((one for one in self.needs if one.key == key), None)
        known = theme and place in {str(number) for number in range(1, len(theme.examples) + 1)}
        return theme.examples[int(place) - 1] if known else ""

    def hints(self, noticed) -> tuple[Hint, ...]:
        """Where to look first, for these keys of symptoms: most pointed at, then most often named first, then as usual."""
        ticked = [symptom for symptom in self.symptoms if symptom.key in noticed]
        found = [Hint(key, tuple(symptom for symptom in ticked if key in symptom.conditions)) for key in CONDITION_KEYS]

        def order(hint):
            places = sum(symptom.conditions.index(hint.condition) for symptom in hint.symptoms)
            return -len(hint.symptoms), places

        return tuple(sorted((hint for hint in found if hint.symptoms), key=order))

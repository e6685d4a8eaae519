"""The strategy guides and the forms of self-assessment, read from data files into frozen objects. Knows no rows, no requests.

One folder a language; a file that a language lacks is read in English. Keys in the files never change: answers refer to them.
The names of the conditions are facts (Eckert 2018; CTQ/Mira, to whom this project has no ties); every sentence is our own.
"""

import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

from django.conf import settings
from django.utils.translation import get_language

HERE = Path(__file__).parent
OVERVIEW = "overview"
CONDITION_KEYS = ("vision", "administration", "capacity", "structures", "relationships", "influence", "improvement")
GUIDE_KEYS = (OVERVIEW, *CONDITION_KEYS)
STAGE_KEYS = ("why", "how", "do")


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


@dataclass(frozen=True)
class TheoryStarter:
    """A theory of action to argue with."""

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
class Extras:
    """What all guides share."""

    protocols: tuple[Protocol, ...]
    forms: tuple[Form, ...]
    symptoms: tuple[Symptom, ...]

    def protocol(self, key) -> Protocol | None:
        return next((one for one in self.protocols if one.key == key), None)

    def form(self, key) -> Form | None:
        return next((one for one in self.forms if one.key == key), None)


def guide(key: str) -> Guide:
    """One guide in the reader's language. KeyError where there is none of that key."""
    if key not in GUIDE_KEYS:
        raise KeyError(key)
    return read_guide(key, get_language() or "en")


def guides() -> tuple[Guide, ...]:
    """The overview and the seven conditions, in their usual order, which is advice."""
    return tuple(guide(key) for key in GUIDE_KEYS)


def conditions() -> tuple[Guide, ...]:
    """The guides of the seven conditions."""
    return tuple(guide(key) for key in CONDITION_KEYS)


def extras() -> Extras:
    """Protocols, forms and symptoms in the reader's language."""
    return read_extras(get_language() or "en")


@cache
def read_guide(key, language) -> Guide:
    return build(Guide, read(f"{key}.toml", language), f"{key}.toml")


@cache
def read_extras(language) -> Extras:
    parts = ("protocols", "forms", "symptoms")
    return build(Extras, {part: read(f"{part}.toml", language)[part] for part in parts}, "extras")


def read(name, language) -> dict:
    """The file in this language, in its wider one (pt for pt-br), else in English."""
    for folder in (language, language.partition("-")[0], "en"):
        path = HERE / folder / name
        if path.is_file():
            return tomllib.loads(path.read_text(encoding="utf-8"))
    raise FileNotFoundError(name)


def build(kind, data, place):
    """A frozen object from a table of a data file. ValueError names the place of what is unknown or missing."""
    hints = get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise ValueError(f"{place}: unknown {', '.join(sorted(unknown))}")
    try:
        return kind(
            **{
                one.name: value_of(hints[one.name], data[one.name], f"{place} {one.name}")
                for one in fields(kind)
                if one.name in data
            }
        )
    except TypeError as error:
        raise ValueError(f"{place}: {error}") from None


def value_of(hint, value, place):
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(value_of(inner, one, f"{place} {number}") for number, one in enumerate(value, 1))
    if isinstance(value, dict):
        return build(hint, value, place)
    return " ".join(value.split()) if isinstance(value, str) else value

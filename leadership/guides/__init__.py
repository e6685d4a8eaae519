"""The strategy guides and the forms of self-assessment, read from data files into frozen objects. Knows no rows, no requests.

Keys in the files never change: answers refer to them. The names of the conditions are facts (Eckert 2018; CTQ/Mira, to
whom this project has no ties); every sentence is our own.
"""

from functools import cache

from django.utils.translation import get_language

from .reading import ENGLISH, build, read
from .shapes import (
    CONDITION_KEYS,
    GUIDE_KEYS,
    OVERVIEW,
    STAGE_KEYS,
    AgendaItem,
    Extras,
    Form,
    Guide,
    Hint,
    Item,
    MeasureIdea,
    NeedTheme,
    Protocol,
    Question,
    Stage,
    SuggestedTask,
    Symptom,
    TestIdea,
)

__all__ = [
    "CONDITION_KEYS",
    "GUIDE_KEYS",
    "OVERVIEW",
    "STAGE_KEYS",
    "AgendaItem",
    "Extras",
    "Form",
    "Guide",
    "Hint",
    "Item",
    "MeasureIdea",
    "NeedTheme",
    "Protocol",
    "Question",
    "Stage",
    "SuggestedTask",
    "Symptom",
    "TestIdea",
    "conditions",
    "extras",
    "guide",
    "guides",
]


def guide(key: str) -> Guide:
    """One guide in the reader's language. KeyError where there is none of that key."""
    if key not in GUIDE_KEYS:
        raise KeyError(key)
    return read_guide(key, get_language() or ENGLISH)


def guides() -> tuple[Guide, ...]:
    """The overview and the seven conditions, in their usual order, which is advice."""
    return tuple(guide(key) for key in GUIDE_KEYS)


def conditions() -> tuple[Guide, ...]:
    """The guides of the seven conditions."""
    return tuple(guide(key) for key in CONDITION_KEYS)


def extras() -> Extras:
    """Protocols, forms, symptoms and needs in the reader's language."""
    return read_extras(get_language() or ENGLISH)


@cache
def read_guide(key, language) -> Guide:
    return build(Guide, read(f"{key}.toml", language), f"{key}.toml")


@cache
def read_extras(language) -> Extras:
    parts = ("protocols", "forms", "symptoms", "needs")
    data = {}
    for part in parts:
        data |= read(f"{part}.toml", language)
    return build(Extras, data, "extras")

"""The words before things in a file of a theory: headings, what an arrow says, states; in any language of this site. Pure.

What one person's program writes in one language, another person's reads in another.
"""

import re
from datetime import date
from difflib import get_close_matches
from functools import cache

from django.conf import settings
from django.utils.translation import override, pgettext_lazy

from .shape import Column, State

KEYED = re.compile(r"([^:\uff1a]{1,40})[:\uff1a](.*)$", re.DOTALL)
LONGEST_HEADING = 100  # with what stands around it; a longer line is none
BEFORE_HEADING, BEHIND_HEADING = re.compile(r"^[#*_\s]+"), re.compile(r"[:\uff1a….*_\s]+$")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

# What an arrow says, by field: the word that is written, and other words that are understood.
SAID = {
    "because": pgettext_lazy("in a text of a theory", "because"),
    "assumption": pgettext_lazy("in a text of a theory", "assume"),
    "evidence": pgettext_lazy("in a text of a theory", "evidence"),
    "wrong_if": pgettext_lazy("in a text of a theory", "wrong if"),
    "state": pgettext_lazy("in a text of a theory", "state"),
}
ALSO_SAID = {
    "because": ("because", "why", "reason", "since"),
    "assumption": (
        "assume",
        "assumes",
        "assumed",
        "assuming",
        "assumption",
        "assumptions",
        "we assume",
        "what we assume",
    ),
    "evidence": ("evidence", "what speaks for it", "what we know"),
    "wrong_if": ("wrong if", "wrong", "we are wrong if", "we would be wrong if", "what would show us wrong"),
    "state": ("state", "status"),
}
ALSO_HEADED = {
    Column.DO: ("we", "do", "we do", "if we", "actions", "what we do"),
    Column.ADULTS: ("adults", "then adults", "adults do", "what adults do", "teachers", "what adults do differently"),
    Column.STUDENTS: ("students", "then students", "students experience", "learners", "what students experience"),
    Column.IMPROVES: ("improves", "so that", "improvement", "improvements", "outcomes", "results", "what improves"),
}


def folded_key(words) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


@cache
def spoken():
    """Headings and the words before reasons, in every language of this site: what one writes, another may read."""
    fields = {key: name for name, keys in ALSO_SAID.items() for key in keys}
    headings = {key: column for column, keys in ALSO_HEADED.items() for key in keys}
    states = {folded_key(state.value.replace("_", " ")): state for state in State}
    for language, _name in settings.LANGUAGES:
        with override(language):
            fields |= {folded_key(str(word)): name for name, word in SAID.items()}
            headings |= {folded_key(str(column.label)): column for column in Column}
            states |= {folded_key(str(state.label)): state for state in State}
    return fields, headings, states


def field_of(line):
    """Which of the things an arrow says begins here, and with what. None where none does."""
    found = KEYED.match(line)
    name = found and spoken()[0].get(folded_key(found[1]))
    return (name, found[2].strip()) if name else None


def said_word(line):
    """The word with which a line begins that would be said by an arrow, had it a colon. "" where none does."""
    key = folded_key(line)
    return next((word for word in spoken()[0] if key == word or key.startswith(f"{word} ")), "")


def heading_of(line):
    return spoken()[1].get(heading_key(line))


def heading_key(line):
    """The words of a heading, without what people put around them."""
    if len(line) > LONGEST_HEADING:
        return ""
    return folded_key(BEHIND_HEADING.sub("", BEFORE_HEADING.sub("", line)))


def nearest_heading(line):
    """Which column somebody may have meant, or None."""
    headings = spoken()[1]
    near = get_close_matches(heading_key(line)[:60], headings, n=1, cutoff=0.75)
    return headings[near[0]] if near else None


def state_of(words):
    """How an arrow stood, and since when. None where the words are no state."""
    day = DAY.search(words)
    name = re.sub(r"[\W_]+", " ", words[: day.start()] if day else words).strip()
    state = spoken()[2].get(folded_key(name.removesuffix(" since")))
    try:
        return state and (state, date.fromisoformat(day[0]) if day else None)
    except ValueError:
        return None

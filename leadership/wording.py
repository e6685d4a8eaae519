"""What a round of self-assessment asks, copied word for word from the guides on the day it opens. Knows no rows.

A part of the wording is {"key", "kind", "version", "title", "items": [{"key", "title", "text", "levels"}]}; answers are filed
under "<part key>.<item key>".
"""

from math import ceil

from leadership.guides import CONDITION_KEYS, extras, guide

PULSE, RUBRIC, FORM = "pulse", "rubric", "form"
SECONDS_AN_ITEM = 20


def wording_of(parts) -> list[dict]:
    """The words of each (key, kind), in the reader's language; each key once. KeyError where there is no such part."""
    return [part_of(key, kind) for key, kind in dict(parts).items()]


def part_of(key, kind) -> dict:
    if kind == FORM:
        found = extras().form(key)
        if found is None:
            raise KeyError(key)
        return worded(found, kind, found.title, found.items)
    if key not in CONDITION_KEYS or kind not in (PULSE, RUBRIC):
        raise KeyError(key)
    found = guide(key)
    return worded(found, kind, found.label, found.pulse if kind == PULSE else found.items)


def worded(source, kind, title, items) -> dict:
    return {
        "key": source.key,
        "kind": kind,
        "version": source.version,
        "title": title,
        "items": [
            {"key": item.key, "title": item.title, "text": item.text, "levels": list(item.levels)} for item in items
        ],
    }


def item_keys(wording) -> list[str]:
    """What answers are filed under, in the order of asking."""
    return [f"{part['key']}.{item['key']}" for part in wording for item in part["items"]]


def minutes_for(items: int) -> int:
    """About how long so many items take, reading included."""
    return max(2, ceil(items * SECONDS_AN_ITEM / 60) + 1)

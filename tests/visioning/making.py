"""Plain functions that make what the work on a vision needs. Each gives a valid thing; say only what the test is about."""

from django.utils import timezone

from visioning.keys import hash_of, new_key
from visioning.models import (
    AlignmentCheck,
    GatheredVision,
    Gathering,
    ListeningRound,
    Voice,
)


def gathering(team, **fields):
    """A gathering of the team, not revealed unless `revealed_at` says so."""
    last = team.gatherings.first()
    fields = {"name": "What we hope for", **fields}
    return Gathering.objects.create(team=team, number=last.number + 1 if last else 1, **fields)


def listening_round(gathering, by=None, **fields):
    """An open round that asks in English."""
    fields = {"name": "Families in spring", "questions": [("en", "What do you hope for?")], **fields}
    return ListeningRound.open_in(gathering, by, **fields)


def voice(listening, words="More time outside.", **fields):
    """A voice sent by link, waiting to be read unless `state` says otherwise."""
    return Voice.objects.create(round=listening, words=words, **fields)


def alignment_check(vision, by=None, answers=(), **fields):
    """An open check on the text as it is now; `answers` are (person, level, words) or (person, level)."""
    fields = {"naming": "named", "share": 80, "floor": 3, "lowest": 2, "answers_needed": 3, **fields}
    check = AlignmentCheck.open(vision, by, **fields)
    for person, level, *words in answers:
        check.answer(person, level, *words)
    return check


def gathered_vision(gathering, person=None, *, key="", revealed=False, **fields):
    """A shared vision: under a person's name, or without one and opened by `key`."""
    fields = {"learning": "Children who explain to each other.", **fields}
    if person:
        fields |= {"person": person, "positions": person.positions, "shared_at": timezone.now()}
    else:
        fields["key_hash"] = hash_of(key or new_key())
    return GatheredVision.objects.create(gathering=gathering, revealed=revealed, **fields)

"""Plain functions that make what the work on the conditions needs. Each gives a valid thing; say only what the test is about."""

from datetime import datetime

from django.utils import timezone

from leadership.models import AssessmentAnswer, AssessmentRound, AssessmentTurn, Person, ReservedTime, Task
from leadership.models.groundwork import NOTE_KINDS

LEVELS = ["We do not do this.", "Some of us try.", "Most weeks.", "We would miss it."]


def part(key="vision", items=("told", "used", "seen"), kind="pulse", version="2026-1"):
    """What a round asks about one condition, as it is copied into the round."""
    asked = [{"key": one, "title": one.title(), "text": f"How is it {one}?", "levels": LEVELS} for one in items]
    return {"key": key, "kind": kind, "version": version, "title": key.title(), "items": asked}


def assessment_round(team, parts=None, *, answers=(), closed=True, people_count=30, **fields):
    """A round without names, closed unless said otherwise. `answers` is what `assessment_answer` takes, one dict each."""
    last = team.assessment_rounds.first()
    fields = {"name": "Autumn 2026", "naming": "unnamed", "audience": "staff", **fields}
    made = AssessmentRound.objects.create(
        team=team,
        number=last.number + 1 if last else 1,
        wording=parts or [part()],
        closed_at=timezone.now() if closed else None,
        people_count=people_count if closed else None,
        **fields,
    )
    for one in answers:
        assessment_answer(made, **one)
    return made


def assessment_answer(round, person, levels, *, group="", notes=None, private=None):
    """One person's answer by rows: a level for all items, or a dict by "<part>.<item>".

    In a round without names the answer has no person, unless `private` says for whom: True (their eyes only) or False (with their name).
    """
    if isinstance(levels, int):
        levels = {f"{part['key']}.{item['key']}": levels for part in round.wording for item in part["items"]}
    AssessmentTurn.objects.create(round=round, person=person, group=group)
    named = round.naming == "named" or private is not None
    return AssessmentAnswer.objects.create(
        round=round,
        person=person if named else None,
        private=bool(private),
        group=group,
        levels=levels,
        notes=notes or {},
    )


def staff(school, count, start=0):
    """So many colleagues of a school, quickly."""
    made = [Person(email=f"staff{start + one}@northside.example", name=f"Staff {start + one}") for one in range(count)]
    Person.objects.bulk_create(made)
    school.staff_members.bulk_create([school.staff_members.model(school=school, person=one) for one in made])
    return made


def task(team, by, words="Ask five colleagues", **fields):
    return Task.note(team, by, words=words, **fields)


NOTED = {
    "challenge": {"words": "Time runs out"},
    "shift": {"words": "Run the meeting in turns", "who": "teachers", "now": "Listen to the principal"},
    "learning": {"words": "Leading a meeting", "who": "Grade leaders", "how": "Watch a colleague twice"},
    "stop": {"words": "The Friday form", "frees": "Twenty minutes a week"},
    "burning-question": {"words": "What do students notice?"},
    "pilot-idea": {"words": "Swap duties for a week", "because": "Nobody sees the other’s work"},
}


def note(kind, team, by, **fields):
    """A note of any kind, by the word in its address."""
    return NOTE_KINDS[kind].note(team, by, **{"guide": "vision", **NOTED[kind], **fields})


def reserved_time(team, by, **fields):
    """Forty minutes every week, on Tuesday afternoons from the first of December 2026."""
    first_at = datetime(2026, 12, 1, 15, 30, tzinfo=timezone.get_default_timezone())
    said = {"condition": "vision", "meeting": "Staff meeting", "first_at": first_at, "rhythm": "weekly", "times": 6}
    return ReservedTime.reserve(team, by, **{**said, **fields})

"""Plain functions that make what the work on the conditions needs. Each gives a valid thing; say only what the test is about."""

from django.utils import timezone

from leadership.models import AssessmentAnswer, AssessmentRound, AssessmentTurn, Person

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

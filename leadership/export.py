"""What a person gets in the file of their own data, as far as it concerns people, teams and the conditions. Rows of theirs alone.

Knows nothing of visions: `visioning.export` has those.
"""

from .models import AssessmentAnswer, AssessmentTurn
from .models.groundwork import NOTE_KINDS


def places_of(person):
    """Who they are, and where they have a place."""
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "addresses": list(person.emailaddress_set.values("email", "verified", "primary")),
            "positions": person.positions,
            "strengths": person.strengths,
            "joined_at": person.date_joined,
        },
        "districts": list(person.district_members.values("district__name", "role", "joined_at")),
        "schools": list(person.staff_members.values("school__name", "role", "joined_at")),
        "teams": list(person.memberships.values("team__name", "team__school__name", "role", "joined_by", "joined_at")),
        "requests_to_join": list(person.join_requests.values("team__name", "note", "asked_at")),
        "invitations_sent": list(person.invitations_sent.values("team__name", "email", "role", "invited_at")),
        "agreements_written": list(person.agreements_written.values("team__name", "text", "written_at")),
    }


def assessments_of(person):
    """Their answers with names, and those of a formal leader that only they see. Of the others, that they answered."""
    return {
        "self_assessments_with_my_name": list(
            AssessmentAnswer.objects.filter(person=person).values(
                "round__team__name", "round__name", "group", "levels", "notes", "private"
            )
        ),
        "self_assessments_answered_without_my_name": {
            "note": "Only that you answered is kept. What you answered is not stored with your name, so it is not here.",
            "rounds": list(
                AssessmentTurn.objects.filter(person=person, round__naming="unnamed")
                .exclude(round__answers__person=person)
                .values("round__team__name", "round__name")
            ),
        },
        "self_assessments_opened": list(
            person.assessment_rounds_opened.values("team__name", "name", "opened_at", "closed_at")
        ),
        "levels_put": list(
            person.blind_levels.values(
                "consensus__round__team__name", "consensus__round__name", "consensus__condition", "level", "reason"
            )
        ),
        "levels_seen_differently": list(
            person.consensus_dissents.values(
                "consensus__round__team__name", "consensus__round__name", "consensus__condition", "words", "at"
            )
        ),
    }


def conditions_work_of(person):
    """Their tasks, and what they noted for the team's work on the conditions."""
    noted = {
        f"noted_{kind.replace('-', '_')}": list(
            rows.objects.filter(noted_by=person).values("team__name", "guide", "words", "noted_at")
        )
        for kind, rows in NOTE_KINDS.items()
    }
    return {
        "tasks": list(person.tasks.values("team__name", "words", "due_on", "done_at")),
        "tasks_noted": list(person.tasks_noted.values("team__name", "guide", "words", "noted_at")),
        **noted,
        "conditions_ranked": list(
            person.conditions_ranked.values("team__name", "condition", "reason", "begins_on", "ends_on")
        ),
        "times_reserved": list(
            person.times_reserved.values("team__name", "condition", "meeting", "first_at", "minutes", "rhythm", "times")
        ),
    }

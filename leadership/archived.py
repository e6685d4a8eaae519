"""What of people, teams and the conditions goes into a team's archive: what everybody who takes part may read anyway.

No addresses of others, no secrets of links, nothing that one person keeps to themselves. `NOT_ARCHIVED` says of the other tables why.
"""

from leadership.archiving import Noun

from .models import (
    Agreement,
    AssessmentRound,
    BlindLevel,
    Consensus,
    ConsensusDissent,
    Membership,
    PlanDissent,
    PlanEdition,
    PlanExport,
    PlanSheet,
    RankedCondition,
    ReservedTime,
    Task,
    Team,
)
from .models.groundwork import NOTE_KINDS

NOTED = ("guide", "words", "noted_by_id", "noted_at")
MORE = {
    "challenge": ("kind", "agreement"),
    "shift": ("who", "now", "role"),
    "learning": ("who", "how", "by_on"),
    "stop": ("frees", "from_on"),
    "burning-question": ("learned", "learned_at"),
    "pilot-idea": ("because", "round_id", "item"),
}


def of_team(model, path="team"):
    return lambda team: model.objects.filter(**{path: team})


def noun(key, model, *fields, path="team", **made):
    return Noun(key, model, of_team(model, path), fields, made)


NOUNS = [
    Noun(
        "team",
        Team,
        lambda team: Team.objects.filter(pk=team.pk).select_related("school__district"),
        ("name", "slug", "purpose", "open_call", "public_body", "starter", "created_at"),
        {
            "school": lambda row: row.school.name,
            "district": lambda row: row.school.district and row.school.district.name,
        },
    ),
    Noun(
        "memberships",
        Membership,
        lambda team: Membership.objects.filter(team=team).select_related("person"),
        ("person_id", "role", "joined_by", "joined_at"),
        {
            "name": lambda row: str(row.person.name),
            "positions": lambda row: row.person.positions,
            "strengths": lambda row: row.person.strengths,
        },
    ),
    noun("agreements", Agreement, "text", "position", "written_by_id", "written_at"),
    noun(
        "tasks", Task, *NOTED, "round_id", "item", "stage", "suggested", "owner_id", "due_on", "done_at", "done_by_id"
    ),
    *(noun(f"{slug}s".replace("-", "_"), rows, *NOTED, *MORE[slug]) for slug, rows in NOTE_KINDS.items()),
    noun(
        "ranked_conditions", RankedCondition, "condition", "position", "reason", "begins_on", "ends_on", "changed_by_id"
    ),
    noun(
        "reserved_times", ReservedTime, "condition", "meeting", "first_at", "minutes", "rhythm", "times", "noted_by_id"
    ),
    noun(
        "assessment_rounds",
        AssessmentRound,
        *("number", "name", "audience", "naming", "wording", "closes_on", "opened_by_id", "opened_at", "closed_at"),
        "people_count",
    ),
    noun(
        "consensuses",
        Consensus,
        *("round_id", "condition", "opened_by_id", "opened_at", "revealed_at", "level", "reason", "settled_at"),
        "settled_by_id",
        path="round__team",
    ),
    Noun(
        "levels_put",
        BlindLevel,
        lambda team: BlindLevel.objects.filter(consensus__round__team=team, consensus__revealed_at__isnull=False),
        ("consensus_id", "person_id", "level", "reason"),
    ),
    noun(
        "consensus_dissents",
        ConsensusDissent,
        "consensus_id",
        "person_id",
        "words",
        "at",
        path="consensus__round__team",
    ),
    noun("plan_sheet", PlanSheet, "note", "logo_alt", "valid_until", "review_on", "hidden"),
    noun(
        "plan_editions",
        PlanEdition,
        *("number", "state", "facts", "why", "sent_by_id", "sent_at", "decided_by", "decided_on", "noted_by_id"),
    ),
    noun("plan_dissents", PlanDissent, "edition_id", "person_id", "words", "at", path="edition__team"),
    noun("plan_exports", PlanExport, "edition_id", "by_id", "at", "form", "hidden"),
]

NOT_ARCHIVED = {
    "District": "belongs to no team; its name stands beside the team, and operators take a district along as a whole",
    "DistrictMember": "a place at the district, no team's",
    "School": "belongs to no team; its name stands beside the team",
    "StaffMember": "a place at the school, no team's",
    "Person": "an account is a person's own (`/me/export/`); names stand in memberships and people",
    "JoinRequest": "what somebody wrote to the facilitators",
    "Invitation": "addresses, and secrets as hashes",
    "AssessmentTurn": "who has answered is told to nobody",
    "AssessmentAnswer": "answers are shown as numbers only, as far as the rules of small groups allow: the results are in html/",
    "PlanPrint": "the printed plans themselves lie in pdf/",
    "LastHere": "when a person was here is theirs alone",
    "MailSent": "what was mailed to a person is theirs alone",
}

"""What of pilots goes into a team's archive: what everybody who takes part in the team may read anyway. Nothing of anybody's own part."""

from leadership.archived import noun
from leadership.archiving import Noun

from . import models as m

NOTED = ("noted_by_id", "noted_at")
OF_PILOT, OF_CYCLE, OF_MEASURE = "pilot__team", "cycle__pilot__team", "measure__pilot__team"

NOUNS = [
    noun(
        "pilots",
        m.Pilot,
        *("number", "title", "guide", "problem_id", "idea_id", "skipped", "ends_on", "who", "what", "measured_how"),
        *(
            "pinned",
            "first_step",
            "starts_on",
            "led_by_id",
            "benefits_educators",
            "benefits_students",
            "benefits_others",
        ),
        *(
            "allowance",
            "midpoint_on",
            "midpoint_words",
            "audience",
            "joining_means",
            "recorded",
            "data_rule",
            "challenge",
        ),
        *("invited_at", "started_at", "closed_at", "closed_by_id", "results", "decision", "decision_why", *NOTED),
    ),
    noun("later_ends", m.LaterEnd, "pilot_id", "was_on", "ends_on", "because", "at", path=OF_PILOT),
    Noun(
        "participations",
        m.Participation,
        lambda team: m.Participation.objects.filter(pilot__team=team).select_related("person"),
        ("pilot_id", "person_id", "joined_at"),
        {"name": lambda row: str(row.person.name)},
    ),
    noun(
        "pilot_notes",
        m.PilotNote,
        *("pilot_id", "kind", "words", "more", "for_whom", "sort", "on", "burning_question_id", *NOTED),
        path=OF_PILOT,
    ),
    noun(
        "tested_arrows",
        m.TestedArrow,
        "pilot_id",
        "arrow_id",
        "added_by_id",
        "added_at",
        "verdict",
        "because",
        path=OF_PILOT,
    ),
    noun("next_steps", m.NextStep, "pilot_id", "task_id", path=OF_PILOT),
    noun("pilot_strands", m.PilotStrand, "passage_id", "statement_id", "pilot_id", "why", "by_id", "at"),
    noun(
        "cycles",
        m.Cycle,
        *("pilot_id", "number", "builds_on_id", "change_idea", "questions", "scope_count", "scope_unit", "starts_on"),
        *("ends_on", "happened", "surprises", "learned", "act", "act_why", "started_at", "closed_at", *NOTED),
        path=OF_PILOT,
    ),
    noun("cycle_reopenings", m.CycleReopening, "cycle_id", "by_id", "at", "why", path=OF_CYCLE),
    noun(
        "predictions", m.Prediction, "cycle_id", "if_words", "then_words", "measure_id", "result", "held", path=OF_CYCLE
    ),
    noun("cycle_tasks", m.CycleTask, "cycle_id", "words", "who_id", "on", "where", "done_at", path=OF_CYCLE),
    noun(
        "measures",
        m.Measure,
        *("pilot_id", "number", "kind", "title", "definition", "unit", "direction", "target", "baseline_until", *NOTED),
        path=OF_PILOT,
    ),
    noun(
        "observations",
        m.Observation,
        *("measure_id", "on", "value", "group", "note", "cycle_id", "source", "struck_at", *NOTED),
        path=OF_MEASURE,
    ),
    noun(
        "corrections",
        m.Correction,
        *("observation_id", "kind", "on", "value", "group", "because", "by_id", "at"),
        path="observation__measure__pilot__team",
    ),
    noun(
        "rebases",
        m.Rebase,
        *("measure_id", "from_on", "why", "by_id", "at", "taken_back_at", "taken_back_by_id", "taken_back_why"),
        path=OF_MEASURE,
    ),
    noun(
        "polls",
        m.Poll,
        *(
            "measure_id",
            "number",
            "question",
            "answered_by",
            "form",
            "closes_on",
            "closed_at",
            "observation_id",
            *NOTED,
        ),
        path=OF_MEASURE,
    ),
    noun(
        "learning_cards",
        m.LearningCard,
        *("pilot_id", "context", "tried", "held", "not_again", "measure_id", "chart_words", "reach", "shared_at"),
        path=OF_PILOT,
    ),
    noun("replications", m.Replication, "card_id", "pilot_id", "outcome", "words", "measure_id", *NOTED),
]

NOT_ARCHIVED = {
    "ClosingDraft": "whoever may close the pilot is still writing it",
    "CardConsent": "how far somebody lets a card go is theirs alone",
    "ImportDraft": "whoever laid the rows down has not confirmed them",
    "PollAnswer": "nobody reads a single answer; together they are an observation",
    "OpenClassroom": "an invitation among the staff of the school, no team's",
    "Visit": "what somebody saw is for the host and the other visitors",
}

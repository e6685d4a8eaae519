"""What of visions, theories and decisions goes into a team's archive: what everybody who takes part may read anyway.

Private answers, what nobody has revealed yet, and everything whose author no row may tell stay behind (`NOT_ARCHIVED`).
"""

from django.db.models import Q

from leadership.archived import noun
from leadership.archiving import Noun
from visioning.live.authorship import read_text

from . import models as m


def fragments(reading) -> dict[str, str]:
    return {name: reading.plain(name) for name in sorted(reading.fragments)}


def shown(model):
    """Answers that their authors show, of those who are on the team now."""
    return lambda team: model.objects.shared().of_people_on(team)


def in_standing_theory(model, path="theory"):
    return lambda team: model.objects.filter(**{f"{path}__team": team, f"{path}__removed_at": None})


VISION = "vision__team"
GATHERING = "gathering__team"
NOTED = ("noted_by_id", "noted_at")

OF_VISIONS = [
    noun("texts", m.SharedText, "created_at", words=lambda row: fragments(read_text(row.pk))),
    noun("shared_visions", m.SharedVision, "text_id", "created_at"),
    noun(
        "versions",
        m.Version,
        *("text_id", "number", "name", "word_count", "automatic", "kept_by_id", "kept_at"),
        path="text__team",
        words=lambda row: fragments(row.reading),
    ),
    Noun(
        "adoptions",
        m.Adoption,
        lambda team: m.Adoption.objects.filter(version__text__team=team).prefetch_related("people"),
        ("version_id", "at", "recorded_by_id", "people_count"),
        {"people": lambda row: sorted(one.pk for one in row.people.all())},
    ),
    noun(
        "gatherings",
        m.Gathering,
        *("number", "name", "audience", "late_rule", "leaders_after", "opened_by_id", "opened_at", "revealed_at"),
    ),
    Noun(
        "gathered_visions",
        m.GatheredVision,
        lambda team: m.GatheredVision.objects.revealed().filter(gathering__team=team).select_related("person"),
        ("gathering_id", "person_id", "learning", "bring", "hope"),
        {"name": lambda row: row.person.name if row.person else ""},
    ),
    noun(
        "listening_rounds",
        m.ListeningRound,
        *("gathering_id", "number", "name", "opened_by_id", "opened_at", "closes_on", "closed_at"),
        path=GATHERING,
    ),
    noun(
        "listening_questions", m.ListeningQuestion, "round_id", "language", "words", "place", path=f"round__{GATHERING}"
    ),
    Noun(
        "voices",
        m.Voice,
        lambda team: m.Voice.objects.shown().filter(round__gathering__team=team),
        ("round_id", "words", "language", "translation", "position", "heard_in_person"),
    ),
    Noun(
        "phrases",
        m.Phrase,
        lambda team: m.Phrase.objects.visible().filter(gathering__team=team),
        ("gathering_id", "vision_id", "voice_id", "prompt", "words", "picked_by_id", "picked_at"),
    ),
    noun("themes", m.Theme, "gathering_id", "name", "note", "named_by_id", "named_at", path=GATHERING),
    Noun(
        "placings",
        m.Placing,
        lambda team: m.Placing.objects.filter(
            theme__gathering__team=team, phrase__in=m.Phrase.objects.visible().values("pk")
        ),
        ("theme_id", "phrase_id", "by_id", "at"),
    ),
    noun("passages", m.Passage, "text_id", "fragment", "quote", "at", path="text__team"),
    Noun(
        "weaves",
        m.Weave,
        lambda team: m.Weave.objects.filter(passage__text__team=team).filter(
            Q(phrase=None) | Q(phrase__in=m.Phrase.objects.visible().values("pk"))
        ),
        ("passage_id", "phrase_id", "theme_id", "why", "by_id", "at"),
    ),
    Noun(
        "comments",
        m.Comment,
        lambda team: m.Comment.objects.filter(
            Q(passage__text__team=team) | Q(statement__theory__team=team) | Q(arrow__theory__team=team)
        ),
        (
            "passage_id",
            "statement_id",
            "arrow_id",
            "answers_id",
            "words",
            "by_id",
            "at",
            "taken_back_at",
            "resolved_at",
        ),
    ),
    noun(
        "suggestions",
        m.Suggestion,
        *("passage_id", "was", "words", "why", "by_id", "at", "state", "answered_by_id", "answered_at", "reason"),
        path="passage__text__team",
    ),
    noun("dissents", m.Dissent, "vision_id", "person_id", "words", "at", path=VISION),
    noun(
        "drafting_rounds",
        m.DraftingRound,
        *("number", "aim", "steward_id", "openness", "audience", "starts_on", "ends_on", "opened_at", "closed_at"),
        *("outcome", "before_id", "after_id"),
        path=VISION,
    ),
    noun(
        "process_answers",
        m.ProcessAnswer,
        "round_id",
        "sign",
        "answer",
        "note",
        "by_id",
        "at",
        path="round__vision__team",
    ),
    noun(
        "alignment_checks",
        m.AlignmentCheck,
        *("number", "version_id", "audience", "naming", "share", "floor", "lowest", "answers_needed", "opened_by_id"),
        *("opened_at", "closes_on", "closed_at", "people_count"),
        path=VISION,
    ),
    noun("vision_uses", m.VisionUse, "what", "outcome", "how", "on", *NOTED, path=VISION),
    noun("tellings", m.Telling, "audience", "message", "teller_id", "due_on", "done_on", "written_by_id"),
    noun("whys", m.Why, "text_id", "created_at"),
    Noun("why_answers", m.WhyAnswer, shown(m.WhyAnswer), ("person_id", "question", "words")),
    Noun("guide_answers", m.GuideAnswer, shown(m.GuideAnswer), ("person_id", "guide", "question", "words")),
    noun(
        "decision_points",
        m.DecisionPoint,
        *("guide", "question", "text_id", "decided_by", "decided_on", "version_id", "noted_by_id", "started_at"),
    ),
    noun(
        "decision_dissents",
        m.DecisionDissent,
        "decision_point_id",
        "person_id",
        "words",
        "at",
        path="decision_point__team",
    ),
]

THEORY_PART = ("theory_id", "written_by_id", "written_at", "changed_by_id", "changed_at")

OF_THEORIES = [
    noun("goals", m.Goal, "number", "words", "measure", "due_on", "benefits", "framework", "framework_address", *NOTED),
    noun(
        "problems",
        m.ProblemOfPractice,
        *("number", "goal_id", "skipped", "words", "holds", "kind", "technical", "adaptive", *NOTED),
    ),
    noun("evidence", m.Evidence, "problem_id", "words", "address", "round_id", *NOTED, path="problem__team"),
    Noun(
        "theories",
        m.Theory,
        lambda team: m.Theory.objects.standing().filter(team=team),
        ("number", "title", "guide", "problem_id", "skipped", "started_by_id", "started_at", "changed_at"),
    ),
    Noun(
        "statements",
        m.Statement,
        in_standing_theory(m.Statement),
        (*THEORY_PART, "number", "column", "words", "place", "removed_at"),
    ),
    Noun(
        "arrows",
        m.Arrow,
        in_standing_theory(m.Arrow),
        (
            *THEORY_PART,
            "source_id",
            "target_id",
            "because",
            "assumption",
            "evidence",
            "wrong_if",
            "state",
            "state_on",
            "removed_at",
        ),
    ),
    Noun(
        "arrow_states",
        m.ArrowState,
        in_standing_theory(m.ArrowState, "arrow__theory"),
        ("arrow_id", "state", "on", "because", *NOTED),
    ),
    Noun(
        "theory_versions",
        m.TheoryVersion,
        in_standing_theory(m.TheoryVersion),
        ("theory_id", "number", "name", "said", "automatic", "kept_by_id", "kept_at"),
    ),
    Noun(
        "belief_rounds",
        m.BeliefRound,
        in_standing_theory(m.BeliefRound),
        ("theory_id", "number", "naming", "wording", "opened_by_id", "opened_at", "revealed_at", "people_count"),
    ),
]

OF_DECISIONS = [
    noun(
        "decisions",
        m.Decision,
        *("number", "question", "background", "guide", "rule", "decider_id", "decider_name", "openness", "audience"),
        *("without_agreement", "input_until", "decide_by", "opened_at", "opened_by_id", "advisory", "stage", "outcome"),
        *("decided_on", "meeting", "decided_by_id", "explanation", "effective_on", "prediction", "review_on"),
        *("explained_at", "dropped_at", "dropped_because", "counted", "ended_on", "supersedes_id", *NOTED),
    ),
    noun(
        "decision_reviews", m.DecisionReview, "decision_id", "due_on", "found", "verdict", *NOTED, path="decision__team"
    ),
    noun(
        "decision_inputs",
        m.DecisionInput,
        *("decision_id", "person_id", "words", "recorded_by_id", "in_person", "at", "taken", "because"),
        path="decision__team",
    ),
    noun(
        "proposals",
        m.Proposal,
        "decision_id",
        "number",
        "words",
        "answers_id",
        "by_id",
        "at",
        "shown_at",
        path="decision__team",
    ),
    Noun(
        "stances",
        m.Stance,
        lambda team: m.Stance.objects.filter(decision__team=team, proposal__shown_at__isnull=False),
        ("decision_id", "proposal_id", "person_id", "step", "reason", "in_person", "recorded_by_id", "at"),
    ),
    # An objection is a stance until they are turned over.
    Noun(
        "objections",
        m.Objection,
        lambda team: m.Objection.objects.filter(decision__team=team).seen(),
        (
            *("decision_id", "proposal_id", "person_id", "words", "harms", "state", "answer", "in_person"),
            *("recorded_by_id", "at", "ended_at"),
        ),
    ),
    Noun(
        "objection_answers",
        m.ObjectionAnswer,
        lambda team: m.ObjectionAnswer.objects.filter(
            objection__in=m.Objection.objects.filter(decision__team=team).seen()
        ),
        ("objection_id", "state", "words", "by_id", "at"),
    ),
    noun(
        "initiatives",
        m.Initiative,
        *("number", "name", "words", "lead_id", "lead_because", "hours", "status", "status_at", "status_by_id", *NOTED),
    ),
    noun("initiative_supporters", m.InitiativeSupporter, "initiative_id", "person_id", "at", path="initiative__team"),
    noun(
        "filterings",
        m.Filtering,
        "initiative_id",
        "outcome",
        "because",
        "question",
        "by_id",
        "at",
        path="initiative__team",
    ),
    noun("frameworks", m.Framework, "kind", "title", "address", *NOTED),
    noun("articles", m.Article, "framework_id", "label", "words", "place", path="framework__team"),
    noun("crossings", m.Crossing, "article_id", "goal_id", "how", "by_id", "at", path="article__framework__team"),
    noun(
        "strands",
        m.Strand,
        *("passage_id", "statement_id", "why", "by_id", "at", "goal_id", "problem_id", "theory_id", "arrow_id"),
        *("decision_point_id", "decision_id", "initiative_id", "guide"),
    ),
]

NOUNS = [*OF_VISIONS, *OF_THEORIES, *OF_DECISIONS]

NOT_ARCHIVED = {
    "TextUpdate": "the log behind a text; its words and its versions are in `texts` and `versions`",
    "TextSnapshot": "the log behind a text, folded",
    "TextClient": "whose hand is whose; who wrote how much stands in the plan",
    "TextWords": "the words of a text once more, for searching",
    "Visit": "when a person last read is theirs alone",
    "PersonalVision": "its author's alone",
    "AlignmentTurn": "who has answered is told to nobody",
    "AlignmentAnswer": "shown on the page of a check as far as the rules of small groups allow",
    "AlignmentReply": "belongs to a reason that is shown on the page of a check, as far as it may be",
    "Mention": "whether somebody has seen that they were asked is theirs alone",
    "BeliefTurn": "who has spoken is told to nobody",
    "Belief": "shown on the page of a round as far as the rules of small groups allow",
}

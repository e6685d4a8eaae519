"""What can be found of visions, theories and decisions, by whom. Each begins from where a person stands.

Guests of a team's work on its vision find what its pages show them: the vision and what was gathered where the staff was asked.
Not here: answers without names, beliefs, levels before they are turned over, versions. Knows nothing of pilots.
"""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.findable import at
from leadership.finding import Kind, Reach
from leadership.models import Audience, Membership, School

from .models import (
    Arrow,
    ArrowState,
    Article,
    Comment,
    Decision,
    DecisionDissent,
    DecisionInput,
    DecisionReview,
    DecisionStage,
    Dissent,
    DraftingRound,
    Evidence,
    Filtering,
    Framework,
    GatheredVision,
    Gathering,
    Goal,
    GuideAnswer,
    Initiative,
    ListeningQuestion,
    Objection,
    PersonalVision,
    ProblemOfPractice,
    Proposal,
    Stance,
    Statement,
    Strand,
    Suggestion,
    Telling,
    TextWords,
    Theme,
    Theory,
    VisionUse,
    Voice,
    WhyAnswer,
)


def kinds(reach: Reach) -> list[Kind]:
    return [
        *own_kinds(reach),
        *text_kinds(reach),
        *gathered_kinds(reach),
        *said_kinds(reach),
        *theory_kinds(reach),
        *decision_kinds(reach),
        *work_kinds(reach),
    ]


def with_guests(reach, team="team", audience=""):
    """Rows of one's teams; and of those one is a guest of, where the staff was asked if `audience` says where that stands."""
    invited = {f"{team}__in": reach.guest_of}
    if audience:
        invited[audience] = Audience.STAFF
    return Q(**{f"{team}__in": reach.teams}) | Q(**invited)


def own_kinds(reach):
    """What is one's own alone; and what people who are on the team now show to it."""
    mine = Q(person=reach.person) & Q(team__in=reach.teams)
    on_team = Exists(Membership.objects.filter(team=OuterRef("team"), person=OuterRef("person")))
    shown = Q(on_team, shared=True, team__in=reach.teams)
    guide_answers = GuideAnswer.objects.filter(mine | shown)
    why_answers = WhyAnswer.objects.filter(mine | shown)
    visions = PersonalVision.objects.filter(person=reach.person)
    return [
        Kind(
            "own-vision",
            _("My own vision"),
            visions,
            ("learning", "bring", "hope"),
            lambda _pk: reverse("personal_vision"),
            ("pk",),
            team="",
        ),
        Kind(
            "answer",
            _("Answers to big questions"),
            guide_answers,
            ("words",),
            at("guide_question"),
            ("team__slug", "guide", "question"),
        ),
        Kind("answer", _("Answers to big questions"), why_answers, ("words",), at("why"), ("team__slug",)),
    ]


def text_kinds(reach):
    vision = TextWords.objects.filter(with_guests(reach, "text__team"), text__shared_vision__isnull=False)
    why = TextWords.objects.filter(text__team__in=reach.teams, text__why__isnull=False)
    points = TextWords.objects.filter(text__team__in=reach.teams, text__decision_point__isnull=False)
    team, slug, said = "text__team", ("text__team__slug",), ("words",)
    stored = "vector"
    return [
        Kind("vision", _("The shared vision"), vision, said, at("shared_vision"), slug, team=team, stored=stored),
        Kind("why", _("Why we lead together"), why, said, at("why"), slug, team=team, stored=stored),
        Kind(
            "decision-point",
            _("Decision points"),
            points,
            said,
            at("guide_question"),
            (*slug, "text__decision_point__guide", "text__decision_point__question"),
            team=team,
            stored=stored,
        ),
    ]


def gathered_kinds(reach):
    """What may be read at a gathering: visions after the reveal, voices on the table, themes."""
    there = with_guests(reach, "gathering__team", "gathering__audience")
    gatherings = Gathering.objects.filter(with_guests(reach, audience="audience"))
    visions = GatheredVision.objects.revealed().filter(there)
    own = GatheredVision.objects.filter(there, person=reach.person).exclude(pk__in=visions.values("pk"))
    one = ("gathering__team__slug", "gathering__number")
    team, parts = "gathering__team", ("learning", "bring", "hope")
    said = ("words", "translation")
    asked = ("round__gathering__team__slug", "round__gathering__number")
    team_of_round = "round__gathering__team"
    voices = Voice.objects.shown()
    for_guests = voices.filter(round__gathering__team__in=reach.guest_of, round__gathering__audience=Audience.STAFF)
    questions = ListeningQuestion.objects.filter(round__gathering__team__in=reach.teams)
    return [
        Kind("gathering", _("Gatherings"), gatherings, ("name",), at("gathering"), ("team__slug", "number"), "name"),
        Kind(
            "gathered-vision",
            _("Visions people shared"),
            visions,
            (*parts, "person__name"),
            at("gathering", "vision"),
            (*one, "pk"),
            team=team,
        ),
        Kind("gathered-vision", _("Visions people shared"), own, parts, at("gathered_vision_edit"), one, team=team),
        Kind(
            "voice",
            _("Voices"),
            voices.filter(round__gathering__team__in=reach.teams),
            said,
            at("voice_list", "voice"),
            (*asked, "round__number", "pk"),
            team=team_of_round,
        ),
        Kind("voice", _("Voices"), for_guests, said, at("weaving_table"), asked, team=team_of_round),
        Kind(
            "listening",
            _("Questions to others"),
            questions,
            ("words", "round__name"),
            at("listening_round"),
            (*asked, "round__number"),
            team=team_of_round,
        ),
        Kind(
            "theme",
            _("Themes"),
            Theme.objects.filter(there),
            ("name", "note"),
            at("weaving_table", "theme"),
            (*one, "pk"),
            "name",
            team=team,
        ),
    ]


def said_kinds(reach):
    """What is said about texts and theories, and how it is seen differently."""
    about_text = Comment.objects.filter(with_guests(reach, "passage__text__team"), taken_back_at=None)
    standing = Q(
        statement__removed_at=None, statement__theory__removed_at=None, statement__theory__team__in=reach.teams
    ) | Q(arrow__removed_at=None, arrow__theory__removed_at=None, arrow__theory__team__in=reach.teams)
    suggestions = Suggestion.objects.filter(with_guests(reach, "passage__text__team"))
    dissents = Dissent.objects.filter(with_guests(reach, "vision__team"))
    rounds = DraftingRound.objects.filter(with_guests(reach, "vision__team", "audience"))
    seen = _("Seen differently")
    comment, passage = _("Comments"), ("passage__text__team__slug", "passage_id")
    text_team = "passage__text__team"
    of_statement = Comment.objects.filter(standing, taken_back_at=None, statement__isnull=False)
    of_arrow = Comment.objects.filter(standing, taken_back_at=None, arrow__isnull=False)
    ends = (
        "arrow__theory__team__slug",
        "arrow__theory__number",
        "arrow__source__number",
        "arrow__target__number",
        "pk",
    )
    return [
        Kind(
            "comment", comment, about_text, ("words",), at("comment_about", "comment"), (*passage, "pk"), team=text_team
        ),
        Kind(
            "comment",
            comment,
            of_statement,
            ("words",),
            at("theory_comment_about", "comment"),
            ("statement__theory__team__slug", "statement__theory__number", "statement__number", "pk"),
            team="statement__theory__team",
        ),
        Kind("comment", comment, of_arrow, ("words",), arrow_comment, ends, team="arrow__theory__team"),
        Kind("suggestion", _("Suggestions"), suggestions, ("words", "why"), at("passage"), passage, team=text_team),
        Kind("dissent", seen, dissents, ("words",), at("shared_vision"), ("vision__team__slug",), team="vision__team"),
        Kind(
            "drafting-round",
            _("Rounds of drafting"),
            rounds,
            ("aim", "outcome"),
            at("drafting_round"),
            ("vision__team__slug", "number"),
            "aim",
            team="vision__team",
        ),
    ]


def arrow_comment(slug, theory, source, target, pk):
    return reverse("theory_comment_about", args=(slug, theory, f"{source}-{target}"), fragment=f"comment-{pk}")


def theory_kinds(reach):
    """The team's own, for its people. What was taken out or put away is not found until it is back."""
    teams = {"team__in": reach.teams}
    in_theory = {"theory__team__in": reach.teams, "theory__removed_at": None}
    one, team = ("theory__team__slug", "theory__number"), "theory__team"
    arrows = Arrow.objects.standing().filter(**in_theory)
    states = ArrowState.objects.filter(
        arrow__removed_at=None, arrow__theory__removed_at=None, arrow__theory__team__in=reach.teams
    )
    numbered = ("team__slug", "number")
    return [
        Kind(
            "goal",
            _("Goals"),
            Goal.objects.filter(**teams),
            ("words", "measure", "benefits", "framework"),
            at("goal"),
            numbered,
            "words",
        ),
        Kind(
            "problem",
            _("Problems of practice"),
            ProblemOfPractice.objects.filter(**teams),
            ("words", "technical", "adaptive"),
            at("problem"),
            numbered,
            "words",
        ),
        Kind(
            "evidence",
            _("Evidence"),
            Evidence.objects.filter(problem__team__in=reach.teams),
            ("words",),
            at("problem"),
            ("problem__team__slug", "problem__number"),
            team="problem__team",
        ),
        Kind(
            "theory",
            _("Theories of action"),
            Theory.objects.standing().filter(**teams),
            ("title",),
            at("theory"),
            numbered,
            "title",
        ),
        Kind(
            "statement",
            _("Statements of a theory"),
            Statement.objects.standing().filter(**in_theory),
            ("words",),
            at("statement"),
            (*one, "number"),
            "words",
            team=team,
        ),
        Kind(
            "arrow",
            _("Arrows of a theory"),
            arrows,
            ("because", "assumption", "evidence", "wrong_if"),
            at("arrow"),
            (*one, "source__number", "target__number"),
            team=team,
        ),
        Kind(
            "arrow",
            _("Arrows of a theory"),
            states,
            ("because",),
            at("arrow"),
            ("arrow__theory__team__slug", "arrow__theory__number", "arrow__source__number", "arrow__target__number"),
            team="arrow__theory__team",
        ),
    ]


def decision_kinds(reach):
    """Decisions for the team; once they are open, those the staff is asked about for the staff. Stances once they are turned over."""
    told = Q(audience=Audience.STAFF, team__school__in=School.objects.for_person(reach.person)) & ~Q(
        stage=DecisionStage.DRAFT
    )
    decisions = Decision.objects.filter(Q(team__in=reach.teams) | told)
    of_team = Q(decision__team__in=reach.teams)
    of_staff = Q(decision__in=Decision.objects.filter(told).values("pk"))
    one, team = ("decision__team__slug", "decision__number"), "decision__team"
    title = "decision__question"

    def beside(key, label, rows, *words):
        return Kind(key, label, rows, words, at("decision"), one, title, team=team)

    return [
        Kind(
            "decision",
            _("Decisions"),
            decisions,
            ("question", "background", "outcome", "explanation", "prediction", "without_agreement"),
            at("decision"),
            ("team__slug", "number"),
            "question",
        ),
        beside("proposal", _("Proposals"), Proposal.objects.filter(of_team), "words"),
        # Of what others bring only the team reads who; whoever brought it finds their own.
        beside(
            "decision-input",
            _("Input to decisions"),
            DecisionInput.objects.filter(of_team | (of_staff & Q(person=reach.person))),
            "words",
            "because",
        ),
        beside(
            "objection",
            _("Objections"),
            Objection.objects.filter(of_team).seen_by(reach.person),
            "words",
            "harms",
            "answer",
        ),
        beside(
            "stance",
            _("Stances"),
            Stance.objects.filter(of_team, Q(proposal__shown_at__isnull=False) | Q(person=reach.person)),
            "reason",
        ),
        beside("decision-review", _("Looking back"), DecisionReview.objects.filter(of_team), "found"),
        Kind(
            "dissent",
            _("Seen differently"),
            DecisionDissent.objects.filter(decision_point__team__in=reach.teams),
            ("words",),
            at("guide_question"),
            ("decision_point__team__slug", "decision_point__guide", "decision_point__question"),
            team="decision_point__team",
        ),
    ]


def work_kinds(reach):
    """Initiatives, what the vision decided, whom it is told, outside goals, strands."""
    teams = {"team__in": reach.teams}
    filterings = Filtering.objects.filter(initiative__team__in=reach.teams)
    articles = Article.objects.filter(framework__team__in=reach.teams)
    plan, uses = at("team_plan"), VisionUse.objects.filter(vision__team__in=reach.teams)
    return [
        Kind(
            "initiative",
            _("Initiatives"),
            Initiative.objects.filter(**teams),
            ("name", "words", "lead_because"),
            at("initiative"),
            ("team__slug", "number"),
            "name",
        ),
        Kind(
            "initiative",
            _("Initiatives"),
            filterings,
            ("because",),
            at("initiative"),
            ("initiative__team__slug", "initiative__number"),
            "initiative__name",
            team="initiative__team",
        ),
        Kind(
            "framework",
            _("Outside goals"),
            Framework.objects.filter(**teams),
            ("title",),
            plan,
            ("team__slug",),
            "title",
        ),
        Kind(
            "framework",
            _("Outside goals"),
            articles,
            ("label", "words"),
            plan,
            ("framework__team__slug",),
            "framework__title",
            team="framework__team",
        ),
        Kind(
            "strand",
            _("The golden thread"),
            Strand.objects.filter(**teams),
            ("why",),
            at("golden_thread"),
            ("team__slug",),
        ),
        Kind(
            "vision-use",
            _("Where the vision decided something"),
            uses,
            ("what", "how"),
            at("vision_use_list"),
            ("vision__team__slug",),
            "what",
            team="vision__team",
        ),
        Kind(
            "telling",
            _("Whom we tell why"),
            Telling.objects.filter(**teams),
            ("message", "audience"),
            at("telling_list"),
            ("team__slug",),
        ),
    ]

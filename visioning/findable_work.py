"""What can be found of theories, decisions and initiatives, by whom: the team's own work, and decisions the staff is asked about.

Not here: how sure somebody is of an arrow, stances before they are turned over, versions. Knows nothing of visions and of pilots.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from leadership.findable import at
from leadership.finding import Kind
from leadership.models import Audience, School

from .models import (
    Arrow,
    ArrowState,
    Article,
    Decision,
    DecisionDissent,
    DecisionInput,
    DecisionReview,
    DecisionStage,
    Evidence,
    Filtering,
    Framework,
    Goal,
    Initiative,
    Objection,
    ProblemOfPractice,
    Proposal,
    Stance,
    Statement,
    Strand,
    Telling,
    Theory,
    VisionUse,
)


def work_kinds(reach) -> list[Kind]:
    return [*theory_kinds(reach), *decision_kinds(reach), *initiative_kinds(reach)]


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


def initiative_kinds(reach):
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

"""An address of every page there is, with rows of the demo school behind it, and who may open it. Knows routes and rows; looks at nothing."""

from leadership.models import Invitation, Person
from tests import factories
from tests.access.cells import fill
from tests.access.conditions_matrix import NOTES, ORDER, RESULT, ROUNDS, TASKS
from tests.access.decision_matrix import DECISION_WORK
from tests.access.matrix import MATRIX
from tests.access.pilot_matrix import PILOT_WORK
from tests.access.plan_matrix import PLAN_WORK
from tests.access.theory_matrix import BELIEF_ROUND, EVIDENCE, PROBLEM, STEPS
from tests.access.theory_matrix import COMMENT as THEORY_COMMENT
from tests.access.theory_matrix import FILES as THEORY_FILES
from visioning.models import BeliefRound, Comment, ListeningRound, Phrase

# GET routes that are files or data, not pages.
FILES = {
    "healthz",
    "me/export/",
    "me/vision/file/",
    "teams/<slug:team_slug>/vision/passages/places/",
    RESULT + "csv/",
    RESULT + "pdf/",
    ORDER + "times/file/",
    "texts/<uuid:text_id>/authors/",
    *(f"{THEORY_FILES}{kind}/" for kind in ("text", "csv", "json", "svg", "png", "pdf")),
}
# They have addresses of their own: `pilot_addresses`, `decision_addresses`.
ELSEWHERE = {*PILOT_WORK, *DECISION_WORK, *PLAN_WORK}
# What looks like another page here but for its words: they have their template, and a form of one field, in common.
ALIKE = {
    NOTES + "challenge/<int:challenge_id>/agreement/",
    NOTES + "burning-question/<int:burning_question_id>/learned/",
    TASKS + "<int:task_id>/removal/",
    ORDER + "times/<int:time_id>/removal/",
    ORDER + "<slug:guide_key>/removal/",
    PROBLEM + "removal/",
    EVIDENCE + "<int:evidence_id>/removal/",
    THEORY_COMMENT + "removal/",
}


def somebody(name):
    return Person.objects.get(name=name)


def full_addresses(team):
    """(route, person, address) for every page there is but those of `ELSEWHERE`, with rows of the demo school."""
    runner, principal = somebody("Rosa Delgado"), somebody("Walter Brandt")
    district_runner = somebody("Carla Jensen")
    school, district = team.school, team.school.district
    for house in (team, school, district):
        house.rotate_link()
    guest = factories.person("Robin Vale", email="robin.vale@school.example")
    _invitation, token = Invitation.send_to(team, guest.email, runner)
    number = team.shared_vision.text.versions.first().number
    base = {
        "team_slug": team.slug,
        "school_slug": school.slug,
        "district_slug": district.slug,
        "membership_id": team.memberships.get(person__name="Priya Nair").pk,
        "agreement_id": team.agreements.first().pk,
        "staff_id": school.staff_members.exclude(person=principal).first().pk,
        "number": number,
    } | woven_values(team, runner)
    over, opened = asked_values(team)
    thought_out = theory_values(team, runner)
    listening = ListeningRound.objects.get(gathering__team=team, closed_at=None)
    newcomer = school.staff_members.exclude(person__gathered_visions__gathering__team=team).first().person
    tokens = {
        "listen/": (guest, listening.link_token),
        "invitations/": (guest, token),
        "join/school/": (guest, school.link_token),
        "join/district/": (principal, district.link_token),
        "join/": (guest, team.link_token),
    }
    for route in sorted(
        route for route, verbs in MATRIX.items() if "GET" in verbs and route not in FILES | ALIKE | ELSEWHERE
    ):
        person = district_runner if route.startswith("districts/") else runner
        if route.startswith("schools/"):
            person = principal
        if route.endswith("/share/"):
            person = newcomer
        values = base | {"number": listening.number} if "/listening/" in route else base
        if route.startswith((ROUNDS, TASKS, NOTES, ORDER)) or "guide_key" in route or "protocol_key" in route:
            values = base | (over if "result/" in route or "consensus/" in route else opened)
        if route.startswith(STEPS):
            values = base | thought_out
            if route == BELIEF_ROUND:
                values = values | {"round_number": values["round_number"] - 1}  # the one that is revealed
        for prefix, (holder, secret) in tokens.items():
            if route.startswith(prefix):
                person, values = holder, base | {"token": secret}
                break
        yield route, person, fill(route, values)


def woven_values(team, runner):
    """Rows of the work on the vision that this person may open."""
    vision, table = team.shared_vision, team.gatherings.get()
    comment = runner.comments.filter(taken_back_at=None).first()
    phrase = Phrase.objects.on_table(table).filter(themes__isnull=False).first()
    return {
        "gathering_number": table.number,
        "handle": f"vision-{table.visions.revealed().first().pk}",
        "phrase_id": phrase.pk,
        "theme_id": phrase.themes.first().pk,
        "passage_id": vision.text.passages.filter(weaves__isnull=False).first().pk,
        "comment_id": comment.pk,
        "round_number": vision.rounds.get(closed_at=None).number,
        "check_number": vision.alignment_checks.get(closed_at=None).number,
        "use_id": vision.uses.first().pk,
        "telling_id": team.tellings.first().pk,
    }


def theory_values(team, runner):
    """Rows of the theory that has most on it; one more round, which is open, and something this person said."""
    theory = team.theories.filter(versions__isnull=False, belief_rounds__isnull=False).distinct().get()
    arrow = theory.arrows.exclude(state="untested").first()
    problem = team.problems.filter(evidence__isnull=False).first()
    comment = Comment.begin(arrow.source, runner, "Who would notice first?", [])
    return {
        "goal_number": problem.goal.number,
        "problem_number": problem.number,
        "evidence_id": problem.evidence.first().pk,
        "theory_number": theory.number,
        "statement_number": arrow.source.number,
        "source_number": arrow.source.number,
        "target_number": arrow.target.number,
        "spot": f"{arrow.source.number}-{arrow.target.number}",
        "version_number": theory.versions.first().number,
        "comment_id": comment.pk,
        "round_number": BeliefRound.open(theory, runner, "named").number,
    }


def asked_values(team):
    """Rows of the work on the conditions: at the round that is over, and at the one that is open."""
    rounds = team.assessment_rounds.order_by("-number")
    values = {
        "guide_key": "vision",
        "stage_key": "why",
        "protocol_key": "chalk-talk",
        "question_key": team.decision_points.settled().get(guide="vision").question,
        "condition": "administration",
        "kind": "challenge",
        "note_id": team.challenges.first().pk,
        "task_id": team.tasks.first().pk,
        "time_id": team.reserved_times.first().pk,
    }
    return tuple(values | {"round_number": found.number} for found in (rounds.closed().first(), rounds.open().get()))


def kind_of(route):
    """Which of the tests below opens it: together they would be long."""
    if route.startswith("teams/<slug:team_slug>/vision/"):
        return "vision"
    if route.startswith(STEPS):
        return "theory"
    if "conditions/" in route or "/rounds/" in route or route.startswith("guides/"):
        return "conditions"
    together = ("gatherings/", "weaving/", "why/")
    return "together" if route.startswith(tuple(f"teams/<slug:team_slug>/{kind}" for kind in together)) else "site"

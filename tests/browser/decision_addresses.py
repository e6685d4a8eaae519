"""An address of every page about decisions, initiatives, the thread and the plan, with rows of the demo school behind it and of what it lacks."""

from django.utils import timezone

from leadership.models import Person, PlanEdition, PlanSheet
from leadership.plan import Plan
from leadership.weekly_mail import stop_token
from tests.access.cells import decided_values, fill
from tests.access.decided import Decided
from tests.access.decision_matrix import DECISION_WORK
from tests.access.matrix import MATRIX
from tests.access.plan_matrix import ARTICLE, CROSSING, PLAN, PLAN_WORK
from tests.visioning import deciding, proposing
from visioning.models import Crossing, Passage

from .pilot_addresses import OneTeam

# GET routes that are files, and what looks like another page but for its words.
FILES = {f"{PLAN}{name}" for name in ("pdf/", "pdf/<int:print_id>/", "papers/<slug:paper>/", "word/", "logo.png")}
FILES |= {"plan/<str:token>/logo.png"}
ALIKE = {ARTICLE + "removal/", CROSSING + "removal/"}
OURS = set(DECISION_WORK) | set(PLAN_WORK)


class Known(OneTeam):
    """As much of a world as addresses ask for."""

    def __init__(self, team, rows):
        super().__init__(None)
        self.decided, self.woven, self.theorised = rows, self, self
        self.passage = Passage.objects.filter(strands__team=team).first()
        self.goal = team.goals.first()
        self.running = team.pilots.get(title="Ten seconds")


def decision_pages(team):
    """(route, person, address). Whoever runs the team opens them, and whoever has a link what it leads to."""
    runner, member = (Person.objects.get(name=name) for name in ("Rosa Delgado", "Amina Yusuf"))
    known = Known(team, laid_out(team, runner, member))
    base = {"team_slug": team.slug, "school_slug": team.school.slug, "pilot_number": known.running.number}
    tokens = {"plan/": known.decided.sheet.link_token, "mail/": stop_token(member)}
    for route in sorted(route for route in OURS if "GET" in MATRIX[route] and route not in FILES | ALIKE):
        values = base | {name: found["own"] for name, found in decided_values(route, known).items()}
        token = next((token for start, token in tokens.items() if route.startswith(start)), "")
        path = fill(route, values | {"token": token})
        yield route, None if token else runner, f"{path}?q=read" if route == "search/" else path


def laid_out(team, runner, member) -> Decided:
    today = timezone.localdate()
    asked = proposing.proposed(team, runner)
    brought = deciding.brought(asked, runner)
    proposing.say(asked, member)
    turned = proposing.proposed(team, runner)
    objection = proposing.object_to(turned, runner, "First graders wait outside.", "Safe mornings")
    proposing.say(turned, member, 1, "It worries me.")
    turned.proposal.turn_over()
    inner, ready = deciding.opened(team, runner, audience="team"), deciding.opened(team, runner, rule="leader")
    crossing = Crossing.objects.filter(article__framework__team=team).first()
    started = team.initiatives.order_by("number")
    rows = Decided(
        deciding.draft(team, runner, question="On which day do we eat together?"),
        *(asked, turned, ready, deciding.decided(team, runner, review_on=today), inner, brought, objection),
        *(started.first(), started.last(), None, crossing.article.framework, crossing.article),
        crossing.article.framework.articles.exclude(pk=crossing.article_id).first(),
        crossing,
        f"work-{team.strands.first().pk}",
    )
    PlanSheet.set_link(team, True)
    rows.sheet = PlanSheet.of(team)
    rows.adopted = team.plan_editions.filter(state="adopted").first()
    rows.edition = team.plan_editions.filter(state="with_team").first()
    rows.edition = rows.edition or PlanEdition.send(team, runner, "For the staff meeting", Plan.for_team(team).kept)
    return rows


def kind_of(route):
    """Which of two tests opens it."""
    return "decisions" if route in DECISION_WORK else "plan"

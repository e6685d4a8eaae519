"""How often the pages of decisions, initiatives, strands, the plan and the search ask the database: the same with one row and with three, ten at most.

Each page is asked in a team where there is one of everything, and again where there are three. Cover: what pages say.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.models import JoinedBy, PlanDissent, PlanEdition, PlanExport, PlanSheet, Task
from leadership.plan import Plan
from visioning.models import Framework, Initiative

from .. import factories
from ..conftest import signed_in
from ..visioning import theorising
from ..visioning.deciding import brought, decided, draft, opened, reread
from ..visioning.proposing import amended, object_to, proposed, say, turned_over
from .threading import SENTENCES, chain, passage, strand, vision

MOST = 10
# The whole plan gathers every noun of a team, and asks once for each; an edition asks for the plan and for itself.
MORE = {"team_plan": 18, "plan_preview": 18, "plan_edition_send": 18, "plan_edition": 21, "plan_public": 23}


@pytest.fixture
def full(team, ana, ben):
    """What there is once, and what pages that are about one thing are about."""
    vision(team, ana)
    chain(team, ana)
    edition = PlanEdition.send(team, ana, "For March", Plan.for_team(team).kept)
    draft(team, ana, question="Which kiln first?")
    asked = proposed(team, ana, question="Which kiln now?")
    turned = turned_over(team, (ana, 2), (ben, 2), by=ana, question="Which kiln then?")
    object_to(turned, ana, "A kiln is hot")
    ready = opened(team, ana, rule="leader", question="Who fires the kiln?")
    done = decided(team, ana, question="Which kiln at all?", review_on=timezone.localdate())
    initiative = Initiative.note(team, ana, name="Kiln hour")
    framework = Framework.note(team, ana, kind="district", title="District plan", address="")
    article, free = framework.add_articles([("A", "Every student reads"), ("B", "Every student writes")])
    PlanSheet.set_link(team, True)
    return {
        "team": team,
        "edition": edition,
        "asked": asked,
        "turned": turned,
        "ready": ready,
        "done": done,
        "initiative": initiative,
        "framework": framework,
        "article": article,
        "free": free,
    }


def grow(full, ana, number):
    """One more of everything that a page lists."""
    team, asked, turned = full["team"], full["asked"], full["turned"]
    person = factories.person(f"Person {number}", positions=["teacher"])
    team.welcome(person, JoinedBy.LINK)
    draft(team, ana, question=f"Which kiln {number}?")
    decided(team, ana, question=f"Which kiln was it {number}?", meeting="", explanation="We heard the nurse.")
    opened(team, ana, question=f"Which kiln is it {number}?")
    opened(team, ana, question=f"Is it ours {number}?", audience="team")
    for decision in (asked, turned, full["ready"]):
        brought(decision, person, f"A kiln {number}")
    brought(full["ready"], ana, f"My kiln {number}")
    amended(reread(asked), ana, f"A kiln first {number}")
    say(reread(asked), person)
    object_to(turned, person, f"A kiln waits {number}")
    initiative = Initiative.note(team, ana, name=f"Kiln {number}", lead=person)
    for one in (initiative, full["initiative"]):
        one.put_question(ana, "Does it serve?", "go", f"A kiln {number}")
        one.support(person, True)
    goal = team.goals.first() if number == 0 else theorising.goal(team, ana, words=f"A kiln for all {number}")
    full["crossing"] = full["article"].cross(goal, ana, f"How {number}")
    framework = Framework.note(team, ana, kind="state", title=f"State goals {number}", address="")
    framework.add_articles([("A", "A kiln")])[0].cross(goal, ana, "Daily")
    full["strand"] = f"work-{strand(team, ana, 'goal', goal.number, SENTENCES[0]).pk}"
    strand(team, ana, "initiative", full["initiative"].number, SENTENCES[number])
    Task.note(team, ana, words=f"A kiln {number}")
    PlanDissent.say(full["edition"], person, f"Too many kilns {number}")
    PlanExport.note(team, ana, "full", (), {"chapters": [], "facts": {"goal:1": str(number)}})


def addresses(full):
    """Every page with a page of its own, by name; what a name needs besides the team."""
    team, at = full["team"], {name: [full[name].number] for name in ("asked", "turned", "ready", "done", "initiative")}
    draft, framework = [team.decisions.get(question="Which kiln first?").number], [full["framework"].pk]
    article, free = [*framework, full["article"].pk], [*framework, full["free"].pk]
    mine = full["ready"].inputs.filter(recorded_by=None, words="My kiln 0").get()
    sentence = [passage(team, SENTENCES[0]).pk]
    inside = [
        ("team_home",),
        ("decision_list",),
        ("decision_new",),
        *(("decision", *at[name]) for name in ("asked", "turned", "ready", "done")),
        ("decision", *draft),
        ("decision_edit", *draft),
        ("decision_open", *draft),
        ("decision_remove", *draft),
        ("decision_drop", *at["asked"]),
        ("decision_explain", *at["done"]),
        ("decision_input_add", *at["asked"]),
        ("decision_input_edit", *at["ready"], mine.pk),
        ("decision_input_remove", *at["ready"], mine.pk),
        ("proposal", *at["asked"], 1),
        ("proposal_write", *at["asked"]),
        ("stance_say", *at["asked"]),
        ("stance_in_person", *at["asked"]),
        ("objection_add", *at["turned"]),
        ("objection_answer", *at["turned"], full["turned"].proposal.objections.get(person__name="Ana Ruiz").pk),
        ("outcome_write", *at["ready"]),
        ("outcome_review", *at["done"]),
        ("initiative_list",),
        ("initiative_add",),
        ("initiative", *at["initiative"]),
        ("initiative_edit", *at["initiative"]),
        ("initiative_remove", *at["initiative"]),
        ("filtering_add", *at["initiative"]),
        ("framework_list",),
        ("framework_add",),
        ("framework", *framework),
        ("framework_edit", *framework),
        ("framework_remove", *framework),
        ("article_edit", *article),
        ("article_remove", *article),
        ("crossing_add", *free),
        ("crossing_edit", *article, full["crossing"].pk),
        ("crossing_remove", *article, full["crossing"].pk),
        ("golden_thread",),
        ("thread_mine",),
        ("thread_sentence", *sentence),
        ("thread_pilot", 1),
        ("strand_list", "goal", 1),
        ("strand_tie",),
        ("strand_edit", full["strand"]),
        ("strand_cut", full["strand"]),
        ("team_plan",),
        ("plan_preview",),
        ("plan_exports",),
        ("plan_sheet",),
        ("plan_edition_send",),
        ("plan_edition", 1),
        ("team_archive",),
    ]
    found = [(name, reverse(name, args=(team.slug, *more))) for name, *more in inside]
    return [
        *found,
        ("plan_public", reverse("plan_public", args=(PlanSheet.of(team).link_token,))),
        ("school_decision_list", reverse("school_decision_list", args=(team.school.slug,))),
        ("search", f"{reverse('search')}?q=kiln"),
        ("since", reverse("since")),
        ("home", reverse("home")),
    ]


def asked_by(full, client, as_nobody):
    """How often each page asks; a status other than 200 stands in its place."""
    counts = []
    for name, address in addresses(full):
        reader = as_nobody if name == "plan_public" else client
        with CaptureQueriesContext(connection) as asked:
            status = reader.get(address).status_code
        counts.append((name, len(asked) if status == 200 else f"status {status}"))
    return counts


def test_one_or_three_rows_cost_the_same_questions(full, ana, as_nobody):
    cache.clear()
    readers = signed_in(ana), as_nobody
    grow(full, ana, 0)
    asked_by(full, *readers)  # what is kept between requests is kept from here on
    one = asked_by(full, *readers)
    for number in (1, 2):
        grow(full, ana, number)
    three = asked_by(full, *readers)
    assert [(*was, now[1]) for was, now in zip(one, three, strict=True) if was != now] == []
    assert [(name, count) for name, count in one if not isinstance(count, int) or count > MORE.get(name, MOST)] == []

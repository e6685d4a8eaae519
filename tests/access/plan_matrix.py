"""The rows of the matrix about the plan, outside goals, the golden thread, what is told since, search and the archive.

Every team has switched its plan's link on: its own people are led to their page, anybody else reads what may leave, without names.
"""

from django.utils import timezone

from .decision_matrix import edition_of, of_rows
from .expectations import (
    Unless,
    act,
    everybody,
    fixed,
    form,
    page,
    signed_in,
    team_people,
    team_runners,
    team_writers,
)

PLAN = "teams/<slug:team_slug>/plan/"
EDITIONS = PLAN + "editions/"
EDITION = EDITIONS + "<int:edition_number>/"
# The team's own people are led to their page.
ON_TEAM = {(role, "own"): 302 for role in ("observer", "member", "facilitator")}
ON_TEAM |= {("sibling_member", "sibling"): 302, ("foreign_facilitator", "foreign"): 302}
# What the open page of a plan tells the world: nobody's name, nothing of what people brought or of where they stand, no draft, no
# dissent in its words, and no chapter that stays with the team.
LEAVES = ("card", "text", "hand", "vision", "filter", "team", "round", "theory", "tested", "strand", "sheet")
LEAVES += ("deciding", "decided", "planned", "invitation", "pilot", "chart")
LEAVES += tuple(f"learned-{reach}" for reach in ("team", "school", "district", "public"))
OPEN_PAGE = {f"{what}-{letter}" for what in LEAVES for letter in "abc"} | {"school-1", "school-2"}
OPEN_PAGE |= {"hand-a1", "hand-a2", "hand-b1", "hand-c1"}


def a_sheet(rows):
    sheet = {"note": "Read on.", "hidden": ["log"], "valid_until": "", "review_on": ""}
    return sheet | {"edition": rows.sheet.edition}


AROUND = {
    PLAN: page(team_people),
    PLAN + "pdf/": page(team_people) | act(team_people, htmx_ok=200),
    PLAN + "pdf/<int:print_id>/": page(team_people),
    PLAN + "papers/<slug:paper>/": page(team_people) | act(team_people, htmx_ok=200),
    PLAN + "word/": page(team_people) | act(team_people, htmx_ok=200),
    PLAN + "preview/": page(team_people),
    PLAN + "exports/": page(team_people),
    PLAN + "sheet/": form(team_writers, of_rows(a_sheet)),
    PLAN + "logo.png": page(team_people),
    PLAN + "logo/": act(team_writers, 422, wrong=422),  # a picture is sent in test_plan_sheets
    PLAN + "logo/removal/": act(team_writers),
    PLAN + "link/": act(team_runners, data=fixed(to="fresh")),
    EDITIONS + "new/": page(team_runners) | act(team_runners, data=fixed(why="For May.")),
    EDITION: page(team_people),
    EDITION + "adoption/": act(
        team_runners, data=fixed(decided_by="consent", decided_on=str(timezone.localdate())), wrong=422
    ),
    EDITION + "taking-back/": act(team_runners),
    EDITION + "dissent/": act(team_writers, data=fixed(words="I would begin smaller."), wrong=422),
    # Whoever said it takes it back, whatever their role is by now.
    EDITION + "dissent/removal/": act(team_people),
    "plan/<str:token>/": page(Unless(everybody, ON_TEAM), reveals=OPEN_PAGE),
    "plan/<str:token>/logo.png": page(everybody, reveals={f"sheet-{letter}" for letter in "abc"}),
    PLAN + "archive/": page(team_writers) | act(team_writers, 200),
}

FRAMEWORKS = PLAN + "frameworks/"
FRAMEWORK = FRAMEWORKS + "<int:framework_id>/"
ARTICLE = FRAMEWORK + "articles/<int:article_id>/"
CROSSING = ARTICLE + "goals/<int:crossing_id>/"


def a_framework(rows=None):
    return {"kind": "district", "title": "The plan of 2030", "address": ""}


def a_crossing(rows):
    return {"goal": rows.crossing.goal.number, "how": "It answers."}


OUTSIDE_GOALS = {
    FRAMEWORKS: page(team_people),
    FRAMEWORKS + "new/": form(team_writers, of_rows(a_framework)),
    FRAMEWORK: page(team_people),
    FRAMEWORK + "edit/": form(team_writers, of_rows(lambda rows: a_framework() | {"edition": rows.framework.edition})),
    FRAMEWORK + "removal/": page(team_writers) | act(team_writers, data=edition_of("framework"), wrong=422),
    FRAMEWORK + "articles/": act(team_writers, data=fixed(articles="9 – All read"), wrong=422),
    ARTICLE: form(team_writers, edition_of("article", label="9", words="All read.")),
    ARTICLE + "removal/": page(team_writers) | act(team_writers, data=edition_of("article"), wrong=422),
    ARTICLE + "goals/": form(team_writers, of_rows(a_crossing)),
    CROSSING: form(team_writers, edition_of("crossing", how="It answers.")),
    CROSSING + "removal/": page(team_writers) | act(team_writers, data=edition_of("crossing"), wrong=422),
}

THREAD = "teams/<slug:team_slug>/thread/"
STRAND = THREAD + "strands/<slug:strand_key>/"


def a_strand(world, place, role):
    known = world.places.get(place, world.places["own"])
    return {
        "work": f"initiative-{known.decided.spare.number}",
        "serves": f"sentence-{known.woven.passage.pk}",
        "why": "They read together.",
    }


GOLDEN_THREAD = {
    THREAD: page(team_people),
    THREAD + "mine/": page(team_people),
    # Words that no work is tied to have a page of their own.
    THREAD + "sentences/<slug:sentence_key>/": page(team_people),
    THREAD + "pilots/<int:pilot_number>/": page(team_people),
    THREAD + "work/<slug:kind>/<slug:ref>/": page(team_people),
    THREAD + "strands/": form(team_writers, a_strand),
    # A press on what somebody cut meanwhile is told on the thread.
    STRAND: page(team_writers) | act(team_writers, data=fixed(why="As they say.", edition=0), wrong=422, absent=302),
    STRAND + "removal/": page(team_writers) | act(team_writers, absent=302),
}

TOLD = {
    "search/": page(signed_in),
    # What others learned from a card of ours says where they are.
    "since/": page(signed_in, reveals={"card-a", "card-b", "card-c"}),
    "since/read/": act(signed_in),
    # Whoever holds a mail ends that person's mails with it, and learns nothing of them.
    "mail/stop/<str:token>/": page(everybody) | act(everybody, 200),
}

PLAN_WORK = AROUND | OUTSIDE_GOALS | GOLDEN_THREAD | TOLD

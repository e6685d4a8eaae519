"""Parts of pages, as htmx asks for them: the same doors, the same words, and only parts the view has named."""

import pytest
from django.db import transaction

from . import cells, oracles
from .conditions_matrix import CONDITION, CONDITIONS, CONSENSUS, NOTES, ORDER, QUESTION, RANKED, TASK, TASKS
from .conditions_matrix import ROUND as ASSESSMENT
from .conditions_matrix import ROUNDS as ASSESSMENTS
from .decision_matrix import DECISION, DECISIONS, INITIATIVE, INITIATIVES
from .matrix import MATRIX
from .pilot_matrix import (
    CARD,
    CHALLENGES,
    CYCLE,
    CYCLE_TASK,
    CYCLES,
    DOOR,
    MEASURE,
    MEASURES,
    PEOPLE,
    PILOT,
    PILOTS,
    POLL,
)
from .pilot_matrix import NOTE as PILOT_NOTE
from .pilot_matrix import NOTES as PILOT_NOTES
from .plan_matrix import EDITION, FRAMEWORK, FRAMEWORKS, THREAD
from .sight import may_see
from .test_matrix import SOME, expected
from .theory_matrix import (
    ABOUT,
    ARROW,
    BELIEF_ROUND,
    BELIEFS,
    EVIDENCE,
    GOAL,
    GOALS,
    PROBLEM,
    PROBLEMS,
    STATEMENT,
    STATEMENTS,
    STEPS,
    THEORY,
    VERSIONS,
)
from .theory_matrix import COMMENT as THEORY_COMMENT
from .theory_matrix import COMMENTS as THEORY_COMMENTS
from .weave_matrix import (
    CHECK,
    COMMENT,
    COMMENTS,
    DRAFT,
    GATHERINGS,
    LISTENING,
    ONE,
    PHRASE,
    ROUND,
    ROUNDS,
    SUGGESTION,
    SUGGESTIONS,
    TABLE,
    TELLINGS,
    THEME,
    USES,
    VISION,
    VOICE,
    WHY,
)
from .world import ROLES

pytestmark = pytest.mark.django_db

NOTED_PARTS = ("challenges", "shifts", "learnings", "stops", "burning-questions", "pilot-ideas")

# (route, verb, part): every part a view offers.
PARTS = [
    ("teams/<slug:team_slug>/", "GET", "agreements"),
    ("teams/<slug:team_slug>/agreements/", "POST", "agreements"),
    ("teams/<slug:team_slug>/people/", "GET", "team-people"),
    ("teams/<slug:team_slug>/people/link/", "POST", "team-people"),
    ("teams/<slug:team_slug>/vision/", "GET", "since"),
    ("teams/<slug:team_slug>/vision/visit/", "POST", "since"),
    ("teams/<slug:team_slug>/plan/", "GET", "plan-print"),
    ("me/vision/", "POST", "save-state"),
    (GATHERINGS, "GET", "gatherings"),
    (ONE, "GET", "gathering"),
    (LISTENING, "GET", "rounds"),
    (ROUND, "GET", "listening-state"),
    (ROUND + "voices/", "GET", "voices"),
    (VOICE + "through/", "POST", "voices"),
    (VOICE + "aside/", "POST", "voices"),
    (VOICE + "translation/", "POST", "voices"),
    (VOICE + "back/", "POST", "voices"),
    (TABLE, "GET", "weaving"),
    (TABLE + "map/", "GET", "theme-map"),
    (TABLE + "undo/", "POST", "weaving"),
    (TABLE + "phrases/", "POST", "weaving"),
    (TABLE + "themes/", "POST", "weaving"),
    (PHRASE, "GET", "phrase"),
    (PHRASE + "themes/", "POST", "weaving"),
    (PHRASE + "out/", "POST", "weaving"),
    (PHRASE + "removal/", "POST", "weaving"),
    (THEME, "POST", "weaving"),
    (THEME + "merge/", "POST", "weaving"),
    (THEME + "split/", "POST", "weaving"),
    (THEME + "removal/", "POST", "weaving"),
    (VISION + "passages/<int:passage_id>/", "GET", "passage-panel"),
    (VISION + "passages/<int:passage_id>/", "GET", "passage-thread"),
    (VISION + "passages/", "GET", "passage-panel"),
    (VISION + "threads/", "GET", "threads"),
    (VISION + "threads/new/", "POST", "passage-panel"),
    (VISION + "threads/<int:weave_id>/removal/", "POST", "passage-panel"),
    (COMMENTS, "GET", "conversations"),
    (COMMENTS + "about/<int:passage_id>/", "GET", "passage-talk"),
    (COMMENTS + "add/", "POST", "passage-talk"),
    (COMMENT + "answer/", "POST", "passage-talk"),
    (COMMENT + "resolve/", "POST", "passage-talk"),
    (COMMENT + "reopen/", "POST", "passage-talk"),
    (SUGGESTIONS + "add/", "POST", "passage-talk"),
    (SUGGESTION + "answer/", "POST", "passage-talk"),
    (SUGGESTION + "taking-back/", "POST", "passage-talk"),
    (ROUNDS, "GET", "rounds"),
    (DRAFT, "GET", "round"),
    (DRAFT, "GET", "process"),
    (DRAFT + "process/<slug:sign>/", "POST", "process"),
    (CHECK, "GET", "alignment-state"),
    (USES, "GET", "uses"),
    (WHY, "GET", "shown-answers"),
    (WHY + "answers/", "POST", "save-state"),
    (TELLINGS, "GET", "tellings"),
    (CONDITIONS + "symptoms/", "GET", "look-first"),
    (ASSESSMENTS + "new/", "GET", "round-length"),
    (ASSESSMENT, "GET", "round-state"),
    (CONSENSUS, "GET", "consensus-state"),
    (CONDITIONS, "GET", "condition-rows"),
    *((CONDITION, "GET", part) for part in ("next-step", "decisions", "came-of-it")),
    *((CONDITION + "<slug:stage_key>/", "GET", part) for part in ("big-questions", "tasks", "burning-questions")),
    *((QUESTION, "GET", part) for part in ("shown-answers", "together-start", "decision")),
    (QUESTION + "answer/", "POST", "save-state"),
    (TASKS, "GET", "tasks"),
    (TASK + "done/", "POST", "tasks"),
    *((CONDITION + "groundwork/", "GET", part) for part in NOTED_PARTS),
    (NOTES + "<slug:kind>/", "POST", "challenges"),
    (NOTES + "challenge/<int:challenge_id>/kind/", "POST", "challenges"),
    (ORDER, "GET", "ranking"),
    (ORDER, "GET", "reserved-times"),
    (ORDER + "times/", "POST", "reserved-times"),
    (RANKED + "placing/", "POST", "ranking"),
    (RANKED + "place/", "POST", "ranking"),
    (GOALS, "GET", "goals"),
    (GOAL, "GET", "goal"),
    (PROBLEMS, "GET", "problems"),
    (PROBLEM, "GET", "problem"),
    *((PROBLEM + act, "POST", "problem") for act in ("check/", "sort/")),
    (EVIDENCE, "POST", "problem"),
    (STEPS, "GET", "steps"),
    (THEORY, "GET", "theory-reading"),
    (THEORY + "missing/", "GET", "holes"),
    *((THEORY + "write/", "GET", part) for part in ("column-do", "theory-diagram", "taken-out")),
    (STATEMENTS, "POST", "add-do"),
    *((STATEMENT + act, "POST", "column-do") for act in ("edit/", "move/", "removal/", "leads/")),
    (STATEMENT + "back/", "POST", "column-do"),
    (STATEMENT, "GET", "statement-arrows"),
    *((ARROW, "GET", part) for part in ("arrow-now", "arrow-standing")),
    (BELIEFS, "GET", "how-sure"),
    (BELIEF_ROUND, "GET", "belief-round"),
    (THEORY_COMMENTS, "GET", "theory-conversations"),
    (ABOUT, "GET", "conversations"),
    (ABOUT + "add/", "POST", "conversations"),
    *((THEORY_COMMENT + act, "POST", "conversations") for act in ("answer/", "resolve/", "reopen/", "seen/")),
    *((VERSIONS, "GET", part) for part in ("theory-versions", "theory-lately")),
    (PILOTS, "GET", "pilots"),
    (PILOTS + "timeline/", "GET", "timeline"),
    (PILOTS + "wins/", "GET", "wins"),
    (PILOTS + "predictions/", "GET", "predictions"),
    (PILOTS + "cards/", "GET", "cards"),
    ("schools/<slug:school_slug>/cards/", "GET", "cards"),
    (PILOT, "GET", "pilot-body"),
    (PILOT + "invitation/", "GET", "pilot-invitation"),
    *((PILOT_NOTES, "GET", part) for part in ("shifts", "troubles", "learnings", "stops", "questions", "wins")),
    *((PILOT_NOTES + f"<slug:kind>/{act}/", "POST", "questions") for act in ("new", "groundwork")),
    (PILOT_NOTE + "sorting/", "POST", "shifts"),
    (PEOPLE, "GET", "participations"),
    (CHALLENGES, "GET", "challenges"),
    (CYCLES, "GET", "cycles"),
    (CYCLE, "GET", "cycle"),
    (CYCLE + "begin/", "POST", "cycle"),
    *((CYCLE_TASK + act, "POST", "cycle") for act in ("take/", "done/")),
    (MEASURES, "GET", "measures"),
    (MEASURE, "GET", "run-chart"),
    (MEASURE + "observations/new/", "POST", "observation-add"),
    (POLL, "GET", "poll-state"),
    (CARD, "GET", "card-sharing"),
    (DOOR, "GET", "open-classroom-places"),
    *((DOOR + act, "POST", "open-classroom-places") for act in ("come/", "not-after-all/")),
    (DECISIONS, "GET", "decisions"),
    (DECISION, "GET", "decision"),
    (INITIATIVES, "GET", "initiatives"),
    (INITIATIVE, "GET", "initiative"),
    (FRAMEWORKS, "GET", "frameworks"),
    (FRAMEWORK, "GET", "framework"),
    (EDITION, "GET", "edition-state"),
    (THREAD, "GET", "golden-thread"),
    (THREAD + "mine/", "GET", "thread-mine"),
    (THREAD + "sentences/<slug:sentence_key>/", "GET", "thread-sentence"),
    (THREAD + "pilots/<int:pilot_number>/", "GET", "thread-pilot"),
    (THREAD + "work/<slug:kind>/<slug:ref>/", "GET", "strands"),
]


def ask(world, role, route, verb, part, place="own"):
    path = dict(cells.addresses(route, world)).get(place)
    if path is None:
        return None
    data = MATRIX[route][verb].data(world, place, role) if verb == "POST" else None
    headers = {"HX-Request": "true", "HX-Target": part}
    point = transaction.savepoint_create()
    answer = getattr(world.client(role), verb.lower())(f"/{path}", data, headers=headers)
    transaction.savepoint_rollback(point)
    return answer


@pytest.mark.parametrize(("route", "verb", "part"), PARTS)
def test_a_part_has_the_pages_door_and_no_more_words(route, verb, part, world):
    for place in ("own", "sibling", "foreign"):
        for role in ROLES:
            wanted = expected(route, verb, role, place)
            if wanted not in {200, 302} and role not in SOME:
                continue  # refused before a part is thought of: the matrix asks as everybody
            answer = ask(world, role, route, verb, f"div#{part}", place)
            if answer is None:
                continue
            if wanted in {200, 302}:
                assert answer.status_code == 200, (role, place)
                assert b"<html" not in answer.content, (role, place)
                assert f'id="{part}"'.encode() in answer.content, (role, place)
            elif isinstance(wanted, int):
                assert answer.status_code == wanted, (role, place)
            else:
                assert answer["HX-Redirect"].startswith("/accounts/login/")
            revealed = MATRIX[route][verb].reveals
            assert oracles.owners(oracles.readable(answer)) <= may_see(role) | revealed, (role, place)


@pytest.mark.parametrize("part", ["main", "x", "../../leadership/site/help", "a%00b", "é" * 200])
def test_a_part_nobody_named_is_the_whole_page(part, world):
    answer = ask(world, "member", "teams/<slug:team_slug>/", "GET", f"div#{part}")
    assert answer.status_code == 200
    assert b"</html>" in answer.content

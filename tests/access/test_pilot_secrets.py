"""What pilots promise to keep: single answers to a poll, a card before its last yes, who takes part, what a visitor saw, rows nobody confirmed.

Each look is taken once more after the thing came out, and finds it: it would have found it before.
"""

import pytest
from django.db import transaction

from leadership.plan import Plan
from leadership.views.plan import plan_html
from pilots.models import LearningCard, PollAnswer
from pilots.views.card_files import card_html

from . import cells, oracles
from .matrix import MATRIX
from .pilot_matrix import MEASURE, POLL
from .piloted import ANSWER, CARD, words
from .test_early_reveal import OWN
from .world import ANONYMOUS

pytestmark = pytest.mark.django_db

# Every page of pilots, and those beside them on which pilots are told of.
BESIDE = {
    "",
    "me/",
    "me/export/",
    "schools/<slug:school_slug>/",
    "districts/<slug:district_slug>/",
    "teams/<slug:team_slug>/",
    "teams/<slug:team_slug>/plan/",
    "teams/<slug:team_slug>/people/",
    "teams/<slug:team_slug>/conditions/tasks/",
    "teams/<slug:team_slug>/theory/",
    "teams/<slug:team_slug>/theory/<int:theory_number>/",
    "teams/<slug:team_slug>/theory/problems/<int:problem_number>/",
}
ABOUT_PILOTS = ("pilots/", "cards/", "open-classrooms/", "p/<")
MEASURED = [MEASURE, MEASURE + "csv/", POLL]
ROUTES = sorted(
    route
    for route in set(OWN) & set(MATRIX)
    if "GET" in MATRIX[route] and (route in BESIDE or any(part in route for part in ABOUT_PILOTS))
)


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


def shown(world, role, places=("own",), routes=ROUTES):
    """(where, text) of all that this person is shown of these teams' pilots."""
    client = world.client(role)
    for route in routes:
        paths = dict(cells.addresses(route, world))
        for path in {paths[place] for place in places if place in paths}:
            answer = client.get(f"/{path}", follow=True)
            yield f"/{path}", oracles.readable(answer)
    for place in places:
        rows = world.places[place].piloted
        for pilot in rows.closed.values() if routes else ():
            for tail in ("card/", "closing/"):
                path = f"{rows.base}{pilot.number}/{tail}"
                yield path, oracles.readable(client.get(path, follow=True))
        for card in rows.cards.values():
            yield f"/cards/{card.pk}/", oracles.readable(client.get(f"/cards/{card.pk}/", follow=True))


@pytest.fixture(scope="module")
def looked():
    """What each of these people is shown, as nothing has changed yet: looked at once."""
    return {}


def seen_by(world, looked, role):
    if role not in looked:
        looked[role] = list(shown(world, role))
    return looked[role]


def where(looks, sign):
    return sorted({place for place, text in looks if sign(text)})


# --- polls ------------------------------------------------------------------------------------------------------------


def says_the_answer(text):
    return any(sign in text for sign in (str(ANSWER), f"{ANSWER:,}", "77 321", "77.321"))


@pytest.mark.parametrize("role", ["facilitator", "member", "colleague", "observer", ANONYMOUS])
def test_no_single_answer_is_shown_while_a_poll_is_open(role, world, looked):
    assert where(seen_by(world, looked, role), says_the_answer) == []


def test_its_number_is_shown_once_enough_have_answered_and_no_answer_is_left(world, undone):
    rows, route = world.places["own"].piloted, "p/<str:token>/"
    path = dict(cells.addresses(route, world))["own"]
    visitor = world.client(ANONYMOUS)
    assert visitor.post(f"/{path}", {"value": ANSWER, "once": "x"}).status_code == 200
    member = world.client("member")
    assert member.post(f"{rows.poll.get_absolute_url()}close/").status_code == 302
    assert not PollAnswer.objects.filter(poll=rows.poll).exists()
    assert where(shown(world, "observer", routes=MEASURED), says_the_answer)


def test_too_few_answers_make_no_number_and_leave_none(world, undone):
    rows = world.places["own"].piloted
    rows.poll.answers.filter(pk__in=[one.pk for one in rows.poll.answers.all()[:2]]).delete()
    before = rows.measure.observations.count()
    assert world.client("member").post(f"{rows.poll.get_absolute_url()}close/").status_code == 302
    assert (rows.measure.observations.count(), rows.poll.answers.count()) == (before, 0)
    assert where(shown(world, "facilitator", routes=MEASURED), says_the_answer) == []


def test_an_answer_says_nothing_of_whoever_gave_it(world, undone):
    """Nor when somebody who is signed in answers: the row is a number and a mark, and nothing of it reaches page, file or log."""
    rows, route = world.places["own"].piloted, "p/<str:token>/"
    path = dict(cells.addresses(route, world))["own"]
    before = oracles.fingerprint()
    said = {"value": "12", "once": "y", "person": "1", "name": words("name-colleague")}
    answer = world.client("colleague").post(f"/{path}", said)
    assert answer.status_code == 200
    assert oracles.written(before, oracles.fingerprint()) == ["pilots_pollanswer"]
    assert {one.name for one in PollAnswer._meta.concrete_fields} == {"id", "poll", "value", "once_hash"}
    assert "name-colleague" not in oracles.owners(oracles.readable(answer))
    assert answer["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies
    assert rows.poll.answers.count() == 7


# --- cards ------------------------------------------------------------------------------------------------------------

OUTSIDE = (
    "sibling_member",
    "ex_member",
    "school_facilitator",
    "district_facilitator",
    "foreign_facilitator",
    "outsider",
)


def of_card(text):
    return "learned-team-a" in oracles.owners(text)


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_card_is_not_told_of_outside_before_the_last_yes(role, world, looked):
    assert where(seen_by(world, looked, role), of_card) == []


@pytest.mark.parametrize(("reach", "readers"), [
    ("school", {"sibling_member", "ex_member", "school_facilitator"}),
    ("district", {"sibling_member", "ex_member", "school_facilitator", "district_facilitator"}),
    ("public", set(OUTSIDE)),
])  # fmt: skip
def test_a_card_goes_out_with_the_last_yes_and_comes_back_with_the_first_no(reach, readers, world, undone):
    """One says yes, then the other; each step is tried by whoever runs the team."""
    rows = world.places["own"].piloted
    card, path = rows.cards["team"], f"{rows.base}{rows.closed['team'].number}/card/"
    facilitator, said = world.client("facilitator"), {"reach": reach, "edition": card.edition}
    for role, answered in (("member", 409), ("colleague", 302)):
        assert world.client(role).post(f"{path}yes/", said).status_code == 302
        assert facilitator.post(f"{path}share/", said).status_code == answered
    looks = ()  # its own page is enough
    assert {role for role in OUTSIDE if where(shown(world, role, routes=looks), of_card)} == readers
    assert world.client("member").post(f"{path}yes/", said | {"reach": "team"}).status_code == 302
    assert {role for role in OUTSIDE if where(shown(world, role, routes=looks), of_card)} == set()


def test_other_words_bring_a_card_back_and_ask_anew(world, undone):
    rows = world.places["own"].piloted
    card, path = rows.cards["public"], f"{rows.base}{rows.closed['public'].number}/card/"
    old = f"/cards/link/{card.link_token}/"
    assert world.client(ANONYMOUS).get(old).status_code == 200
    said = {name: words("learned-public-a", "anew") for name in CARD} | {"measure": "", "edition": card.edition}
    assert world.client("colleague").post(f"{path}edit/", said).status_code == 302
    assert world.client(ANONYMOUS).get(old).status_code == 404
    assert world.client("outsider").get(f"/cards/{card.pk}/").status_code == 404
    assert not LearningCard.objects.get(pk=card.pk).consents.exists()


# --- who takes part ---------------------------------------------------------------------------------------------------

# Where a name would be that of a participant: nobody else's stands there but the reader's own.
NAMELESS = (
    "cards/<int:card_id>/",
    "cards/link/<str:token>/",
    "schools/<slug:school_slug>/cards/",
    "teams/<slug:team_slug>/pilots/cards/",
    "teams/<slug:team_slug>/pilots/cards/<int:card_id>/replication/",
    "teams/<slug:team_slug>/pilots/timeline/",
    "teams/<slug:team_slug>/pilots/predictions/",
    "p/<str:token>/",
)


@pytest.mark.parametrize("route", NAMELESS)
def test_no_name_of_a_participant_stands_on_a_page_for_others(route, world):
    paths = dict(cells.addresses(route, world))
    for role in ("ex_member", "observer", "sibling_member", "outsider", ANONYMOUS):
        for place in ("own", "sibling"):
            if place in paths:
                text = oracles.readable(world.client(role).get("/" + paths[place], follow=True))
                names = {one for one in oracles.owners(text) if one.startswith(("name-", "email-"))}
                assert names <= {f"name-{role}", f"email-{role}"}, (role, place)


def without_counts(text):
    """The page without what differs from press to press."""
    return [
        line
        for line in text.splitlines()
        if "csrf" not in line.lower() and "nonce" not in line and ": " not in line[:40] and 'name="upto"' not in line
    ]


def test_what_others_see_does_not_change_with_who_takes_part(world, undone):
    """Home, school, district, lists and cards are the same for somebody else before and after a colleague joins or leaves."""
    rows = world.places["own"].piloted
    routes = ["", "schools/<slug:school_slug>/", "districts/<slug:district_slug>/", "schools/<slug:school_slug>/cards/"]
    routes += ["schools/<slug:school_slug>/open-classrooms/", "teams/<slug:team_slug>/"]

    def seen(role):
        return [without_counts(text) for _where, text in shown(world, role, routes=routes)]

    readers = ("ex_member", "sibling_member", "school_facilitator", "district_facilitator", "foreign_facilitator")
    before = {role: seen(role) for role in readers}
    assert world.client("sibling_member").post(f"{rows.base}{rows.inviting.number}/join/").status_code == 302
    assert world.client("colleague").post(f"{rows.base}{rows.running.number}/people/leave/").status_code == 302
    for role in readers:
        if role != "sibling_member":
            for then, now in zip(before[role], seen(role), strict=True):
                assert sorted(set(then) ^ set(now)) == [], role


def test_paper_names_nobody_who_takes_part(world):
    """The plan lists the team's people and who has a task; a colleague of the staff is a number in it. A card names nobody."""
    own = world.places["own"]
    plan = plan_html(Plan.for_team(own.team))
    assert "name-member" in oracles.owners(plan)
    assert "name-colleague" not in oracles.owners(plan)
    for card in own.piloted.cards.values():
        found = oracles.owners(card_html(card))
        assert {one for one in found if one.startswith(("name-", "email-"))} == set()
        assert found & {"pilot-a", "draft-member", "closing-a", "planned-a"} == set()


# --- doors, drafts, closings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("owner", "readers"), [
    ("saw-a", {"member", "colleague"}),
    ("draft-member", {"member"}),
    ("closing-a", {"facilitator"}),
    ("planned-a", {"observer", "member", "facilitator"}),
    ("pilot-a", {"observer", "member", "facilitator", "colleague"}),
])  # fmt: skip
def test_each_secret_has_its_readers_and_no_others(owner, readers, world, looked):
    """Of these people; the matrix asks as everybody."""
    asked = ("facilitator", "member", "colleague", "observer", "ex_member", "sibling_member", "foreign_facilitator")
    assert {
        one for one in asked if where(seen_by(world, looked, one), lambda text: owner in oracles.owners(text))
    } == readers

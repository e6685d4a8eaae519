"""What waits comes out nowhere: no address, part, file, print, mail, search or frame. In a gathering before its reveal, in a round
of self-assessment before its close or where too few answered, levels face down, answers nobody has shown; beliefs before theirs
(`test_early_beliefs` has what is theirs alone).

The same look finds the words once they are revealed, so it would have found them before.
"""

import pytest
from django.core.management import call_command
from django.db import transaction

from leadership.models import Consensus, PlanPrint
from visioning.models import GuideAnswer

from ..leadership.making import assessment_answer
from . import cells, oracles
from .asked import BEING_WRITTEN, DECIDED, notes
from .conditions_matrix import ROUND as ASSESSMENT
from .matrix import MATRIX
from .test_matrix import OWN
from .test_parts import PARTS
from .world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db

GETS = sorted(route for route in set(OWN) & set(MATRIX) if "GET" in MATRIX[route])
QUERIES = ("", "?authors=1&show=all&position=teacher&kind=visions&page=1&mine=open&q=canary&open=weave")


def closed_owners(role=None):
    """Whose words wait, or are private altogether, other than this person's own."""
    return lambda owner: owner.startswith(("private-", "unnamed-")) and owner != f"private-{role}"


def closed_words(role, text):
    return set(filter(closed_owners(role), oracles.owners(text)))


def everything_shown(world, role, routes=GETS, places=("own", "sibling")):
    """(where, text) of all that this person can be shown by asking: pages and their parts, with queries that ask for more."""
    client = world.client(role)
    for route in routes:
        paths = dict(cells.addresses(route, world))
        parts = [part for known, verb, part in PARTS if known == route and verb == "GET"]
        for path in {paths[place] for place in places if place in paths}:
            for query in QUERIES:
                answer = client.get(f"/{path}{query}")
                yield f"/{path}{query}", oracles.readable(answer)
                if answer.status_code == 404:
                    break  # a shut door is shut whatever is asked behind it
            for part in () if answer.status_code == 404 else parts:
                headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
                yield f"/{path}#{part}", oracles.readable(client.get(f"/{path}", headers=headers))
    for place in places:
        rows = world.places[place].woven
        slug = world.places[place].team.slug
        for number in (rows.inner.number, rows.table.number, rows.closed.number):
            for tail in (f"gatherings/{number}/", f"weaving/{number}/", f"weaving/{number}/map/"):
                yield f"{slug} {tail}", oracles.readable(client.get(f"/teams/{slug}/{tail}"))
        for vision in rows.closed.visions.all():
            path = f"/teams/{slug}/weaving/{rows.closed.number}/words/vision-{vision.pk}/"
            yield path, oracles.readable(client.get(path))
            path = f"/teams/{slug}/weaving/{rows.table.number}/words/vision-{vision.pk}/"
            yield path, oracles.readable(client.get(path))
        yield from everything_asked(client, slug, world.places[place].asked)
        yield from everything_believed(client, world.places[place].theorised)


ROUND_TAILS = ("", "answer/", "result/", "result/csv/", "consensus/vision/", "consensus/administration/")


def everything_asked(client, slug, rows):
    """Every round with all that hangs on it, and the questions of a guide."""
    rounds = (rows.inner, rows.unnamed, rows.closed, rows.open)
    paths = [f"/teams/{slug}/rounds/{one.number}/{tail}" for one in rounds for tail in ROUND_TAILS]
    paths += [f"/teams/{slug}/conditions/vision/questions/{key}/" for key in (DECIDED, BEING_WRITTEN)]
    for path in paths:
        yield path, oracles.readable(client.get(path, follow=True))


def everything_believed(client, rows):
    """Every round about beliefs, and what others make of them: the theory, its arrow, its outline, its files, the plan."""
    rounds = [
        f"beliefs/{one.number}/{tail}" for one in (rows.unnamed, rows.revealed, rows.open) for tail in ("", "say/")
    ]
    arrow = f"arrows/{rows.arrow.source.number}-{rows.arrow.target.number}/"
    tails = ("", "write/", "missing/", "beliefs/", arrow, "files/json/", "files/svg/", "versions/compare/")
    plan = f"/teams/{rows.theory.team.slug}/plan/"
    for path in (*(rows.base + tail for tail in (*rounds, *tails)), plan):
        yield path, oracles.readable(client.get(path, follow=True))


# One of each kind of place; the matrix asks for every route as every kind of person.
LOOKERS = {"facilitator": "own", "colleague": "sibling"}


@pytest.mark.parametrize("role", LOOKERS)
def test_no_page_and_no_part_shows_what_waits(role, world):
    found = [
        f"{where}: {words}" for where, text in everything_shown(world, role) if (words := closed_words(role, text))
    ]
    assert not found, "\n".join(found[:20])


def test_the_look_finds_the_words_once_they_are_revealed(world):
    """The control: it would have seen them."""
    point = transaction.savepoint_create()
    for place, runner in (("own", "facilitator"), ("sibling", "sibling_facilitator")):
        assert world.places[place].woven.closed.reveal(world.people[runner])
    wanted = {
        "facilitator": {"private-member", "unnamed-a", "private-sibling_member", "unnamed-b"},
        "colleague": {"private-sibling_member", "unnamed-b"},
    }
    for role in LOOKERS:
        looks = everything_shown(
            world, role, [route for route in GETS if "gatherings/" in route or "weaving/" in route]
        )
        seen = {words for _where, text in looks for words in closed_words(role, text)}
        assert seen == wanted[role], role
    transaction.savepoint_rollback(point)


def seen_of_rounds(world, role, place):
    """What waits, as far as this person finds it around the rounds and the questions."""
    rows, slug = world.places[place].asked, world.places[place].team.slug
    looks = everything_asked(world.client(role), slug, rows)
    return {words for _where, text in looks for words in closed_words(role, text)}


@pytest.fixture
def undone(world):
    """Whatever a test does to the rows of the module is taken back."""
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


def test_a_named_round_tells_its_answers_when_it_is_closed(world, undone):
    assert seen_of_rounds(world, "facilitator", "own") == set()
    world.places["own"].asked.open.close()
    assert seen_of_rounds(world, "facilitator", "own") == {"private-member"}


def test_a_round_without_names_tells_notes_from_ten_answers_on_and_never_a_leaders_own(world, undone):
    known = world.places["sibling"]
    others = ["observer", "colleague", "sibling_asker", "member", "facilitator", "school_facilitator", "outsider"]
    for role in (*others, "unverified"):  # with the one there is: nine
        assessment_answer(known.asked.open, world.people[role], 2, notes=notes("unnamed-open-b"))
    assert seen_of_rounds(world, "colleague", "sibling") == set()
    point = transaction.savepoint_create()
    known.asked.open.close()
    assert seen_of_rounds(world, "colleague", "sibling") == set()
    transaction.savepoint_rollback(point)
    assessment_answer(known.asked.open, world.people["site_staff"], 2, notes=notes("unnamed-open-b"))
    assert seen_of_rounds(world, "colleague", "sibling") == set()
    known.asked.open.close()
    assert seen_of_rounds(world, "colleague", "sibling") == {"unnamed-open-b"}
    assert seen_of_rounds(world, "sibling_member", "sibling") == {"unnamed-open-b"}


def test_levels_lie_face_down_until_all_are_turned_over(world, undone):
    rows = world.places["own"].asked
    Consensus.put(rows.closed, rows.blind.condition, world.people["facilitator"], 2)
    assert seen_of_rounds(world, "observer", "own") == set()
    rows.blind.reveal()
    assert seen_of_rounds(world, "observer", "own") == {"private-member"}
    assert seen_of_rounds(world, "colleague", "own") == set()


def test_an_answer_to_a_guide_is_its_authors_until_they_show_it(world, undone):
    team, member = world.places["own"].team, world.people["member"]
    assert seen_of_rounds(world, "facilitator", "own") == set()
    GuideAnswer.show(team, member, "vision", DECIDED)
    assert seen_of_rounds(world, "facilitator", "own") == {"private-member"}
    GuideAnswer.take_back(team, member, "vision", DECIDED)
    assert seen_of_rounds(world, "facilitator", "own") == set()


@pytest.mark.parametrize("role", [role for role in ROLES if role != ANONYMOUS])
def test_no_file_of_ones_own_holds_what_others_wait_with(role, world):
    text = oracles.readable(world.client(role).get("/me/export/"))
    assert f"private-{role}" in oracles.owners(text)
    assert closed_words(role, text) == set()


@pytest.mark.slow
def test_the_printed_plan_does_not_hold_it(world, tmp_path):
    PlanPrint.objects.all().delete()
    out = tmp_path / "plan.pdf"
    call_command("export_plan", "team-a", "--as", world.people["facilitator"].email, "--out", str(out))
    words = oracles.pdf_text(out.read_bytes()).replace("-\n", "-").replace("\n", "")
    assert "canary:vision-a" in words or "canary:hand-a1" in words
    assert "private-" not in words
    assert "unnamed-" not in words


@pytest.mark.slow
def test_the_printed_result_holds_what_the_page_holds(world, undone):
    """Once for everybody: not even whoever keeps an answer for themselves finds it on paper."""
    PlanPrint.objects.all().delete()
    slug, unnamed = world.places["sibling"].team.slug, world.places["sibling"].asked.unnamed
    file = world.client("sibling_member").post(f"/teams/{slug}/rounds/{unnamed.number}/result/pdf/")
    assert file.content.startswith(b"%PDF")
    words = oracles.pdf_text(file.content).replace("-\n", "-").replace("\n", "")
    assert "canary:round-b" in words
    assert "private-" not in words
    assert "unnamed-" not in words


def test_no_letter_and_no_log_line_tells_who_answered_what(world, undone, mailoutbox, caplog):
    caplog.set_level(0)
    known, member = world.places["own"], world.client("member")
    answer = {f"{kind}-{part['key']}-{item['key']}": value for part in known.asked.open.wording for item in part["items"]
              for kind, value in (("level", "4"), ("note", "canary:private-member:new"))}  # fmt: skip
    path = f"/teams/team-a/rounds/{known.asked.open.number}/"
    assert member.post(f"{path}answer/", answer).status_code == 302
    runner = world.client("facilitator")
    assert runner.post(f"{path}reminder/").status_code == 302
    assert runner.post(f"{path}closing/").status_code == 302
    level = {"level": "3", "reason": "canary:private-member:level"}
    assert member.post(f"{path}consensus/vision/level/", level).status_code == 302
    guide = {"words": "canary:private-member:guide", "edition": 0}
    question = "/teams/team-a/conditions/vision/questions/why-add/"
    assert member.post(f"{question}answer/", guide).status_code == 302
    assert [message.recipients() for message in mailoutbox] == [[world.people["facilitator"].email]]
    told = "".join(oracles.mail_text(message) for message in mailoutbox) + caplog.text
    assert "canary:private" not in told
    assert "name-member" not in told


def test_no_mail_and_no_log_line_holds_it(world, mailoutbox, caplog):
    """Sharing, changing and taking back leave no trace of the words in what the site writes to others."""
    caplog.set_level(0)
    member = world.client("member")
    path = "/teams/team-a/gatherings/3/"
    words = {"learning": "canary:private-member:new", "bring": "", "hope": ""}
    point = transaction.savepoint_create()
    assert member.post(f"{path}mine/", words).status_code == 302
    assert member.post("/me/vision/", words | {"edition": 1}).status_code == 302
    assert member.post(f"{path}mine/withdrawal/").status_code == 302
    unnamed = member.post(f"{path}share/", words | {"way": "unnamed"})
    assert unnamed.status_code == 200
    transaction.savepoint_rollback(point)
    assert mailoutbox == []
    assert "canary:private" not in caplog.text


def test_who_is_not_asked_finds_no_gathering_and_no_check(world):
    """A team that asked its staff once keeps what it asks itself alone: guests get 404, whatever they send."""
    rows = world.places["sibling"].woven
    asked_once = {"gathering_number": rows.inner.number, "check_number": rows.inner_check.number}
    found = []
    for route in sorted(set(OWN) & set(MATRIX)):
        inner = asked_once
        if route.startswith(ASSESSMENT):
            inner = {"round_number": world.places["sibling"].asked.inner.number}
        names = list(cells.named_parts(route))
        if not set(names) & set(inner) or route.endswith(("/mine/", "/withdrawal/")):
            continue
        chosen = {name: cells.values(route, world)[name]["sibling"] for name in names} | {
            name: number for name, number in inner.items() if name in names
        }
        for verb in set(MATRIX[route]) - {"HEAD"}:
            data = MATRIX[route][verb].data(world, "sibling", "colleague")
            cell = cells.Cell(route, verb, "colleague", "sibling", cells.fill(route, chosen), data)
            status = cells.send_safely(cell, world.client("colleague"), undo=True).status_code
            # Where the role is asked first, guests are refused before it is looked whether there is anything.
            if status != 404 and not (
                status == 403 and MATRIX[route][verb].who.expects("colleague", "sibling", 1) == 403
            ):
                found.append(f"{cell}: {status}")
    assert not found, "\n".join(found)

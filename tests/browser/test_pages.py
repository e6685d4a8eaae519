"""Every page, as people see it: full, empty and with errors; wide and narrow; light and dark. No fault is allowed.

What axe cannot decide by itself (its "incomplete" list) must be explained below, or it fails too.
"""

import pytest

from leadership.guides import extras
from leadership.models import Invitation, JoinedBy, Person, Role, School, Team
from tests import demo_school, factories
from tests.access.cells import fill
from tests.access.conditions_matrix import NOTES, ORDER, RESULT, ROUNDS, TASKS
from tests.access.matrix import MATRIX
from tests.access.theory_matrix import BELIEF_ROUND, EVIDENCE, PROBLEM, STEPS
from tests.access.theory_matrix import COMMENT as THEORY_COMMENT
from tests.access.theory_matrix import FILES as THEORY_FILES
from visioning.models import BeliefRound, Comment, ListeningRound, Phrase, Theory

from .examiner import CROSSED, MODES, Examiner

# GET routes that are files or data, not pages.
FILES = {
    "healthz",
    "me/export/",
    "me/vision/file/",
    "teams/<slug:team_slug>/plan/pdf/",
    "teams/<slug:team_slug>/plan/pdf/<int:print_id>/",
    "teams/<slug:team_slug>/vision/passages/places/",
    RESULT + "csv/",
    RESULT + "pdf/",
    ORDER + "times/file/",
    "texts/<uuid:text_id>/authors/",
    *(f"{THEORY_FILES}{kind}/" for kind in ("text", "csv", "json", "svg", "png", "pdf")),
}
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
# What axe leaves to people, by rule and by the words of its doubt, and why it is right here.
EXPLAINED = {
    # The thread is drawn with a pseudo element beside its knots; no words lie on it. Where a bar that stays in sight, or
    # the end of a row of tabs, covers words in part, the words have the colours they have everywhere (tests of looks).
    ("color-contrast", "due to a pseudo element"),
    ("color-contrast", "overlapped by another element"),
    ("color-contrast", "partially obscured by another element"),
    # Words in a drawing stand on the page's own paper; their colours are --ink there as everywhere.
    ("color-contrast", "element contains an image node"),
    # Numbers of one digit in pictures; their colours are those of other words there, and a table says the same.
    ("color-contrast", "too short to determine"),
    # The sign between two sentences of an arrow, hidden from screen readers: it has the colour of the words around it.
    ("color-contrast", "only non-text characters"),
    # The editor redraws its headings while axe reads them; tests of the vision's HTML hold their order.
    ("heading-order", "[data-level="),
}


@pytest.fixture
def examiner(chromium, server):
    one = Examiner(chromium, server)
    yield one
    one.close()


@pytest.fixture
def northside(settings):
    """The demo school, with everything in it."""
    demo_school.lay_down()
    settings.DEMO_MODE = True
    return Team.objects.get(name="Northside leadership team")


def somebody(name):
    return Person.objects.get(name=name)


def check(examiner):
    assert not examiner.faults, examiner.report()
    unexplained = [
        doubt
        for rule, doubts in examiner.unsure.items()
        for doubt in doubts
        if not any(rule == known and words in doubt for known, words in EXPLAINED)
    ]
    assert not unexplained, "\n".join(unexplained)


def full_addresses(team):
    """(route, person, values) for every page there is, with rows of the demo school."""
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
    for route in sorted(route for route, verbs in MATRIX.items() if "GET" in verbs and route not in FILES | ALIKE):
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
    theory = team.theories.get(versions__isnull=False, belief_rounds__isnull=False)
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


def test_the_examiner_sees_what_is_wrong(examiner, db):
    """The gates must be able to shut."""
    page = examiner.page()
    page.goto("/help/")
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend",
      '<img src="/static/img/mark.svg"><p class="faint">hard to read</p><a href="/">x</a><a href="/me/">y</a><h6>deep</h6>'
      + '<div class="wide">wide</div><iframe src="https://evil.example/"></iframe>'
      + '<div class="theory-diagram"><div><svg><rect width="9" height="9"></rect></svg></div><div>narrow</div></div>');
      document.querySelector(".faint").style.color = "rgb(200 200 200)";
      document.querySelector(".wide").style.width = "900px";
      document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="pwn(1)">')""")
    page.wait_for_timeout(200)
    examiner.look("a spoilt page", page)
    found = "\n".join(examiner.faults)
    for sign in (
        "image-alt",
        "color-contrast",
        "heading-order",
        "wider than the screen",
        "Content Security",
        "black",
        "one form",
    ):
        assert sign in found, found


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


# What a page keeps folded up is read as well.
UNFOLD = "for (const one of document.querySelectorAll('details:not([name])')) one.open = true"


FOLDED = {"conditions", "theory"}


@pytest.mark.parametrize("kind", ["conditions", "site", "theory", "together", "vision"])
def test_every_page_with_something_on_it(kind, examiner, northside):
    for route, person, path in full_addresses(northside):
        if kind_of(route) != kind:
            continue
        page = examiner.page(person)
        examiner.where = route
        response = page.goto("/" + path)
        if response.status != 200:
            examiner.fault(f"{response.status} at /{path}")
            continue
        if route == "teams/<slug:team_slug>/vision/":
            page.locator(".ProseMirror").first.wait_for()
        if kind in FOLDED:
            page.evaluate(UNFOLD)
        examiner.look(route, page, CROSSED if kind in FOLDED else MODES)
    check(examiner)


def test_other_views_of_full_pages(examiner, northside):
    vision = f"/teams/{northside.slug}/vision/"
    runner = somebody("Rosa Delgado")
    for name, path in {
        "who wrote what": f"{vision}?authors=1",
        "comparing": f"{vision}versions/compare/?old=1&new=now",
        "a version by hand": f"{vision}versions/1/?authors=1",
    }.items():
        examiner.visit(name, path, runner)
    examiner.visit("vision, looking on", vision, somebody("Kevin Ash"))
    examiner.visit("welcome", "/")
    rounds = f"/teams/{northside.slug}/rounds/"
    examiner.visit("levels, none turned over", f"{rounds}2/consensus/structures/", runner)
    examiner.visit("a round that is over", f"{rounds}2/", runner)
    examiner.visit("a result, for one who was only asked", f"{rounds}2/result/", somebody_asked(northside))
    examiner.visit("what to look at first", f"/teams/{northside.slug}/conditions/symptoms/?notice={noticed()}", runner)
    check(examiner)


def somebody_asked(team):
    """On the staff and not on the team."""
    return team.school.staff_members.exclude(person__memberships__team=team).first().person


def noticed():
    return extras().symptoms[0].key


def test_every_page_with_nothing_on_it_yet(examiner, db):
    alone = factories.person("Noor Haddad", email="noor.haddad@school.example")
    for path in (
        "",
        "me/",
        "me/vision/",
        "my-words/",
        "me/delete/",
        "schools/new/",
        "districts/new/",
        "privacy/",
        "accessibility/",
        "help/",
    ):
        examiner.visit(f"nothing: {path}", f"/{path}", alone, modes=CROSSED)
    founder = factories.person("Sam Field", email="sam.field@school.example")
    school = School.found(founder, "Fieldstone")
    examiner.visit("a school without teams", f"/schools/{school.slug}/", founder)
    team = Team.found(founder, school, "Fieldstone team")
    watcher = factories.person("Lee Park", email="lee.park@school.example")
    team.welcome(watcher, JoinedBy.LINK, role=Role.OBSERVER)
    nothing_yet = (
        "gatherings/",
        "weaving/",
        "vision/comments/",
        "vision/rounds/",
        "vision/alignment/",
        "vision/uses/",
        "why/",
        "rounds/",
        "rounds/new/",
        "conditions/",
        "conditions/vision/",
        "conditions/vision/groundwork/",
        "conditions/vision/questions/why-recall/",
        "conditions/tasks/",
        "conditions/order/",
        "theory/",
        "theory/goals/",
        "theory/problems/",
        "theory/new/",
    )
    begun = Theory.start(team, founder, "First thoughts", skipped="We try it out.")
    in_theory = ("", "write/", "short/", "missing/", "beliefs/", "comments/", "versions/", "files/")
    nothing_yet += tuple(f"theory/{begun.number}/{tail}" for tail in in_theory)
    for tail in ("", "people/", "vision/", "plan/", *nothing_yet, "why/tellings/", "vision/threads/"):
        for person in (founder, watcher) if tail not in nothing_yet else (founder,):
            examiner.visit(f"a new team: {tail} ({person.name})", f"/teams/{team.slug}/{tail}", person, modes=CROSSED)
    page = examiner.page(founder)
    page.goto(f"/teams/{team.slug}/vision/")
    page.get_by_role("button", name="Start our shared vision").click()
    page.locator(".ProseMirror").first.wait_for()
    examiner.look("an empty vision", page)
    examiner.visit("no versions yet", f"/teams/{team.slug}/vision/versions/", founder)
    check(examiner)


def refuse(examiner, name, path, person, fields, button=None):
    """Send a form with something wrong in it and examine what comes back."""
    page = examiner.page(person)
    examiner.where = name
    page.goto(path)
    page.evaluate(UNFOLD)
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    for label, value in fields.items():
        page.get_by_role("textbox", name=label).first.fill(value)
    form = page.locator("main form").filter(has=page.get_by_role("textbox", name=next(iter(fields)))).first
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        pressed = form.get_by_role("button", name=button) if button else form.get_by_role("button")
        # Some forms have one more, for the Enter key alone.
        pressed.and_(page.locator(":not(.visually-hidden)")).first.click()
    if sent.value.status not in {422, 200}:
        examiner.fault(f"{sent.value.status} for a form with a mistake")
    page.wait_for_load_state()
    page.locator("[aria-invalid=true], .form-errors, [role=alert], .errorlist").first.wait_for(state="attached")
    examiner.look(name, page, CROSSED)


def test_every_page_with_something_wrong(examiner, northside):
    runner, principal = somebody("Rosa Delgado"), somebody("Walter Brandt")
    team, school = f"/teams/{northside.slug}", f"/schools/{northside.school.slug}"
    theme = northside.gatherings.get().themes.first().pk
    use, telling = northside.shared_vision.uses.first().pk, northside.tellings.first().pk
    district = f"/districts/{northside.school.district.slug}"
    refuse(examiner, "me, no name", "/me/", runner, {"Name": ""})
    refuse(
        examiner, "deleting with another address", "/me/delete/", runner, {"Type your e-mail address": "x@y.example"}
    )
    refuse(examiner, "a school without a name", "/schools/new/", runner, {"Name": ""})
    refuse(examiner, "a district without a name", "/districts/new/", runner, {"Name": ""})
    refuse(examiner, "a school's name taken away", f"{school}/edit/", principal, {"Name": ""})
    refuse(examiner, "a team without a name", f"{school}/teams/new/", runner, {"Name": ""})
    refuse(examiner, "a team's name taken away", f"{team}/edit/", runner, {"Name": ""})
    refuse(examiner, "an address that is none", f"{team}/people/", runner, {"E-mail addresses": "nobody at all"})
    refuse(examiner, "an empty agreement", f"{team}/", runner, {"Agreement": ""})
    refuse(examiner, "a gathering's name taken away", f"{team}/gatherings/1/edit/", runner, {"Name": ""})
    refuse(examiner, "a question without words", f"{team}/gatherings/1/listening/new/", runner, {"Name": ""})
    refuse(examiner, "a theme's name taken away", f"{team}/weaving/1/themes/{theme}/", runner, {"Name": ""})
    refuse(examiner, "a round without an aim", f"{team}/vision/rounds/2/edit/", runner, {"Aim": ""})
    refuse(examiner, "a use without words", f"{team}/vision/uses/{use}/", runner, {"What it was about": ""})
    refuse(examiner, "a telling without a hearer", f"{team}/why/tellings/{telling}/", runner, {"Who hears it": ""})
    refuse(examiner, "a key that opens nothing", "/my-words/", runner, {"Your key": "aaaa-bbbb-cccc-dddd"})
    refuse(examiner, "a dissent without words", f"{team}/vision/dissent/", runner, {"How I see it differently": ""})
    rounds, work = f"{team}/rounds", f"{team}/conditions"
    refuse(examiner, "a round about nothing", f"{rounds}/new/", runner, {"Name of this round": ""}, "Open the round")
    refuse(examiner, "no level chosen", f"{rounds}/3/answer/", runner, {"Something you saw": ""}, "Send my answers")
    refuse(examiner, "no level put", f"{rounds}/2/consensus/structures/", runner, {"What makes you say so": ""})
    refuse(
        examiner, "a level without a reason", f"{rounds}/2/consensus/administration/", runner, {"Why this level": ""}
    )
    refuse(examiner, "a task without words", f"{work}/tasks/new/", runner, {"What is to do": ""})
    refuse(examiner, "a note without words", f"{work}/notes/shift/", runner, {"Then": ""})
    refuse(examiner, "a time in no meeting", f"{work}/order/", runner, {"In which meeting": ""})
    point = northside.decision_points.settled().get(guide="vision")
    dissent = f"{work}/vision/questions/{point.question}/dissent/"
    refuse(examiner, "a decision seen differently in no words", dissent, runner, {"How I see it": ""})
    steps, theory = f"{team}/theory", northside.theories.get(versions__isnull=False, belief_rounds__isnull=False)
    one, first = f"{steps}/{theory.number}", theory.statements.standing().first()
    refuse(examiner, "a goal without words", f"{steps}/goals/new/", runner, {"What we want to be different": ""})
    refuse(
        examiner, "a problem without words", f"{steps}/problems/new/", runner, {"What gets in the way": ""}, "Name it"
    )
    refuse(examiner, "a theory without a name", f"{one}/edit/", runner, {"Name": ""})
    refuse(examiner, "a statement said twice", f"{one}/write/", runner, {"Next statement": first.words})
    refuse(
        examiner, "a statement emptied", f"{one}/write/?change={first.number}", runner, {"In one sentence": ""}, "Save"
    )
    refuse(examiner, "a comment without words", f"{one}/comments/about/{first.number}/", runner, {"Comment": ""})
    refuse(
        examiner, "a text that is no theory", f"{one}/files/import/", runner, {"The theory as text": "- x"}, "See what"
    )
    opened = BeliefRound.open(theory, runner, "named")
    refuse(
        examiner, "nothing said", f"{one}/beliefs/{opened.number}/say/", runner, {"What makes you say so": ""}, "Send"
    )
    refuse(
        examiner,
        "a stranger for the district",
        f"{district}/",
        somebody("Carla Jensen"),
        {"E-mail address of a colleague": "stranger@school.example"},
    )
    outsider = somebody("Inês Carvalho")
    examiner.visit("not there", "/no/such/place/", None, 404)
    examiner.visit("not there for an outsider", f"{team}/", outsider, 404)
    examiner.visit("not one's role", f"{team}/edit/", somebody("Kevin Ash"), 403)
    examiner.visit("an old link", "/join/made-up/", outsider, 404)
    examiner.visit("an invitation that is none", "/invitations/made-up/", outsider, 404)
    _invitation, token = Invitation.send_to(northside, "somebody.else@school.example", runner)
    examiner.visit("somebody else's invitation", f"/invitations/{token}/", outsider, 403)
    page = examiner.page(runner)
    page.goto("/schools/new/")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => { one.value = 'x'.repeat(64) })"
    )
    page.get_by_label("Name").first.fill("Valley School")
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => form.submit()")
    examiner.look("a form out of date", page)
    check(examiner)


def test_every_page_of_signing_in(examiner, db):
    person = factories.person("Noor Haddad", email="noor.haddad@school.example", password="a long enough secret")
    for path in (
        "login/",
        "signup/",
        "login/code/",
        "password/reset/",
        "password/reset/done/",
        "inactive/",
        "password/reset/key/1-abc/",
        "confirm-email/",
    ):
        page = examiner.page()
        page.goto(f"/accounts/{path}")
        examiner.look(f"accounts/{path}", page)
    page = examiner.page()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Email").first.fill(person.email)
    page.get_by_label("Password").first.fill("not this one")
    page.keyboard.press("Enter")
    page.locator("[role=alert], .form-errors, .errorlist").first.wait_for()
    examiner.look("a wrong password", page)
    page.get_by_label("Password").first.fill("a long enough secret")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{examiner.server.origin}/")
    for path in (
        "email/",
        "password/change/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "sessions/",
        "3rdparty/",
        "reauthenticate/",
        "logout/",
    ):
        page.goto(f"/accounts/{path}")
        examiner.look(f"accounts/{path}", page)
    check(examiner)

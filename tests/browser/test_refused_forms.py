"""Forms with something wrong in them, and what comes back: what is wrong is said where it is, and no fault is allowed."""

from leadership.models import Invitation
from visioning.models import BeliefRound

from .addresses import somebody
from .doubts import check
from .examiner import CROSSED, UNFOLD


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


def test_every_page_with_something_wrong(examiner, demo_team):
    runner, principal = somebody("Rosa Delgado"), somebody("Walter Brandt")
    team, school = f"/teams/{demo_team.slug}", f"/schools/{demo_team.school.slug}"
    theme = demo_team.gatherings.get().themes.first().pk
    use, telling = demo_team.shared_vision.uses.first().pk, demo_team.tellings.first().pk
    district = f"/districts/{demo_team.school.district.slug}"
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
    point = demo_team.decision_points.settled().get(guide="vision")
    dissent = f"{work}/vision/questions/{point.question}/dissent/"
    refuse(examiner, "a decision seen differently in no words", dissent, runner, {"How I see it": ""})
    steps, theory = (
        f"{team}/theory",
        demo_team.theories.filter(versions__isnull=False, belief_rounds__isnull=False).distinct().get(),
    )
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
    pilots = f"{team}/pilots"
    pilot = f"{pilots}/{demo_team.pilots.get(title='Ten seconds').number}"
    refuse(examiner, "a pilot without a name", f"{pilots}/new/?without=1", runner, {"Name": ""})
    refuse(examiner, "a win in no words", f"{pilot}/notes/win/new/", runner, {"What went well": ""})
    refuse(examiner, "a cycle that tries nothing", f"{pilot}/cycles/2/tasks/new/", runner, {"What": ""})
    refuse(examiner, "a measure of nothing", f"{pilot}/measures/new/", runner, {"What we measure": ""})
    refuse(
        examiner, "rows that are none", f"{pilot}/measures/1/import/", runner, {"Paste the rows here": ""}, "See what"
    )
    refuse(examiner, "a poll about nothing", f"{pilot}/measures/1/polls/new/", runner, {"Question": ""})
    refuse(examiner, "a closing without a word", f"{pilot}/closing/", runner, {"What came of it": ""}, "Close")
    doors = f"{school}/open-classrooms/new/"
    refuse(examiner, "a door that opens on nothing", doors, runner, {"What is being tried": ""})
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
    _invitation, token = Invitation.send_to(demo_team, "somebody.else@school.example", runner)
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

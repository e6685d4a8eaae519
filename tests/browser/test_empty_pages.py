"""Pages as a new person, a new school and a new team find them: nothing is on them yet, and no fault is allowed."""

from leadership.models import JoinedBy, Role, School, Team
from tests import factories
from tests.pilots import piloting
from visioning.models import Theory

from .doubts import check
from .examiner import CROSSED


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
        *("pilots/", "pilots/new/", "pilots/timeline/", "pilots/wins/", "pilots/predictions/", "pilots/cards/"),
    )
    begun = Theory.start(team, founder, "First thoughts", skipped="We try it out.")
    in_theory = ("", "write/", "short/", "missing/", "beliefs/", "comments/", "versions/", "files/")
    nothing_yet += tuple(f"theory/{begun.number}/{tail}" for tail in in_theory)
    pilot = piloting.running(team, founder, [founder])
    measured = f"measures/{piloting.measure(pilot).number}/"
    in_pilot = (
        "",
        "notes/",
        "people/",
        "people/challenges/",
        "people/recorded/",
        "arrows/",
        "cycles/",
        "measures/",
        measured,
    )
    nothing_yet += tuple(f"pilots/{pilot.number}/{tail}" for tail in (*in_pilot, "closing/", "card/"))
    for tail in ("cards/", "open-classrooms/"):
        examiner.visit(f"a new school: {tail}", f"/schools/{school.slug}/{tail}", founder, modes=CROSSED)
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

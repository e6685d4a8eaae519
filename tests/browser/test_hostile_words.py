"""Hundreds of things that would run, typed into every field, opened in a real browser: nothing runs, nothing reaches out."""

from tests.access import cells
from tests.access import world as worlds
from tests.access.matrix import MATRIX
from tests.access.spoil import spoil

from .examiner import Examiner

# What is saved or counted and not opened as a page.
FILES = ("healthz", "/export/", "/file/", "/csv/", "/pdf/", "/pdf/<int:print_id>/", "/places/", "/authors/")
FILES += ("/text/", "/json/", "/svg/", "/png/", "/papers/<slug:paper>/", "/word/", "/logo.png")
READERS = {"districts/": "district_facilitator", "schools/": "school_facilitator"}
READERS |= {"invitations/": "outsider", "plan/": "outsider"}
# What only its author may open.
OWN = ("/mine/", "/withdrawal/", "comments/<int:comment_id>/", "comments/<int:comment_id>/removal/")
# What is for those who take part, for whoever laid rows down and for whoever opened a door: team A's member is all of these.
OWN += ("/people/leave/", "/challenges/new/", "/settle/", "<int:challenge_id>/remove/", "/import/look/")
OWN += ("<int:open_classroom_id>/edit/", "/debrief/", "/objections/<int:objection_id>/")
OWN += ("/input/<int:input_id>/", "/input/<int:input_id>/removal/")


def look_at_drawings(examiner, world, folder):
    """Taken along and opened on its own, where no policy of ours forbids anything."""
    page = examiner.page(world.people["facilitator"])
    rows = world.places["own"].theorised
    for theory in (rows.theory, rows.other):
        examiner.where = f"the drawing of theory {theory.number}"
        saved = folder / f"{theory.number}.svg"
        base = f"/teams/{world.places['own'].team.slug}/theory/{theory.number}/"
        saved.write_bytes(page.context.request.get(f"{base}files/svg/").body())
        page.goto(saved.as_uri())
        if page.locator("text").count() < 50:
            examiner.fault("nothing is drawn")
    pilots = world.places["own"].piloted
    for measure in pilots.running.measures.all()[:3]:
        examiner.where = f"the chart of measure {measure.number}"
        saved = folder / f"chart-{measure.number}.svg"
        path = f"{pilots.base}{pilots.running.number}/measures/{measure.number}/svg/"
        saved.write_bytes(page.context.request.get(path, max_redirects=0).body())
        if saved.stat().st_size:
            page.goto(saved.as_uri())


def test_nothing_that_was_typed_runs(server, chromium, db, tmp_path):
    world = spoil(worlds.build())
    examiner = Examiner(chromium, server)
    seen = 0
    try:
        for route in sorted(route for route, verbs in MATRIX.items() if "GET" in verbs and not route.endswith(FILES)):
            role = next((who for prefix, who in READERS.items() if route.startswith(prefix)), "facilitator")
            if route.endswith(OWN):
                role = "member"
            if route.endswith("/saw/"):
                role = "colleague"
            place = "sibling" if route.startswith("invitations/") else "own"
            path = dict(cells.addresses(route, world))[place]
            page = examiner.page(world.people[role])
            examiner.where = route
            for query in (
                ("", "?authors=1") if route.endswith(("<slug:team_slug>/vision/", "versions/<int:number>/")) else ("",)
            ):
                response = page.goto(f"/{path}{query}")
                if response.status != 200:
                    examiner.fault(f"{response.status} at /{path}")
                if route == "teams/<slug:team_slug>/vision/" and not query:
                    page.locator(".ProseMirror").first.wait_for()
                    page.get_by_role("button", name="Who wrote what").first.click()
                page.wait_for_timeout(100)
                seen += 1
        look_at_drawings(examiner, world, tmp_path)
    finally:
        examiner.close()
    assert not examiner.faults, examiner.report()
    assert seen > 80

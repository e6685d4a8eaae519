"""The four pictures of the README, taken from the demo school. `PICTURES=docs/images` writes them anew; else they are only taken."""

import os
from pathlib import Path

from leadership.models import Person, Team
from tests import demo_school

WIDE = {"width": 1280, "height": 860}


def test_the_demo_school_is_worth_a_picture(enter, tmp_path):
    demo_school.lay_down()
    team = Team.objects.get(name="Northside leadership team")
    rosa = enter(Person.objects.get(name="Rosa Delgado"), viewport=WIDE, device_scale_factor=1.25)
    amina = enter(Person.objects.get(name="Amina Yusuf"), viewport=WIDE)
    for page in (amina, rosa):
        page.goto(f"/teams/{team.slug}/vision/")
        page.get_by_role("status").filter(has_text="Saved").wait_for()
    amina.get_by_role("textbox", name="Our shared vision").get_by_text("Every adult at Northside").click()
    amina.keyboard.press("End")
    rosa.get_by_text("Amina Yusuf", exact=False).first.wait_for()

    folder = Path(os.environ.get("PICTURES") or tmp_path)
    rosa.wait_for_timeout(500)  # the cursor's name fades in
    rosa.screenshot(path=folder / "vision.png")
    rosa.goto(f"/teams/{team.slug}/")
    assert rosa.get_by_role("heading", name="Shared vision").is_visible()
    rosa.screenshot(path=folder / "team.png")
    rosa.goto(f"/teams/{team.slug}/theory/1/write/")
    rosa.get_by_role("heading", name="How it looks so far").scroll_into_view_if_needed()
    rosa.wait_for_timeout(200)
    rosa.screenshot(path=folder / "theory.png")
    rosa.goto(f"/teams/{team.slug}/pilots/2/measures/1/")
    assert rosa.get_by_text("The last 8 stayed above the middle line").first.is_visible()
    rosa.locator(".run-chart-figure").first.evaluate("figure => figure.scrollIntoView({block: 'end'})")
    rosa.wait_for_timeout(200)
    rosa.screenshot(path=folder / "measure.png")

"""The sheet of a plan: what stays with the team leaves in no form, the note, the days, the logo."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, PngImagePlugin

from leadership.logos import LONGEST_SIDE, NoPicture, redrawn
from leadership.models import PlanPrint, PlanSheet
from leadership.models.plan_sheets import SheetChanged
from leadership.plan import Plan
from leadership.plan_chapters import KEYS
from leadership.printing import printer
from leadership.views.plan import plan_html

from ..pdfua import failures

SAID = {"note": "Begin with page three.", "hidden": ["tasks"], "valid_until": "2027-08-01", "review_on": "2027-03-01"}


def address(team, name="plan_sheet"):
    return reverse(name, args=(team.slug,))


def picture(size=(80, 40), kind="PNG", color="navy", **more):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **more)
    return out.getvalue()


def sent(body=None, name="logo.png"):
    return SimpleUploadedFile(name, picture() if body is None else body)


def say(team, edition=0, **said):
    stored = {"note": "", "hidden": [], "valid_until": None, "review_on": None, "with_names": False}
    PlanSheet.say(team, edition, **stored | said)


# --- saying ---------------------------------------------------------------------------------------------------
def test_what_is_said_stands_on_the_plan(as_ben, team):
    answer = as_ben.post(address(team), SAID | {"edition": 0})
    assert answer.status_code == 302
    body = as_ben.get(reverse("team_plan", args=(team.slug,))).content.decode()
    for words in ("Begin with page three.", "It holds until Aug. 1, 2027.", "It is looked at again on March 1, 2027."):
        assert words in body
    assert PlanSheet.of(team).hidden == ["tasks"]


def test_past_its_day_the_plan_says_so(team):
    say(team, valid_until=date(2026, 6, 30))
    assert "has not been renewed since" in Plan.for_team(team).around.holds


def test_observers_and_outsiders_do_not_shape_it(as_cleo, as_dov, team):
    for name in ("plan_sheet", "plan_logo_put", "plan_logo_remove"):
        assert as_cleo.post(address(team, name)).status_code == 403
        assert as_dov.post(address(team, name)).status_code == 404
    assert as_cleo.get(address(team)).status_code == 403
    assert as_dov.get(address(team)).status_code == 404
    assert not PlanSheet.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"note": "x" * 2001}, "These are 2001"),
        ({"hidden": ["nothing-like-it"]}, "Please look at this again"),
        ({"review_on": "2028-01-01"}, "Look at it again before it ends"),
        ({"valid_until": "0027-01-01"}, "Please check the year"),
        ({"edition": ""}, "This page was not complete"),
        ({"edition": "99999999999"}, "Please look at this again"),
    ],
)
def test_what_does_not_fit_comes_back_with_the_words(as_ben, team, wrong, told):
    answer = as_ben.post(address(team), {"edition": 0, **SAID, **wrong})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert told in body
    assert wrong.get("note", SAID["note"]) in body


def test_two_who_save_at_once_both_see_both(as_ben, team):
    say(team, note="The first note.")
    answer = as_ben.post(address(team), SAID | {"edition": 0})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "The first note." in body
    assert "Begin with page three." in body
    assert PlanSheet.of(team).note == "The first note."
    again = as_ben.post(address(team), SAID | {"edition": answer.context["sheet"].edition})
    assert again.status_code == 302
    assert PlanSheet.of(team).note == "Begin with page three."


def test_the_same_said_twice_is_no_quarrel(team):
    say(team, note="Same.")
    say(team, note="Same.")
    with pytest.raises(SheetChanged):
        say(team, note="Other.")


def test_no_printed_plan_outlives_a_wish_on_the_sheet(team):
    PlanPrint.ask(team, "f" * 64, "plan.pdf")
    say(team, hidden=["goals"])
    assert not PlanPrint.objects.exists()


def test_the_database_keeps_the_days_in_order(team):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanSheet.objects.create(team=team, valid_until=date(2027, 1, 1), review_on=date(2027, 2, 1))


def test_every_chapter_can_stay(as_ben, team):
    body = as_ben.get(address(team)).content.decode()
    for key in KEYS:
        assert f'value="{key}"' in body


# --- the logo -------------------------------------------------------------------------------------------------
def test_a_logo_is_drawn_anew_and_stands_on_page_and_paper(as_ben, as_dov, team):
    answer = as_ben.post(address(team, "plan_logo_put"), {"logo": sent(), "logo_alt": "A blue field"})
    assert answer.status_code == 302
    assert 'alt="A blue field"' in as_ben.get(reverse("team_plan", args=(team.slug,))).content.decode()
    served = as_ben.get(address(team, "plan_logo"))
    assert served["Content-Type"] == "image/png"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert as_dov.get(address(team, "plan_logo")).status_code == 404
    html = plan_html(Plan.for_team(team))
    assert "data:image/png;base64," in html
    assert failures(printer.pdf(html)) == []
    as_ben.post(address(team, "plan_logo_remove"))
    assert as_ben.get(address(team, "plan_logo")).status_code == 404
    assert bytes(PlanSheet.objects.get(team=team).logo) == b""


def test_a_logo_needs_words(as_ben, team):
    answer = as_ben.post(address(team, "plan_logo_put"), {"logo": sent(), "logo_alt": " "})
    assert answer.status_code == 422
    assert "Say in a few words what it shows." in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"not a picture",
        picture()[:60],
        b"%PDF-1.7",
        picture(kind="BMP"),
    ],
)
def test_what_is_no_picture_is_refused_kindly(as_ben, team, body):
    answer = as_ben.post(address(team, "plan_logo_put"), {"logo": sent(body), "logo_alt": "Oak"})
    assert answer.status_code == 422
    assert "We cannot read this as a picture" in answer.content.decode()
    assert "Oak" in answer.content.decode()


def test_too_large_a_file_is_refused_kindly(as_ben, team):
    answer = as_ben.post(
        address(team, "plan_logo_put"), {"logo": sent(picture() + b"0" * 2_100_000), "logo_alt": "Oak"}
    )
    assert answer.status_code == 422
    assert "larger than 2 MB" in answer.content.decode()


def test_a_picture_that_unpacks_to_very_much_is_not_unpacked():
    with pytest.raises(NoPicture):
        redrawn(picture((30_000, 30_000), color="white", compress_level=9))


def test_nothing_but_the_picture_is_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "canary-comment")
    exif = Image.Exif()
    exif[0x010E] = "canary-place"
    for body in (picture(pnginfo=notes), picture(kind="JPEG", exif=exif)):
        assert b"canary" in body
        assert b"canary" not in redrawn(body)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_all_kinds_become_a_small_png(kind):
    made = Image.open(io.BytesIO(redrawn(picture((1500, 900), kind=kind))))
    assert made.format == "PNG"
    assert max(made.size) == LONGEST_SIDE

"""The plan as a PDF: who gets it, when it is printed anew, how it reads, and that it passes PDF/UA-1."""

import io
import re
import subprocess
import time

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from leadership import printing
from leadership.leaving import Leaving
from leadership.models import Agreement, PlanPrint
from leadership.models.plans import ABANDONED_AFTER, KEPT_FOR
from leadership.plan import Plan
from leadership.views.plan import fingerprint_of, plan_html
from visioning.models import Version

from ..conftest import signed_in
from ..pdfua import failures
from ..writing import bullets, element, heading, paragraph, write

HTMX = {"HX-Request": "true", "HX-Target": "div#plan-print"}


@pytest.fixture
def written(team, ana, ben):
    write(
        team,
        ana,
        content=[
            heading("Known by name", 2),
            paragraph("We greet ", ("every child", {"strong": {}}), " at the door."),
            bullets([paragraph("We visit each other."), paragraph("We ask first.")], [paragraph("We listen.")]),
            element("blockquote", paragraph("Somebody asked me what I think.")),
        ],
        see=[paragraph("Open doors.")],
    )
    write(team, ben, feel=[paragraph("Ready for ", ("Monday", {"link": {"href": "https://school.example/"}}), ".")])
    Agreement.objects.create(team=team, text="We start on time.")
    version = Version.keep(team.shared_vision.text, by=ana, name="First reading")
    version.adopt(ana, [ana, ben])
    return team.shared_vision


def address(team, name="plan_pdf", *more):
    return reverse(name, args=(team.slug, *more))


def printed_by(client, team):
    """The PDF as a browser without script gets it: one POST, then wherever that leads."""
    return client.post(address(team), follow=True)


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


# --- getting it ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["as_ana", "as_ben", "as_cleo"])
def test_everybody_on_the_team_gets_the_file(request, who, team, written):
    answer = printed_by(request.getfixturevalue(who), team)
    assert answer["Content-Type"] == "application/pdf"
    name = f"northside-team-plan-{timezone.localdate():%Y-%m-%d}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert failures(answer.content) == []


def test_for_outsiders_there_is_nothing(as_dov, as_ana, team, written):
    printed_by(as_ana, team)
    printed = team.plan_prints.get()
    assert as_dov.post(address(team)).status_code == 404
    assert as_dov.get(address(team)).status_code == 404
    assert as_dov.get(address(team, "plan_print", printed.pk)).status_code == 404


def test_a_print_is_reached_through_its_own_team_alone(as_dov, as_ana, team, other_team, written):
    printed_by(as_ana, team)
    assert as_dov.get(address(other_team, "plan_print", team.plan_prints.get().pk)).status_code == 404


def test_nothing_of_another_team_is_in_the_file(as_ana, team, written, other_team, dov):
    write(other_team, dov, content=[paragraph("canary-vision")], hear=[paragraph("canary-hear")])
    Agreement.objects.create(team=other_team, text="canary-agreement")
    Version.keep(other_team.shared_vision.text, by=dov, name="canary-version")
    text = text_of(printed_by(as_ana, team).content)
    assert "We visit each other." in text
    assert "canary" not in text
    assert "Dov" not in text


def test_an_empty_plan_is_printed_too_and_passes(as_ana, team):
    answer = printed_by(as_ana, team)
    assert failures(answer.content) == []
    assert "Draft, not adopted" in text_of(answer.content)


# --- the cache ----------------------------------------------------------------------------------------------
def test_an_unchanged_plan_comes_from_the_cache(as_ana, as_ben, team, written):
    first = printed_by(as_ana, team).content
    made_at = team.plan_prints.get().made_at
    assert as_ben.get(address(team)).content == first
    assert printed_by(as_ben, team).content == first
    assert team.plan_prints.get().made_at == made_at


def test_a_changed_plan_is_printed_anew_and_the_old_file_goes_in_time(as_ana, team, written):
    first = printed_by(as_ana, team).content
    PlanPrint.objects.update(asked_at=timezone.now() - 2 * KEPT_FOR)
    Agreement.objects.create(team=team, text="We end on time.")
    gone = as_ana.get(address(team))
    assert gone.status_code == 302
    assert gone["Location"] == reverse("team_plan", args=(team.slug,))
    second = printed_by(as_ana, team).content
    assert second != first
    assert "We end on time." in text_of(second)
    assert team.plan_prints.count() == 1


def test_reading_never_prints(as_ana, team, written):
    as_ana.get(address(team))
    as_ana.get(reverse("team_plan", args=(team.slug,)))
    assert not PlanPrint.objects.exists()


def test_only_one_of_two_who_ask_prints(team):
    first, mine = PlanPrint.ask(team, "wording", "plan.pdf")
    again, also_mine = PlanPrint.ask(team, "wording", "plan.pdf")
    assert (first, mine, also_mine) == (again, True, False)


def test_a_print_that_failed_is_tried_again(team):
    first, _mine = PlanPrint.ask(team, "wording", "plan.pdf")
    first.give_up(PlanPrint.Failure.BUSY)
    again, mine = PlanPrint.ask(team, "wording", "plan.pdf")
    assert mine
    assert (again.state, again.failure) == ("printing", "")


def test_a_print_whose_process_died_is_taken_over(team):
    first, _mine = PlanPrint.ask(team, "wording", "plan.pdf")
    PlanPrint.objects.update(asked_at=timezone.now() - ABANDONED_AFTER)
    assert PlanPrint.ask(team, "wording", "plan.pdf")[1]
    assert not PlanPrint.ask(team, "wording", "plan.pdf")[1]


def test_a_print_whose_row_was_cleared_away_ends_quietly(team):
    old, _mine = PlanPrint.ask(team, "old", "plan.pdf")
    PlanPrint.objects.update(asked_at=timezone.now() - 2 * KEPT_FOR)
    new, _mine = PlanPrint.ask(team, "new", "plan.pdf")
    new.keep(b"%PDF new", 1)
    old.keep(b"%PDF old", 1)
    assert [one.fingerprint for one in team.plan_prints.all()] == ["new"]


def test_a_wording_of_just_now_stays_while_somebody_may_be_saving_it(team):
    old, _mine = PlanPrint.ask(team, "old", "plan.pdf")
    new, _mine = PlanPrint.ask(team, "new", "plan.pdf")
    old.keep(b"%PDF old", 1)
    new.keep(b"%PDF new", 1)
    assert team.plan_prints.made().count() == 2


# --- while it is printed ------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_with_script_progress_is_shown_and_then_the_file(team, written, ana):
    client = signed_in(ana)
    part = client.post(address(team), headers=HTMX)
    body = part.content.decode()
    assert 'id="plan-print"' in body
    assert "<html" not in body
    assert "Setting the pages" in body
    waiting = re.search(r'hx-get="([^"]+)"', body)[1]
    until = time.monotonic() + 30
    while "Save the PDF" not in body and time.monotonic() < until:
        time.sleep(0.2)
        body = client.get(waiting, headers=HTMX).content.decode()
    assert re.search(r"Your PDF is ready: \d pages", body)
    assert "hx-get" not in body
    assert client.get(re.search(r'href="([^"]+)"', body)[1]).content.startswith(b"%PDF")


def test_pages_so_far_are_told(as_ana, team):
    printed, _mine = PlanPrint.ask(team, "wording", "plan.pdf")
    printed.note_pages(7)
    body = as_ana.get(address(team, "plan_print", printed.pk), headers=HTMX).content.decode()
    assert "7 so far" in body


def test_a_plan_too_long_to_print_is_refused_kindly(as_ana, team, written, monkeypatch):
    monkeypatch.setattr(printing, "LONGEST", 1000)
    answer = printed_by(as_ana, team)
    assert answer.status_code == 200
    assert "too long to print" in answer.content.decode()
    assert team.plan_prints.get().state == "failed"
    monkeypatch.undo()
    assert printed_by(as_ana, team).content.startswith(b"%PDF")


def test_a_failure_is_told_in_place(as_ana, team):
    printed, _mine = PlanPrint.ask(team, "wording", "plan.pdf")
    printed.give_up(PlanPrint.Failure.BUSY)
    body = as_ana.get(address(team, "plan_print", printed.pk), headers=HTMX).content.decode()
    assert "Many plans are being printed" in body
    assert "Try again" in body


def test_a_print_not_ready_leads_back_to_the_plan(as_ana, team):
    printed, _mine = PlanPrint.ask(team, "wording", "plan.pdf")
    assert as_ana.get(address(team, "plan_print", printed.pk)).status_code == 302
    assert as_ana.get(address(team, "plan_print", printed.pk + 1)).status_code == 404


# --- how it reads -------------------------------------------------------------------------------------------
@pytest.fixture
def pdf(team, written, as_ana):
    return printed_by(as_ana, team).content


def outline_titles(items, depth=0):
    for item in items:
        yield depth, item.title
        yield from outline_titles(item.children, depth + 1)


def test_title_language_and_outline(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"]) == "Plan of Northside team, Northside"
        assert opened.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a PDF object
        assert opened.Root.MarkInfo.Marked == True  # noqa: E712 - a PDF object
        with opened.open_outline() as outline:
            titles = list(outline_titles(outline.root))
    assert titles[0] == (0, "Plan of Northside team")
    assert [title for depth, title in titles if depth == 1] == [
        "In this plan",
        "About this plan",
        "Who made it",
        "Our shared vision",
        "When this is real",
        "What we agreed",
        "How the text grew",
    ]
    assert (2, "Known by name") in titles


def tags(element):
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)[1:]
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from tags(kid)


def test_the_tag_tree_says_what_things_are(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = list(tags(opened.Root.StructTreeRoot.K[0]))
    assert found[0] == "Document"
    headings = [int(tag[1]) for tag in found if re.fullmatch(r"H\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(headings, headings[1:], strict=False))
    assert {"L", "LI", "Lbl", "LBody", "Table", "TH", "TD", "Caption", "BlockQuote", "Link", "P"} <= set(found)
    assert found.count("LI") == found.count("LBody")


def test_the_reading_order_is_the_order_of_the_plan(pdf, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout.decode()
    flat = re.sub(r"\s+", " ", " ".join(re.findall(r'"(.*?)"', told)))
    order = [
        "Plan of Northside team",
        "Adopted by:",
        "In this plan",
        "3 people are on Northside team",
        "Ana Ruiz",
        "Adopted on",
        "Known by name",
        "We visit each other.",
        "We ask first.",
        "Somebody asked me",
        "Open doors.",
        "Ready for",
        "We start on time.",
        "First reading",
    ]
    places, at = [], 0
    for words in order:
        at = flat.find(words, at)
        places.append(at)
    assert -1 not in places, dict(zip(order, places, strict=True))


def test_the_file_carries_its_fonts(pdf):
    told = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    fonts = told.splitlines()[2:]
    assert any("Source-Serif" in line for line in fonts)
    assert any("Atkinson" in line for line in fonts)
    assert all(line.split()[-5] == "yes" for line in fonts), told  # embedded


def test_the_same_plan_has_the_same_fingerprint_and_another_has_not(team, written):
    first = fingerprint_of(plan_html(Plan.for_team(team)))
    assert fingerprint_of(plan_html(Plan.for_team(team))) == first
    Agreement.objects.create(team=team, text="More.")
    assert fingerprint_of(plan_html(Plan.for_team(team))) != first


# --- the command --------------------------------------------------------------------------------------------
def test_the_command_writes_the_plan_of_ones_own_team(team, written, ana, tmp_path, capsys):
    out = tmp_path / "plan.pdf"
    call_command("export_plan", team.slug, "--as", ana.email.upper(), "--out", str(out))
    assert failures(out.read_bytes()) == []
    assert "bytes" in capsys.readouterr().out


@pytest.mark.parametrize("email", ["dov.levin@northside.example", "nobody@northside.example"])
def test_the_command_keeps_to_the_persons_reach(team, written, other_team, email, tmp_path):
    out = tmp_path / "plan.pdf"
    with pytest.raises(CommandError, match="has no team"):
        call_command("export_plan", team.slug, "--as", email, "--out", str(out))
    assert not out.exists()


def test_the_command_says_where_it_cannot_write(team, ana, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_plan", team.slug, "--as", ana.email, "--out", str(tmp_path / "no" / "plan.pdf"))


def test_no_printed_plan_outlives_the_people_it_names(as_ana, team, written, ben):
    printed_by(as_ana, team)
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not PlanPrint.objects.exists()
    again = text_of(printed_by(as_ana, team).content)
    assert "Ben Okafor" not in again
    assert "a former colleague" in again

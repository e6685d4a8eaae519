"""What leaves the house: a chapter that stays is in no form of the plan, and the preview shows what the file says."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from leadership.models import PlanExport, PlanSheet
from leadership.plan import Plan
from leadership.plan_chapters import CHAPTERS, KEYS
from leadership.plan_facts import FACTS
from leadership.plan_word import word_of
from leadership.printing import printer
from leadership.views.plan import plan_html
from leadership.views.plan_papers import crosswalk_htmls, one_page_htmls

from ..conftest import signed_in
from ..pdfua import failures
from .planned import canary, everything

SITE = "https://school.example/"


@pytest.fixture
def full(team, ana, ben):
    return everything(team, ana, ben)


def hide(team, *keys):
    said = {"note": "", "valid_until": None, "review_on": None, "with_names": False}
    PlanSheet.say(team, PlanSheet.of(team).edition, hidden=list(keys), **said)


def page(client, team, name="plan_preview", query=""):
    return client.get(reverse(name, args=(team.slug,)) + query).content.decode()


def words_of(html):
    return " ".join(strip_tags(html).split())


def word_words(plan):
    """Every part of the Word file, its properties included."""
    with zipfile.ZipFile(io.BytesIO(word_of(plan.leaving))) as file:
        return " ".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


def test_the_plan_of_everything_has_every_chapter(full):
    plan = Plan.for_team(full)
    assert [key for key, _title in plan.chapters] == list(KEYS)
    html = plan_html(plan)
    assert [key for key in KEYS if canary(key) not in html] == []
    assert [key for key in KEYS if f'id="{key}"' not in html] == []
    assert set(FACTS) == set(KEYS)


def test_a_chapter_that_stays_is_in_no_form(full, ana, subtests):
    """One after another, each chapter hidden alone: its word, its heading and its place in the contents are gone everywhere."""
    everywhere = Plan.for_team(full).at(SITE)
    PlanExport.note(full, ana, "full", (), everywhere.leaving.kept)
    for chapter in CHAPTERS:
        with subtests.test(chapter.key):
            plan = replace(everywhere, around=replace(everywhere.around, hidden=(chapter.key,)))
            forms = {
                "pdf": plan_html(plan),
                "word": word_words(plan),
                "one page": "".join(one_page_htmls(plan, "letter")),
                "crosswalk": "".join(crosswalk_htmls(plan, "letter")),
                "facts": repr((plan.leaving.facts, plan.leaving.kept)),
                "changes": repr(plan.leaving.changes),
            }
            here = [name for name, told in forms.items() if canary(chapter.key) in told]
            assert here == []
            assert f'id="{chapter.key}"' not in forms["pdf"]
            assert f'href="#{chapter.key}"' not in forms["pdf"]
            others = [key for key in KEYS if key not in {chapter.key, "people"} and canary(key) not in forms["pdf"]]
            assert others in ([], ["short"]) if chapter.key == "vision" else others == []


@pytest.mark.parametrize("hidden", [KEYS[0::3], KEYS[1::3], KEYS[2::3]])
def test_pages_show_nothing_of_what_stays(full, as_ana, as_nobody, hidden):
    PlanSheet.set_link(full, True)
    hide(full, *hidden)
    pages = {
        "link": as_nobody.get(reverse("plan_public", args=(PlanSheet.of(full).link_token,))).text,
        "preview": page(as_ana, full).partition('class="plan-leaf"')[2],
        "preview of the link": page(as_ana, full, query="?for=link").partition('class="plan-leaf"')[2],
    }
    for name, told in pages.items():
        assert [key for key in hidden if canary(key) in told] == [], name
        assert [key for key in hidden if f'id="{key}"' in told or f'href="#{key}"' in told] == [], name
    assert "canary" in pages["link"]


def test_hidden_words_are_not_in_the_pdf_itself(full):
    hide(full, "goals", "theories", "vision", "people", "versions")
    pdf = printer.pdf(plan_html(Plan.for_team(full).at(SITE)))
    assert failures(pdf) == []
    told = b"".join(re.findall(rb"canary[^\x00]{0,12}", pdf))
    assert b"goals" not in told


def test_with_everything_hidden_there_is_still_a_plan(full, as_ana):
    hide(full, *KEYS)
    plan = Plan.for_team(full)
    assert plan.leaving.chapters == []
    assert "canary" not in plan_html(plan)
    assert "canary" not in word_words(plan)
    assert failures(printer.pdf(plan_html(plan))) == []
    assert "canary-vision" in page(as_ana, full, "team_plan")  # the team itself reads all of it


def test_the_preview_says_what_the_file_says(full, as_ben):
    hide(full, "tasks")
    preview = page(as_ben, full)
    assert "What we do next" in words_of(preview).partition("What stays with you")[2]
    leaf = re.sub(r"<(svg|title).*?</\1>", "", preview.partition('class="plan-leaf"')[2], flags=re.DOTALL)
    paper = re.sub(r"<(svg|title).*?</\1>", "", plan_html(Plan.for_team(full)), flags=re.DOTALL)
    said = words_of(paper.partition('id="about"')[2])
    shown = words_of(leaf.partition('id="about"')[2])
    assert said.partition("How the text grew")[0] == shown.partition("How the text grew")[0]


@pytest.mark.parametrize("who", ["as_ana", "as_ben", "as_cleo"])
def test_everybody_on_the_team_sees_what_leaves(request, who, full):
    assert "What leaves your team" in page(request.getfixturevalue(who), full)


def test_outsiders_see_no_preview_and_no_list(as_dov, team):
    for name in ("plan_preview", "plan_exports"):
        assert as_dov.get(reverse(name, args=(team.slug,))).status_code == 404


# --- files that left --------------------------------------------------------------------------------------------
def test_a_file_that_somebody_takes_is_noted_once(as_ben, ben, full):
    hide(full, "tasks")
    for _time in range(2):
        answer = as_ben.post(reverse("plan_pdf", args=(full.slug,)), follow=True)
        assert answer["Content-Type"] == "application/pdf"
    noted = full.plan_exports.get()
    assert (noted.by, noted.form, noted.hidden) == (ben, "full", ["tasks"])
    listed = page(as_ben, full, "plan_exports")
    assert "Ben Okafor" in listed
    assert "What we do next" in listed
    assert "Nothing has changed since Ben Okafor saved it" in page(as_ben, full, "team_plan")


def test_what_is_kept_of_a_file_has_none_of_its_words(as_ben, full):
    as_ben.post(reverse("plan_pdf", args=(full.slug,)), follow=True)
    assert "canary" not in repr(full.plan_exports.get().facts)
    assert "Ana" not in repr(full.plan_exports.get().facts)


def test_the_list_of_files_costs_the_same_for_one_and_three(team, ana, django_assert_num_queries):
    client = signed_in(ana)
    for number in range(3):
        PlanExport.note(team, ana, "full", (), {"chapters": [], "facts": {"goal:1": str(number)}})
        with django_assert_num_queries(4):
            page(client, team, "plan_exports")

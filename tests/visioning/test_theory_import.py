"""Bringing in a theory: a look first, nothing saved before a yes to exactly that, and every mistake told beside the text."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from visioning.forms.theories import WHOLE
from visioning.models import Statement, Theory, TheoryVersion
from visioning.theory.csv_form import csv_of
from visioning.theory.json_form import json_of
from visioning.theory.text_form import text_of

from . import theorising
from .any_theories import shapes
from .theorising import LINES, shape_of

NEW = {"skipped": "We only try it", "guide": WHOLE, "problem": ""}
FIRST = "# Time\nWe\n- One\n-> Two\n  because: so\nAdults\n- Two\n"


def new_url(team):
    return reverse("theory_import", args=(team.slug,))


def into_url(theory):
    return reverse("theory_import_into", args=(theory.team.slug, theory.number))


def yes(client, url, answer, **changed):
    """Press the button that saves, on the page that was answered."""
    form = answer.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "file"}
    return client.post(url, {**data, "confirm": "yes", **changed})


def file(body, name="theory.txt"):
    return SimpleUploadedFile(name, body if isinstance(body, bytes) else body.encode())


# --- a new theory ----------------------------------------------------------------------------------------------------
def test_a_pasted_text_becomes_a_theory_after_a_look(as_ben, team, ben):
    seen = as_ben.post(new_url(team), {**NEW, "words": FIRST})
    assert seen.status_code == 200
    assert "Nothing is saved yet" in seen.text
    assert not Theory.objects.exists()
    answer = yes(as_ben, new_url(team), seen)
    made = Theory.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.title, made.started_by) == ("Time", ben)
    assert [one.words for one in made.shape().statements] == ["One", "Two"]
    assert made.shape().arrows[0].because == "so"


@pytest.mark.parametrize(
    "write", [lambda shape: text_of(shape).encode(), csv_of, lambda shape: json_of(shape).encode()]
)
def test_a_file_of_each_kind_becomes_the_same_theory(as_ana, team, write):
    seen = as_ana.post(new_url(team), {**NEW, "words": "", "file": file(write(shape_of()))})
    yes(as_ana, new_url(team), seen)
    assert Theory.objects.get().shape() == shape_of()


def test_a_spreadsheet_may_save_in_wide_letters(as_ana, team):
    table = csv_of(shape_of()).decode("utf-8-sig").replace(",", "\t").encode("utf-16")
    assert as_ana.post(new_url(team), {**NEW, "file": file(table)}).status_code == 200


def test_a_name_typed_goes_before_that_of_the_text(as_ana, team):
    yes(as_ana, new_url(team), as_ana.post(new_url(team), {**NEW, "words": FIRST, "title": "Mine"}))
    assert Theory.objects.get().title == "Mine"


def test_how_arrows_fared_is_not_brought_along(as_ana, team):
    words = "# T\nWe\n- One\n-> Two\n  state: supported, 2026-01-01\n- Two"
    yes(as_ana, new_url(team), as_ana.post(new_url(team), {**NEW, "words": words}))
    assert Theory.objects.get().shape().arrows[0].state == "untested"


def test_two_of_one_name_are_told_and_the_words_stay(as_ana, team, ana):
    theorising.theory(team, title="Time")
    answer = yes(as_ana, new_url(team), as_ana.post(new_url(team), {**NEW, "words": FIRST}))
    assert answer.status_code == 422
    assert "There is a theory of this name already" in answer.text
    assert "-&gt; Two" in answer.text
    assert Theory.objects.count() == 1


def test_what_is_left_out_of_a_json_file_is_said(as_ana, team):
    words = json_of(shape_of()).replace('"title"', '"colour": "red", "title"')
    assert "<code>colour</code>" in as_ana.post(new_url(team), {**NEW, "words": words}).text


def test_the_example_on_the_page_is_right(as_ana, team):
    page = as_ana.get(new_url(team)).text
    example = html.unescape(page.partition('dir="ltr">')[2].partition("</pre>")[0])
    seen = as_ana.post(new_url(team), {**NEW, "words": example})
    yes(as_ana, new_url(team), seen)
    assert [arrow.ends for arrow in Theory.objects.get().shape().arrows] == [(1, 2), (2, 3), (3, 4)]


# --- mistakes --------------------------------------------------------------------------------------------------------
def test_mistakes_stand_with_their_lines_beside_the_text_that_stays(as_ana, team):
    answer = as_ana.post(new_url(team), {**NEW, "words": "We\n- One\n-> Onne\n- " + "x" * 2000})
    assert answer.status_code == 422
    assert "2 things are to be mended." in answer.text
    assert "<strong>Line 3:</strong>" in answer.text
    assert "-&gt; Onne</p>" in answer.text
    assert "2000 letters; 300 fit" in answer.text
    assert "x" * 2000 in answer.text
    assert not Theory.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"words": " \n"}, "Paste or write the theory here"),
        ({"words": "We\nAdults\n"}, "There is no statement in this text"),
        ({"words": "We\n- One"}, "The text has no name in its first line"),
        ({"words": FIRST, "skipped": ""}, "Choose a problem of practice"),
        ({"words": "# T\n" + "x" * 1_000_001}, "1000005 letters; 1000000 fit"),
        ({"file": file(b"x" * 1_000_001)}, "larger than one megabyte"),
        ({"file": file(b"PK\x03\x04 a document")}, "holds more than text"),
        ({"file": file("# Früher".encode("latin-1"))}, "stored in an old way"),
        ({"file": file(b"a\0b\0c\0")}, "no file of text"),
        ({"file": file(b"")}, "empty"),
        ({"words": '{"statements": [{"column": "nowhere"}]}'}, "<strong>statements[1].column:</strong>"),
        ({"words": "Kind,Column,Words\nstatement,,One\n"}, "<strong>Line 2:</strong> "),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_saved(as_ana, team, data, words):
    answer = as_ana.post(new_url(team), {**NEW, "confirm": "yes", **data})
    assert answer.status_code == 422
    assert words in answer.text
    assert not Theory.objects.exists()


def test_the_words_of_a_file_with_mistakes_stand_in_the_field(as_ana, team):
    answer = as_ana.post(new_url(team), {**NEW, "words": "older", "file": file("We\n- From a file\n-> nowhere")})
    assert answer.context["form"]["words"].value() == "We\n- From a file\n-> nowhere"


# --- into a theory ---------------------------------------------------------------------------------------------------
def test_a_theory_is_changed_as_text_and_what_it_was_is_kept(as_ben, team):
    theory = theorising.theory(team)
    first = as_ben.get(into_url(theory))
    words = first.context["form"]["words"].value()
    assert words == text_of(theory.shape())
    mended = words.replace("Teachers plan lessons in pairs", "Teachers plan their lessons in pairs")
    seen = as_ben.post(into_url(theory), {"words": mended})
    assert "1 change to a statement" in seen.text
    assert theory.shape() == shape_of()
    answer = yes(as_ben, into_url(theory), seen)
    assert answer.url == theory.get_absolute_url()
    now = Theory.objects.get().shape()
    assert now.statement(2).words == "Teachers plan their lessons in pairs"
    assert [arrow.ends for arrow in now.arrows] == [(1, 2), (2, 3), (3, 4)]
    assert TheoryVersion.objects.get().shape == shape_of()


def test_what_is_missing_in_the_text_is_taken_out_and_can_be_put_back(as_ben, team):
    theory = theorising.theory(team)
    seen = as_ben.post(into_url(theory), {"words": text_of(shape_of(LINES[:2], [(1, 2)]))})
    assert "2 statements taken out" in seen.text
    yes(as_ben, into_url(theory), seen)
    assert [one.number for one in theory.statements.standing()] == [1, 2]
    assert Statement.objects.removed().count() == 2


def test_nothing_new_is_said_plainly(as_ben, team):
    theory = theorising.theory(team)
    answer = as_ben.post(into_url(theory), {"words": text_of(theory.shape())})
    assert "The theory says all of this already" in answer.text
    assert 'name="confirm"' not in answer.text


def test_whoever_was_slower_is_told_and_looks_again(as_ben, team, ana):
    theory = theorising.theory(team)
    seen = as_ben.post(into_url(theory), {"words": text_of(shape_of(LINES[:3], [(1, 2)]))})
    Statement.add(theory, ana, "improves", "Ana was here")
    late = yes(as_ben, into_url(theory), seen)
    assert late.status_code == 409
    assert "Somebody changed this theory while you were looking" in late.text
    assert "Ana was here" in late.text
    assert theory.statements.standing().filter(words="Ana was here").exists()
    yes(as_ben, into_url(theory), late)
    assert theory.statements.standing().count() == 3


def test_pressing_twice_is_pressing_once(as_ben, team):
    theory = theorising.theory(team)
    seen = as_ben.post(into_url(theory), {"words": text_of(shape_of(LINES[:3], [(1, 2)]))})
    yes(as_ben, into_url(theory), seen)
    assert yes(as_ben, into_url(theory), seen).url == theory.get_absolute_url()
    assert TheoryVersion.objects.count() == 1


def test_words_that_were_changed_after_the_look_are_looked_at_first(as_ben, team):
    theory = theorising.theory(team)
    seen = as_ben.post(into_url(theory), {"words": text_of(shape_of(LINES[:3], [(1, 2)]))})
    answer = yes(as_ben, into_url(theory), seen, words=text_of(shape_of(LINES[:2], [(1, 2)])))
    assert "The text is not the one you looked at before" in answer.text
    assert theory.shape() == shape_of()
    yes(as_ben, into_url(theory), answer)
    assert theory.statements.standing().count() == 2


def test_yes_without_a_look_saves_nothing(as_ben, team):
    theory = theorising.theory(team)
    answer = as_ben.post(into_url(theory), {"words": FIRST, "confirm": "yes"})
    assert answer.status_code == 200
    assert theory.shape() == shape_of()


# --- who may ---------------------------------------------------------------------------------------------------------
def test_only_those_who_take_part_bring_in(as_cleo, as_dov, team):
    theory = theorising.theory(team)
    for url in (new_url(team), into_url(theory)):
        assert as_cleo.post(url, {**NEW, "words": FIRST}).status_code == 403
        assert as_dov.get(url).status_code == 404


def test_the_page_asks_as_often_however_much_there_is(as_ben, team, django_assert_max_num_queries):
    for count in (1, 3):
        lines = [f"do: Step {number}" for number in range(count + 1)]
        theory = theorising.theory(team, lines=lines, arrows=[(1, 2)], title=f"Of {count}")
        with django_assert_max_num_queries(10):
            as_ben.post(into_url(theory), {"words": text_of(shape_of(lines[:count], []))})


def test_words_that_would_be_markup_are_words(as_ben, team):
    answer = as_ben.post(new_url(team), {**NEW, "words": "# <b>T</b>\nWe\n- <script>alert(1)</script>\n-> <i>x</i>"})
    assert "<script>alert" not in answer.text
    answer = as_ben.post(new_url(team), {**NEW, "words": "# <b>T</b>\nWe\n- <script>alert(1)</script>"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=shapes(least=1))
def test_any_theory_goes_out_and_comes_in_again(as_ben, team, shape):
    Theory.objects.filter(team=team).delete()
    seen = as_ben.post(new_url(team), {**NEW, "words": text_of(shape), "title": shape.title or "None"})
    yes(as_ben, new_url(team), seen)
    made = Theory.objects.get().shape()
    assert made.statements == shape.statements
    assert [one.ends for one in made.arrows] == [one.ends for one in shape.arrows]
    assert [one.because for one in made.arrows] == [one.because for one in shape.arrows]

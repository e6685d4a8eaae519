"""The plan as a Word file: sound, with real headings, lists, tables and pictures that say what they show; the same words as the plan."""

import zipfile
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from leadership import printing
from leadership.models import Agreement, PlanExport, PlanPrint
from leadership.plan import Plan
from leadership.plan_chapters import CHAPTERS
from leadership.plan_word import WRITERS, word_of
from leadership.views.plan_papers import picture_of
from leadership.word_paper import WordPaper, reads_right_to_left
from visioning.models import Goal, Version

from ..writing import bullets, element, heading, paragraph, write
from .word_files import DRAWN, W, document, faults, headings, parts, words_of

SVG = '<svg viewBox="0 0 20 10" xmlns="http://www.w3.org/2000/svg"><title>A line &amp; a dot</title><rect width="9" height="9"/></svg>'


@pytest.fixture
def written(team, ana, ben):
    numbers = element(
        "ordered_list", element("list_item", paragraph("First.")), element("list_item", paragraph("Then."))
    )
    write(
        team,
        ana,
        content=[
            heading("Known by name", 2),
            paragraph(
                "We greet ",
                ("every child", {"strong": {}}),
                " at the ",
                ("door", {"link": {"href": "https://school.example/"}}),
            ),
            bullets([paragraph("We visit."), bullets([paragraph("Deeper.")])]),
            numbers,
            element("blockquote", paragraph("Somebody asked me.")),
        ],
    )
    Version.keep(team.shared_vision.text, by=ana, name="First reading").adopt(ana, [ana, ben])
    Agreement.objects.create(team=team, text="We start on time.")
    Goal.note(team, ana, words="Every child can say how.", due_on=date(2027, 6, 1))
    return team


def address(team):
    return reverse("plan_word", args=(team.slug,))


def styles_of(body):
    for one in document(body).iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        yield (style.get(f"{W}val") if style is not None else "Normal"), words_of(one)


def test_every_chapter_has_a_writer():
    assert {chapter.key for chapter in CHAPTERS} == set(WRITERS)


def test_an_empty_plan_is_a_sound_file(team):
    assert faults(word_of(Plan.for_team(team))) == []


def test_what_people_wrote_keeps_its_structure(written):
    body = word_of(Plan.for_team(written).at("https://site.example/"))
    assert faults(body) == []
    found = list(styles_of(body))
    assert ("Title", "Plan of Northside team") in found
    assert ("Heading2", "Known by name") in found
    assert ("ListBullet", "We visit.") in found
    assert ("ListBullet2", "Deeper.") in found
    assert ("ListNumber", "First.") in found
    assert ("Quote", "Somebody asked me.") in found
    assert [words for level, words in headings(body) if level == 1][:3] == [
        "In this plan",
        "About this plan",
        "Who made it",
    ]
    assert b"https://school.example/" in parts(body)["word/_rels/document.xml.rels"]


def test_two_numbered_lists_each_begin_at_one():
    paper = WordPaper("Title", "Team")
    paper.numbered(["a", "b"])
    paper.rich('<ol start="4"><li>c</li></ol>')
    numbers = [one.get(f"{W}val") for one in document(paper.saved()).iter(f"{W}numId")]
    assert len(set(numbers)) == 2
    starts = ElementTree.fromstring(parts(paper.saved())["word/numbering.xml"]).iter(f"{W}startOverride")  # noqa: S314
    assert [one.get(f"{W}val") for one in starts][-2:] == ["1", "4"]


def test_a_table_has_a_header_row_and_says_what_it_is():
    paper = WordPaper("Title", "Team")
    paper.table("Who is here", ("Position", "People"), [("Teacher", 4), ("Family", 1)])
    body = paper.saved()
    assert faults(body) == []
    table = next(document(body).iter(f"{W}tbl"))
    assert len(table.findall(f"{W}tr")) == 3
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Who is here"


def test_a_picture_says_what_it_shows(written):
    body = word_of(Plan.for_team(written), draw=picture_of, qr=SVG)
    # The link is not there before the team has a sheet, the code is: it was given.
    (drawn,) = document(body).iter(DRAWN)
    assert drawn.get("descr") == "A line & a dot"
    assert faults(body) == []


def test_where_the_press_has_no_time_the_words_are_there(written, monkeypatch):
    def busy(_html):
        raise printing.PrintingError("busy")

    monkeypatch.setattr(printing.printer, "png", busy)
    body = word_of(Plan.for_team(written), draw=picture_of, qr=SVG)
    assert not list(document(body).iter(DRAWN))
    assert faults(body) == []


def test_words_are_read_from_the_side_they_are_written_from():
    assert reads_right_to_left("«مدرسة» and more")
    assert not reads_right_to_left("1. Northside مدرسة")
    paper = WordPaper("Title", "Team")
    paper.text("مدرسة الأمل")
    assert list(document(paper.saved()).iter(f"{W}bidi"))


def test_signs_that_mean_nothing_on_paper_are_left_out():
    paper = WordPaper("bell\x07", "nul\x00")
    paper.text("bell\x07 nul\x00 \ufffe end")
    body = paper.saved()
    assert "bell nul  end" in words_of(document(body))
    assert faults(body) == []


def test_the_file_knows_its_title_and_language_and_nobody_beyond_the_plan(written):
    inside = parts(word_of(Plan.for_team(written)))
    core = inside["docProps/core.xml"].decode()
    assert "Plan of Northside team, Northside" in core
    assert "Northside team</dc:creator>" in core
    assert "python-docx" not in core
    assert 'w:val="en"' in inside["word/styles.xml"].decode()
    assert not any("thumbnail" in name for name in inside)


def test_each_goal_leads_back_to_the_site(written):
    body = word_of(Plan.for_team(written).at("https://site.example/").leaving)
    assert "Where this goal comes from, and what came of it" in words_of(document(body))


def test_what_stays_with_the_team_is_not_in_the_file(written):
    body = word_of(Plan.for_team(written).without({"goals", "agreements"}))
    said = words_of(document(body))
    assert "Every child can say how." not in said
    assert "We start on time." not in said


def test_members_get_the_file_and_it_is_noted(as_cleo, written):
    answer = as_cleo.post(address(written), follow=True)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"].endswith('.docx"')
    assert zipfile.is_zipfile(BytesIO(answer.content))
    assert faults(answer.content) == []
    assert written.plan_exports.get().form == PlanExport.Form.WORD
    assert as_cleo.get(address(written)).content == answer.content


def test_for_outsiders_there_is_nothing(as_dov, written):
    assert as_dov.post(address(written)).status_code == 404
    assert as_dov.get(address(written)).status_code == 404


def test_a_file_that_cannot_be_written_says_so(as_ana, written, monkeypatch):
    monkeypatch.setattr("leadership.views.plan_papers.word_of", lambda *_args, **_more: 1 / 0)
    page = as_ana.post(address(written), follow=True)
    assert "Something went wrong" in page.content.decode()
    assert PlanPrint.objects.get().state == "failed"

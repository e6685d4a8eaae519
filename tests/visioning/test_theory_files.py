"""The files of a theory: each says the same, opens safely anywhere, and none is made for somebody who may not read it."""

import io
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from PIL import Image

from leadership.printing import printer
from visioning.theory.csv_form import read_csv
from visioning.theory.drawing import draw
from visioning.theory.json_form import read_json
from visioning.theory.text_form import read_text
from visioning.theory_pdf import picture_html

from . import theorising
from .any_theories import shapes
from .theorising import shape_of

NAMES = ("theory_text", "theory_csv", "theory_json", "theory_svg", "theory_png", "theory_pdf")


def address(theory, name="theory_files"):
    return reverse(name, args=(theory.team.slug, theory.number))


@pytest.mark.parametrize(
    ("name", "read", "kind"),
    [
        ("theory_text", read_text, "text/plain"),
        ("theory_csv", read_csv, "text/csv"),
        ("theory_json", read_json, "json"),
    ],
)
def test_what_goes_out_can_come_in_again(as_cleo, team, name, read, kind):
    theory = theorising.theory(team)
    answer = as_cleo.get(address(theory, name))
    assert read(answer.content.decode()) == shape_of()
    assert kind in answer["Content-Type"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_drawing_is_a_file_of_its_own(as_cleo, team):
    answer = as_cleo.get(address(theorising.theory(team), "theory_svg"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith("attachment; ")
    drawn = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")
    said = " ".join("".join(drawn.itertext()).split())
    assert "Teachers" in said


@settings(max_examples=20, deadline=None)
@given(shapes(least=1))
def test_any_drawing_is_sound_and_calls_nothing(shape):
    svg = draw(shape, name="theory", form="file")
    drawn = ElementTree.fromstring(svg.encode("utf-8", "surrogatepass"))  # noqa: S314 - our own
    for one in drawn.iter():
        assert not one.tag.endswith(("script", "foreignObject", "image"))
        assert not any(name.lower().startswith("on") for name in one.attrib)


def test_the_picture_is_a_drawing_in_pixels(as_cleo, team):
    answer = as_cleo.post(address(theorising.theory(team), "theory_png"))
    assert answer["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.width > 500
    assert len(picture.convert("L").getcolors()) > 10


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(shapes(least=1, most=20))
def test_any_theory_can_be_drawn_in_pixels(shape):
    assert printer.png(picture_html(shape, "theory")).startswith(b"\x89PNG")


def test_an_address_alone_draws_no_picture(as_cleo, team):
    theory = theorising.theory(team)
    assert as_cleo.get(address(theory, "theory_png")).url == address(theory)


@pytest.mark.parametrize(
    ("title", "plain", "whole"),
    [
        (
            "Time: to “plan”/together",
            "time-to-plantogether.txt",
            "Time%20%20to%20%E2%80%9Cplan%E2%80%9D%20together.txt",
        ),
        ("مدرسة", "theory-1.txt", "%D9%85%D8%AF%D8%B1%D8%B3%D8%A9.txt"),
        ("../../etc", "etc.txt", "..%20..%20etc.txt"),
    ],
)
def test_a_file_has_a_safe_name(as_ana, team, title, plain, whole):
    answer = as_ana.get(address(theorising.theory(team, title=title), "theory_text"))
    assert answer["Content-Disposition"] == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def test_each_file_stands_on_the_page_with_what_it_is_good_for(as_cleo, as_ben, team):
    theory = theorising.theory(team)
    page = as_cleo.get(address(theory)).text
    for name in NAMES:
        assert f'"{address(theory, name)}"' in page
    assert "Leads to 2: Teachers plan lessons in pairs" in page  # the words of the picture
    assert reverse("theory_import_into", args=(team.slug, theory.number)) not in page
    assert reverse("theory_import_into", args=(team.slug, theory.number)) in as_ben.get(address(theory)).text


def test_an_empty_theory_has_a_form_to_fill_in_and_no_picture(as_ben, team):
    theory = theorising.theory(team, lines=(), arrows=())
    page = as_ben.get(address(theory)).text
    assert "Write the first statement" in page
    assert address(theory, "theory_svg") not in page
    assert "What students experience" in as_ben.get(address(theory, "theory_text")).content.decode()
    for name, send in (("theory_svg", as_ben.get), ("theory_png", as_ben.post)):
        assert send(address(theory, name)).url == address(theory)


def test_outsiders_find_nothing(as_dov, team):
    theory = theorising.theory(team)
    for name in ("theory_files", *NAMES):
        assert as_dov.get(address(theory, name)).status_code == 404
        assert as_dov.post(address(theory, name)).status_code in (404, 405)


def test_the_page_asks_as_often_however_much_there_is(as_cleo, team, django_assert_num_queries):
    small = theorising.theory(team, lines=["do: One"], arrows=(), title="One")
    large = theorising.theory(team, title="Four")
    as_cleo.get(address(small))
    with django_assert_num_queries(6) as asked:
        as_cleo.get(address(small))
    with django_assert_num_queries(len(asked)):
        as_cleo.get(address(large))

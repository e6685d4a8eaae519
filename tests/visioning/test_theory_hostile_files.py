"""What somebody sends who means to stop the server, or whose file is broken beyond use: an answer at once, nothing saved."""

from time import process_time

import pytest
from django.urls import reverse

from visioning.models import Theory
from visioning.theory.any_form import LARGEST, read_any
from visioning.theory.shape import Column
from visioning.theory.unreadable import Unreadable

SECONDS = 8  # of this process, on any machine; each of these took minutes once
HEAD = "What we do\n- One\n"
HALF = "\\ud800"  # half a letter, as JSON writes it

LARGE = {
    "a string of quotation marks that nobody closes": "{" + '\\"' * (LARGEST // 2 - 9),
    "a string in the right place that nobody closes": '{"a": "' + "\\'" * (LARGEST // 2 - 9),
    "a statement that goes on and on": HEAD + "  b\n" * (LARGEST // 4 - 9),
    "headings without end": "# What we do\n" * (LARGEST // 13),
    "a heading of dots": "# " + "." * (LARGEST - 9) + "x",
    "arrows without end": HEAD + "-> b\n" * (LARGEST // 5 - 9),
    "an arrow that is one dash": "-" * LARGEST,
    "nothing but tabs": "\t" * LARGEST,
    "brackets in brackets": '{"a":' * (LARGEST // 5),
    "a number without end": '{"statements":[{"number":' + "9" * (LARGEST - 99) + "}]}",
    "a table of columns": "Kind,Words,From,To," + "x," * (LARGEST // 2 - 99),
    "a table of arrows": "Kind,Words,From,To\n" + "arrow,,1,2\n" * (LARGEST // 11 - 9),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_megabyte_of_anything_is_answered_soon(what):
    begun = process_time()
    with pytest.raises(Unreadable):
        read_any(LARGE[what])
    assert process_time() - begun < SECONDS


def test_a_heading_stays_one_with_signs_around_it():
    for line in ("## What we do:", "**What we do**", "What we do …", "# what WE do . "):
        assert read_any(f"{line}\n- One").shape.statements[0].column == Column.DO


def test_a_statement_over_several_lines_is_one_sentence():
    assert read_any("What we do\n- One\n  and more\n   of it").shape.statements[0].words == "One and more of it"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        f'{{"statements": [{{"column": "do", "words": "One", "{HALF}": 1}}], "{HALF}": 2}}',
        f'{{"statements": [{{"column": "do", "words": "One"}}], "arrows": [{{"from": "{HALF}", "to": "{HALF}x"}}]}}',
        f'{{"title": "{HALF}", "statements": [{{"column": "do", "words": "{HALF}"}}]}}',
    ],
)
def test_halves_of_letters_are_no_fault(as_ben, team, words):
    answer = as_ben.post(reverse("theory_import", args=(team.slug,)), {"words": words, "title": "T", "guide": "whole"})
    assert answer.status_code in (200, 422)
    assert not Theory.objects.exists()


def test_letters_that_the_database_takes_for_others_are_told_by_their_line():
    with pytest.raises(Unreadable, match="Line 3: This says the same as line 2"):
        read_any("What we do\n- is there time\n- İs there time")

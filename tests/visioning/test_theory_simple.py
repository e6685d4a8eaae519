"""The short form as people use it: filled in, refused, saved by two at once."""

import html
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from visioning.models import Arrow, Theory
from visioning.theory.shape import ArrowShape

from ..conftest import signed_in
from . import theorising

pytestmark = pytest.mark.django_db


@pytest.fixture
def theory(team, ana):
    return theorising.theory(team, ana)


def address(theory):
    return theory.get_absolute_url() + "short/"


def fields_of(page):
    """What a browser would send back: every field of the form as it stands."""
    page = page.content.decode()
    found = {
        name: html.unescape(words).removeprefix("\n")
        for name, words in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }
    hidden = re.search(r'<input type="hidden" name="shown" value="([^"]*)"', page)
    return {name: words.replace("\r\n", "\n") for name, words in found.items()} | {"shown": html.unescape(hidden[1])}


def filled(client, theory, **changes):
    """Open the page, change fields ("line-0-do" as line_0_do), and send it."""
    fields = fields_of(client.get(address(theory)))
    return client.post(address(theory), fields | {name.replace("_", "-", 2): words for name, words in changes.items()})


def shape_of(theory):
    return Theory.objects.get(pk=theory.pk).shape()


def words_of(theory):
    return [one.words for one in shape_of(theory).statements]


def test_a_theory_stands_there_as_a_line_with_a_blank_one_below(as_ben, theory):
    fields = fields_of(as_ben.get(address(theory)))
    assert fields["line-0-do"] == "We protect an hour a week for planning together"
    assert fields["line-0-improves"] == "More students pass algebra"
    assert fields["line-1-do"] == ""
    assert "line-2-do" not in fields


def test_saving_it_unchanged_changes_nothing(as_ben, theory):
    before = shape_of(theory)
    theory.refresh_from_db()
    assert filled(as_ben, theory).status_code == 302
    assert shape_of(theory) == before
    assert Theory.objects.get(pk=theory.pk).edition == theory.edition


def test_an_empty_theory_begins_with_one_line(as_ben, team, ana):
    empty = Theory.start(team, ana, "New")
    said = {
        "line_0_do": "We visit each other",
        "line_0_students": "Students know several adults",
        "line_0_because": "doors open",
    }
    answer = filled(as_ben, empty, **said)
    assert answer["Location"] == address(empty) + "#line-2"
    (arrow,) = shape_of(empty).arrows
    assert words_of(empty) == ["We visit each other", "Students know several adults"]
    assert arrow.because == "doors open"


def test_one_edit_changes_what_it_says_and_notes_who(as_ben, ben, theory):
    filled(as_ben, theory, line_0_adults="Teachers watch each other")
    row = theory.statements.get(number=2)
    assert (row.words, row.changed_by) == ("Teachers watch each other", ben)
    assert not theory.statements.exclude(number=2).filter(changed_by=ben).exists()
    assert Arrow.objects.standing().filter(theory=theory).count() == 3


def test_what_went_is_named_with_the_way_back(as_ben, theory):
    filled(as_ben, theory, line_0_adults="")
    page = as_ben.get(address(theory)).content.decode()
    assert "Taken out: “Teachers plan lessons in pairs”." in page
    row = theory.statements.get(number=2)
    assert row.put_back()
    assert "Teachers plan lessons in pairs" in words_of(theory)


def test_a_reason_in_several_lines_comes_back_as_it_was(as_ben, team, ana):
    theory = theorising.theory(team, ana, arrows=((1, 2), ArrowShape(2, 3, because="First\nsecond\n\nthird"), (3, 4)))
    before = shape_of(theory)
    assert fields_of(as_ben.get(address(theory)))["line-0-because"] == "First\nsecond\n\nthird"
    filled(as_ben, theory)
    assert shape_of(theory) == before


def test_arrows_it_cannot_show_are_counted_and_stay(as_ben, team, ana):
    theory = theorising.theory(team, ana, arrows=(*theorising.CHAIN, (4, 1)))
    assert "One more arrow has no place in these lines." in as_ben.get(address(theory)).content.decode()
    filled(as_ben, theory, line_0_do="We protect two hours")
    assert (4, 1) in [arrow.ends for arrow in shape_of(theory).arrows]


def test_a_sentence_on_several_lines_is_told_apart(as_ben, team, ana):
    lines = (*theorising.LINES, "adults: Teachers visit each other")
    theory = theorising.theory(team, ana, lines, (*theorising.CHAIN, (1, 5), (5, 3)))
    assert "3 sentences stand on several lines." in as_ben.get(address(theory)).content.decode()


def test_far_too_many_letters_come_back_with_their_count(as_ben, theory):
    answer = filled(as_ben, theory, line_0_adults="long " * 400, line_1_do="We also read")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "These are 1999" in page
    assert fields_of(answer)["line-0-adults"] == ("long " * 400)
    assert fields_of(answer)["line-1-do"] == "We also read"
    assert "We also read" not in words_of(theory)


def test_what_is_said_in_another_column_is_refused_with_a_word(as_ben, theory):
    answer = filled(as_ben, theory, line_1_do="Teachers plan lessons in pairs", line_1_adults="They talk")
    assert answer.status_code == 422
    assert "This is said already, under “What adults do differently”." in answer.content.decode()
    assert fields_of(answer)["line-1-adults"] == "They talk"


def test_a_second_try_after_a_refusal_is_saved(as_ben, theory):
    fields = fields_of(filled(as_ben, theory, line_1_do="We read", line_1_because="it helps"))
    assert as_ben.post(address(theory), fields | {"line-1-adults": "Teachers read aloud"}).status_code == 302
    assert "Teachers read aloud" in words_of(theory)


@pytest.mark.parametrize(
    "shown", ["", "{", "[]", "null", '{"lines": [[1]]}', '{"lines": [[9,0,0,0]], "words": {}, "said": {}}']
)
def test_a_page_that_is_not_complete_loses_nothing(as_ben, theory, shown):
    fields = fields_of(as_ben.get(address(theory))) | {"line-0-do": "We protect two hours", "shown": shown}
    answer = as_ben.post(address(theory), fields)
    assert answer.status_code == 422
    assert fields_of(answer)["line-0-do"] == "We protect two hours"
    assert json.loads(fields_of(answer)["shown"])["lines"] == []


def test_lines_that_did_not_come_back_are_not_taken_for_emptied(as_ben, theory):
    fields = fields_of(as_ben.get(address(theory)))
    del fields["line-0-improves"]
    assert as_ben.post(address(theory), fields).status_code == 422
    assert len(words_of(theory)) == 4


def test_a_page_somebody_made_up_ties_nothing_to_itself(as_ben, theory):
    shown = json.loads(fields_of(as_ben.get(address(theory)))["shown"]) | {"lines": [[2, 0, 0, 0]], "said": {}}
    made_up = {f"line-0-{name}": "" for name in ("students", "improves", "because", "wrong_if")}
    words = "Teachers plan lessons in pairs"
    before = shape_of(theory)
    sent = made_up | {"line-0-do": words, "line-0-adults": words, "shown": json.dumps(shown)}
    assert as_ben.post(address(theory), sent).status_code == 302
    assert shape_of(theory) == before


def test_an_empty_post_is_told_that_the_page_was_not_complete(as_ben, theory):
    assert as_ben.post(address(theory)).status_code == 422


def test_two_who_change_different_words_both_get_what_they_wrote(as_ana, as_ben, theory):
    bens = fields_of(as_ben.get(address(theory)))
    filled(as_ana, theory, line_0_do="We protect two hours")
    assert as_ben.post(address(theory), bens | {"line-0-improves": "More students like algebra"}).status_code == 302
    assert words_of(theory)[0] == "We protect two hours"
    assert words_of(theory)[3] == "More students like algebra"


def test_two_who_change_the_same_words_are_shown_both(as_ana, as_ben, theory):
    bens = fields_of(as_ben.get(address(theory)))
    filled(as_ana, theory, line_0_adults="Teachers plan in threes")
    answer = as_ben.post(address(theory), bens | {"line-0-adults": "Teachers watch each other", "line-1-do": "We read"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Teachers plan in threes" in page
    assert fields_of(answer)["line-0-adults"] == "Teachers watch each other"
    assert fields_of(answer)["line-1-do"] == "We read"
    assert words_of(theory)[1] == "Teachers plan in threes"
    assert as_ben.post(address(theory), fields_of(answer)).status_code == 302
    assert words_of(theory) == [
        "We protect an hour a week for planning together",
        "We read",
        "Teachers watch each other",
        *words_of(theory)[3:],
    ]


def test_what_somebody_took_out_while_it_was_changed_can_be_said_anew(as_ben, theory, ana):
    fields = fields_of(as_ben.get(address(theory)))
    theory.statements.get(number=2).remove(ana)
    answer = as_ben.post(address(theory), fields | {"line-0-adults": "Teachers watch each other"})
    assert answer.status_code == 409
    assert as_ben.post(address(theory), fields_of(answer)).status_code == 302
    assert "Teachers watch each other" in words_of(theory)


def test_a_theory_put_away_meanwhile_is_said_so(as_ben, theory, ana):
    fields = fields_of(as_ben.get(address(theory)))
    theory.remove(ana)
    assert as_ben.post(address(theory), fields).status_code == 404


def test_an_observer_reads_and_does_not_save(as_cleo, as_ben, theory):
    page = as_cleo.get(address(theory)).content.decode()
    assert "Teachers plan lessons in pairs" in page
    assert "<textarea" not in page
    assert as_cleo.post(address(theory), fields_of(as_ben.get(address(theory)))).status_code == 403


def test_an_outsider_finds_nothing(as_dov, as_ben, theory):
    assert as_dov.post(address(theory), fields_of(as_ben.get(address(theory)))).status_code == 404


def test_every_field_that_is_described_names_what_is_there(as_ben, theory):
    page = filled(as_ben, theory, line_0_do="x" * 301).content.decode()
    described = re.findall(r'aria-describedby="([^"]+)"', page)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert described
    assert all(one in ids for names in described for one in names.split())


@pytest.mark.django_db(transaction=True)
def test_many_who_save_at_once_lose_nothing(team, ana, ben):
    theory = theorising.theory(team, ana)
    posts = []
    for place in range(4):
        client = signed_in(ben)
        posts.append(
            (
                client,
                fields_of(client.get(address(theory)))
                | {"line-1-do": f"We try {place}", "line-1-adults": "Teachers tell"},
            )
        )

    def post(one):
        try:
            return one[0].post(address(theory), one[1]).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(post, posts)) == {302}
    assert {f"We try {place}" for place in range(4)} < set(words_of(theory))
    assert words_of(theory).count("Teachers tell") == 1
    assert len(shape_of(theory).arrows) == 7


def test_letters_that_the_database_takes_for_others_are_no_fault(as_ben, team, ana):
    """Postgres writes İ small as i, Python as two signs."""
    theory = theorising.theory(team, ana, ("do: is there time", "adults: Plan"), ((1, 2),))
    answer = filled(as_ben, theory, line_1_do="İs there time", line_1_adults="More")
    assert answer.status_code == 302
    assert [arrow.ends for arrow in shape_of(theory).arrows] == [(1, 2), (1, 3)]

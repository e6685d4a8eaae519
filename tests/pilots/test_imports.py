"""Many observations at once: a dry run of each row, a yes to exactly that, and wrong files that change nothing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pilots.csv_rows import read_text
from pilots.models import Closed, ImportDraft, Observation
from pilots.observation_rows import Columns
from pilots.tables import packed
from pilots.views.imports import read
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone, Stale

from .piloting import closed, cycle, inviting, measure, running, url
from .workbooks import workbook

pytestmark = pytest.mark.django_db

FRIDAYS = [date(2026, 3, 6) + timedelta(7 * week) for week in range(14)]
FOURTEEN = workbook(
    [["Day", "Number", "Class"], *([day, 10 + place / 2, "Room 4"] for place, day in enumerate(FRIDAYS))]
)
WORDS = "Day;Number;Group\n2026-03-06;12,5;Room 4\n2026-03-13;13;Room 4\nsoon;14;Room 4"


@pytest.fixture
def pilot(team, ana, ben):
    return running(team, ana, [ben])


@pytest.fixture
def made(pilot):
    return measure(pilot)


def at(made, name="observation_import", **query):
    return url(name, made.pilot, made.number, **query)


def look(made, **query):
    return at(made, "import_draft", **query)


def send(client, made, body, name="numbers.xlsx"):
    return client.post(at(made), {"words": "", "file": SimpleUploadedFile(name, body)})


def yes(client, made, counted, **changes):
    """The press on what was seen; the columns as they were guessed."""
    draft = ImportDraft.objects.get()
    said = {"day": 0, "value": 1, "group": 2, "draft": draft.made_at.isoformat(), "counted": counted}
    return client.post(look(made), said | changes, follow=True)


def text_of(answer):
    return " ".join(answer.text.split())


# --- From the file to the line ------------------------------------------------------------------------------------


def test_fourteen_observations_from_a_workbook(as_ben, as_cleo, ben, made):
    answer = send(as_ben, made, FOURTEEN)
    assert answer["Location"] == look(made)
    assert not Observation.objects.exists()
    page = text_of(as_ben.get(look(made)))
    assert "14 rows" in page
    assert "14 are fine" in page
    assert "Take in all 14 rows" in page
    assert "numbers.xlsx" in page
    assert "March 6, 2026" in page
    assert "14 observations are taken in." in yes(as_ben, made, "14-0-0").text
    first = Observation.objects.first()
    assert (first.on, first.value, first.group, first.source, first.noted_by) == (FRIDAYS[0], 10, "Room 4", "file", ben)
    assert Observation.objects.count() == 14
    assert not ImportDraft.objects.exists()
    assert "From a file" in as_cleo.get(made.get_absolute_url()).text


def test_some_rows_are_fine_and_some_are_left(as_ben, made):
    as_ben.post(at(made), {"words": WORDS})
    page = text_of(as_ben.get(look(made)))
    assert "2 are fine" in page
    assert "Take in the 2 fine rows and leave 1 out" in page
    assert "Row 4" in page
    assert "“soon” is not a day." in page
    yes(as_ben, made, "2-1-0")
    assert set(Observation.objects.values_list("source", flat=True)) == {"pasted"}
    assert Observation.objects.count() == 2


def test_the_same_file_again_is_there_already(as_ben, made):
    for counted in ("14-0-0", "0-0-14"):
        send(as_ben, made, FOURTEEN)
        page = text_of(as_ben.get(look(made)))
        answer = yes(as_ben, made, counted)
    assert "14 are there already" in page
    assert "No row can be taken in." in page
    assert answer.status_code == 422
    assert Observation.objects.count() == 14
    assert "Take in all 14 rows" in text_of(as_ben.get(look(made, day=0, value=1, group=2, twins="take")))
    yes(as_ben, made, "14-0-14", twins="take")
    assert Observation.objects.count() == 28


def test_another_column_is_chosen_and_a_question_answered(as_ben, made):
    as_ben.post(at(made), {"words": "Day\tA\tB\n3/4/2026\t1\t7\n3/5/2026\t2\t1,234"})
    page = text_of(as_ben.get(look(made)))
    assert "Is “3/4/2026” March 4, 2026 or April 3, 2026?" in page
    assert "3/4/2026 is" in page
    assert "1,234 is" not in page
    page = text_of(as_ben.get(look(made, day=0, value=2, order="day")))
    assert "April 3, 2026" in page
    assert "1,234 is" in page
    assert "1 is fine" in page
    yes(as_ben, made, "2-0-0", value=2, group="", order="day", mark=".")
    assert [(one.on.month, one.value) for one in Observation.objects.all()] == [(4, 7), (5, 1234)]


def test_a_cycle_may_be_said_of_all(as_ben, made):
    there = cycle(made.pilot)
    as_ben.post(at(made), {"words": WORDS})
    yes(as_ben, made, "2-1-0", cycle=there.number)
    assert set(Observation.objects.values_list("cycle", flat=True)) == {there.pk}


def test_columns_that_do_not_fit_save_nothing(as_ben, made):
    as_ben.post(at(made), {"words": WORDS})
    for change in ({"value": 0}, {"day": 9}, {"day": "x"}, {"order": "x"}):
        answer = yes(as_ben, made, "2-1-0", **change)
        assert answer.status_code == 422
        assert as_ben.get(look(made, **{"day": 0, "value": 1} | change)).status_code == 200
    assert "chosen twice" in as_ben.get(look(made, day=0, value=0)).text
    assert not Observation.objects.exists()


# --- Wrong files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "There is nothing in it"),
        (b"\xff\xfeD\x00a\x00y\x00", "UTF-16"),
        ("Tag;Größe\n2026-03-06;1".encode("cp1252"), "stored in an old way"),
        (b"2026-03-06;1\n" * 1_000_000, "larger than 2 megabytes"),
        (b"1;2\n" * 20_000, "more than 10,000 rows"),
        (workbook([["Day", "Number"], [FRIDAYS[0], "=1+1"]]), "B2 holds a formula"),
        (workbook([["Day", "Number"]], lambda _book, sheet: sheet.merge_cells("A1:B1")), "A1:B1 are merged"),
        (b"PK\x03\x04", "broken"),
        (b"%PDF-1.7", "a PDF"),
        (workbook([["Student", "Day", "Number"], ["Maria Lopez", FRIDAYS[0], 1]]), "looks like a list of students"),
        (workbook([[FRIDAYS[0], 1, name] for name in ("Maria Lopez", "Sam Chen", "Noah Reed")]), "list of students"),
    ],
)
def test_wrong_files_say_so_and_change_nothing(as_ben, made, body, words):
    as_ben.post(at(made), {"words": WORDS})
    before = ImportDraft.objects.get().rows
    answer = send(as_ben, made, body)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Maria" not in answer.text
    assert ImportDraft.objects.get().rows == before
    assert not Observation.objects.exists()


def test_what_was_pasted_stands_there_again_unless_it_names_students(as_ben, made):
    answer = as_ben.post(at(made), {"words": "only one column\nhere"})
    assert answer.status_code == 422
    assert "only one column\nhere" in answer.text
    answer = as_ben.post(at(made), {"words": "Student;Number\nMaria Lopez;3"})
    assert answer.status_code == 422
    assert "Count them per class or group first" in answer.text
    assert "Maria" not in answer.text
    answer = as_ben.post(at(made), {})
    assert answer.status_code == 422
    assert "Paste the rows here, or choose a file." in answer.text


# --- Twice, at once, later ----------------------------------------------------------------------------------------


def test_pressed_twice_it_is_one_import(as_ben, made):
    as_ben.post(at(made), {"words": WORDS})
    said = {
        "day": 0,
        "value": 1,
        "group": 2,
        "draft": ImportDraft.objects.get().made_at.isoformat(),
        "counted": "2-1-0",
    }
    as_ben.post(look(made), said)
    answer = as_ben.post(look(made), said, follow=True)
    assert "No rows wait here any more" in answer.text
    assert Observation.objects.count() == 2


def test_rows_laid_down_in_another_window_are_shown_before(as_ben, made):
    as_ben.post(at(made), {"words": WORDS})
    answer = yes(as_ben, made, "2-1-0", draft="2026-01-01T00:00:00+00:00")
    assert answer.status_code == 409
    assert "so nothing was taken in" in answer.text
    assert yes(as_ben, made, "nonsense").status_code == 409
    assert not Observation.objects.exists()


def test_what_came_meanwhile_is_seen_before_the_yes(as_ben, ben, made):
    as_ben.post(at(made), {"words": WORDS})
    Observation.objects.create(measure=made, on="2026-03-06", value="12.5", group="Room 4")
    answer = yes(as_ben, made, "2-1-0")
    assert answer.status_code == 409
    assert "1 is there already" in text_of(answer)
    assert Observation.objects.count() == 1


def test_the_verb_takes_in_what_was_counted_or_nothing(ben, made):
    draft = ImportDraft.lay(made, ben, "file", [[1, ["2026-03-06", {"n": "1"}]]])

    class Report:
        counted, fine = "1-0-0", []

    with pytest.raises(Stale):
        draft.take_in(lambda _held: Report, "2-0-0")
    assert draft.take_in(lambda _held: Report, "1-0-0") == 0
    with pytest.raises(Gone):
        draft.take_in(lambda _held: Report, "1-0-0")


def test_a_day_later_they_are_gone(as_ben, as_ana, made):
    as_ben.post(at(made), {"words": WORDS})
    assert "still wait for your yes" in as_ben.get(at(made)).text
    ImportDraft.objects.update(made_at=timezone.now() - timedelta(hours=25))
    as_ana.get(at(made))
    assert not ImportDraft.objects.exists()
    assert "No rows wait here any more" in as_ben.get(look(made), follow=True).text


def test_they_can_be_put_away(as_ben, made):
    as_ben.post(at(made), {"words": WORDS})
    assert "Put away." in as_ben.post(at(made, "import_draft_drop"), follow=True).text
    assert not ImportDraft.objects.exists()


# --- Doors --------------------------------------------------------------------------------------------------------


def test_nobody_reaches_the_rows_of_somebody_else(as_ben, as_ana, made):
    as_ben.post(at(made), {"words": WORDS})
    assert "Room 4" not in as_ana.get(look(made), follow=True).text
    assert "still wait" not in as_ana.get(at(made)).text
    as_ana.post(at(made, "import_draft_drop"))
    assert ImportDraft.objects.count() == 1


def test_who_may(as_cleo, as_dov, made):
    for name in ("observation_import", "import_draft", "import_draft_drop"):
        assert as_cleo.post(at(made, name)).status_code == 403
        assert as_dov.post(at(made, name)).status_code == 404
    for name in ("observation_import", "import_draft"):
        assert as_cleo.get(at(made, name)).status_code == 403
        assert as_dov.get(at(made, name)).status_code == 404


def test_a_colleague_who_has_not_joined(team, ana, northside):
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    made = measure(inviting(team, ana, audience="staff"))
    assert signed_in(eve).post(at(made), {"words": WORDS}).status_code == 403


def test_in_a_closed_pilot_nothing_comes_in(as_ana, ana, ben, team):
    made = measure(closed(team, ana, [ben]))
    for name in ("observation_import", "import_draft"):
        assert "This pilot is closed." in as_ana.post(at(made, name), {"words": WORDS}, follow=True).text
    with pytest.raises(Closed):
        ImportDraft.lay(made, ana, "file", [])


@pytest.mark.parametrize("count", [1, 3, 3000])
def test_the_dry_run_asks_the_same_number_of_questions(as_ben, made, django_assert_max_num_queries, count):
    words = "\n".join(f"2026-03-06;{place}" for place in range(count))
    as_ben.post(at(made), {"words": words})
    with django_assert_max_num_queries(10):
        as_ben.get(look(made))
    with django_assert_max_num_queries(44):  # two pages, and rows go in by the thousand
        yes(as_ben, made, f"{count}-0-0", group="")
    assert Observation.objects.count() == count


def test_our_own_file_comes_in_again_as_it_was(as_ben, made):
    for group, note in (("=1+1", 'a;@b, "c"'), ("", ""), ("Room 4", "'=x")):
        Observation.objects.create(measure=made, on="2026-03-06", value="-12.5", group=group, note=note)
    body = as_ben.get(at(made, "measure_csv")).content
    other = measure(made.pilot)
    send(as_ben, other, body, "numbers.csv")
    yes(as_ben, other, "3-0-0", note=3)
    same = [list(one.observations.order_by("id").values_list("on", "value", "group", "note")) for one in (made, other)]
    assert same[0] == same[1]


def test_other_rows_laid_down_meanwhile_are_no_part_of_the_yes(team, ana):
    made = measure(running(team, ana, [ana]))
    ImportDraft.lay(made, ana, "pasted", packed(read_text("2026-01-01,1")))
    seen = ImportDraft.of(made, ana)
    seen.measure = made
    ImportDraft.lay(made, ana, "pasted", packed(read_text("2026-02-02,99")))
    with pytest.raises(Stale):
        seen.take_in(lambda held: read(held, Columns()), "1-0-0")
    assert not made.observations.exists()

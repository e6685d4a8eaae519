"""The page of a measure: sentence first, table second, picture third; for whom, how quick, and as a file."""

from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from pilots.models import Observation, Rebase
from tests import factories
from tests.conftest import signed_in
from tests.leadership.asking import queries

from . import piloting
from .piloting import in_days, url

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "div#run-chart"}


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, participants=[ben])


@pytest.fixture
def measure(pilot, ben):
    return piloting.measure(pilot, [4, 6, 5, 5, 4, 6, 8, 8, 9, 8, 9, 8, 9, 8], ben, baseline_until=in_days(-7 * 9))


def test_sentence_first_table_second_picture_third(as_ben, measure):
    page = as_ben.get(measure.get_absolute_url()).text
    said = [
        "Students who explained: 14 observations from",
        "stayed above the middle line",
        "<table",
        'class="run-chart is-wide"',
        "Note the next number",
        'id="middle-lines-title"',
    ]
    places = [page.find(one, page.find("</h1>")) for one in said]
    assert -1 not in places
    assert places == sorted(places)
    assert "and in the direction you hope for" in page
    assert "Our goal as we said it first." in page  # pinned


def test_an_empty_measure_says_one_sentence_and_shows_one_button(as_ben, pilot):
    page = as_ben.get(piloting.measure(pilot).get_absolute_url()).text
    assert "Nothing has been noted yet. One number a week is enough" in page
    assert 'class="run-chart is-' not in page
    assert "<table" not in page
    assert "Begin a new middle line" not in page


def test_the_part_is_the_chart_and_its_numbers(as_ben, measure):
    part = as_ben.get(measure.get_absolute_url(), headers=PART).text
    assert part.strip().startswith('<div id="run-chart"')
    assert "<html" not in part
    assert "stayed above the middle line" in part


def test_who_reads_and_who_writes(as_ana, as_ben, as_cleo, as_dov, as_nobody, northside, pilot, measure):
    """Cleo looks on; Nia is on the staff and has not joined; Dov is elsewhere."""
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    for client, status, writes in (
        (as_ana, 200, True),
        (as_ben, 200, True),
        (as_cleo, 200, False),
        (as_dov, 404, False),
        (signed_in(nia), 404, False),
        (as_nobody, 302, False),
    ):
        response = client.get(measure.get_absolute_url())
        assert response.status_code == status
        assert ("Note a number" in response.text) == writes
        assert ("Begin a new middle line" in response.text) == writes
        assert client.get(url("run_chart_svg", pilot, measure.number)).status_code == status


def test_a_colleague_of_the_staff_who_joined_reads_it(northside, team, ana):
    pilot = piloting.running(team, ana, audience="staff")
    measure = piloting.measure(pilot, [1, 2])
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    assert signed_in(nia).get(measure.get_absolute_url()).status_code in (302, 403, 404)
    piloting.joined(pilot, nia)
    page = signed_in(nia).get(measure.get_absolute_url())
    assert page.status_code == 200
    assert "Note a number" in page.text


def test_another_pilots_measure_is_not_found(as_ben, team, ana, measure):
    other = piloting.running(team, ana)
    assert as_ben.get(url("measure", other, measure.number)).status_code == 404
    assert as_ben.get(url("run_chart_svg", other, measure.number)).status_code == 404


def test_in_a_closed_pilot_it_is_read_only(as_ben, pilot, measure):
    type(pilot).objects.update(decision="stop", closed_at=timezone.now())
    page = as_ben.get(measure.get_absolute_url()).text
    assert "stayed above the middle line" in page
    assert "Note a number" not in page
    assert "Change this measure" not in page


def test_what_people_wrote_is_words(as_ben, pilot):
    nasty = "</title><script>alert(1)</script>"
    measure = piloting.measure(pilot, [1, 2, 3], title=f"a{nasty}", unit=f"b{nasty}")
    measure.observations.update(note=f"c{nasty}", group=f"d{nasty}")
    measure.observations.create(on=in_days(-1), value=4, group=f"e{nasty}")
    for address in (measure.get_absolute_url(), url("run_chart_svg", pilot, measure.number)):
        assert "<script>alert" not in as_ben.get(address).text


def test_the_picture_as_a_file_stands_alone(as_ben, pilot, measure):
    measure.observations.filter(value=9).update(note="Rain & wind")
    response = as_ben.get(url("run_chart_svg", pilot, measure.number))
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == 'attachment; filename="students-who-explained.svg"'
    svg = ElementTree.fromstring(response.content)  # noqa: S314 - drawn by us a moment ago
    words = " ".join(svg.itertext())
    assert "Rain & wind" in words
    assert "class=" not in response.text


def test_of_nothing_there_is_no_file(as_ben, pilot):
    measure = piloting.measure(pilot)
    response = as_ben.get(url("run_chart_svg", pilot, measure.number), follow=True)
    assert "There is nothing to draw yet." in response.text


def test_a_title_without_latin_letters_still_gives_a_name_of_a_file(as_ben, pilot):
    measure = piloting.measure(pilot, [1, 2], title="عدد الكتب")
    response = as_ben.get(url("run_chart_svg", pilot, measure.number))
    assert 'filename="measure-1.svg"' in response["Content-Disposition"]


def test_as_many_questions_with_one_row_and_with_three(as_ben, ben, pilot):
    asked = []
    for number, count in enumerate((1, 3), 1):
        measure = piloting.measure(pilot, [number] * count, ben)
        piloting.observations(measure, [5] * count, ben, group="7a", note="x")
        for place in range(count):
            piloting.cycle(pilot, starts_on=in_days(-20), closed_at=timezone.now(), act="adopt")
            Rebase.objects.create(measure=measure, from_on=in_days(-10 + place), why="x", by=ben)
        asked.append(queries(as_ben, measure.get_absolute_url()))
    assert asked[0] == asked[1]
    assert asked[0] <= 10


def test_five_thousand_observations_are_one_line_and_no_more_questions(as_ben, ben, pilot):
    small, large = piloting.measure(pilot, [1, 2, 3], ben), piloting.measure(pilot)
    Observation.objects.bulk_create(
        Observation(measure=large, on=in_days(-1000) + timedelta(place // 5), value=Decimal(place % 97), noted_by=ben)
        for place in range(5000)
    )
    assert queries(as_ben, large.get_absolute_url()) == queries(as_ben, small.get_absolute_url())
    response = as_ben.get(large.get_absolute_url())
    assert "5,000 observations" in response.text
    assert "run-chart-point" not in response.text
    assert len(response.content) < 200_000
    assert response.text.count("<tr id=") == 50
    older = as_ben.get(large.get_absolute_url() + "?page=2").text
    assert "page 2" in older

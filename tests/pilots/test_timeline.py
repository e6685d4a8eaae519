"""The timeline of pilots: a sentence, a list, a picture, all saying the same, whatever the days are."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.models import Cycle
from pilots.timeline_drawing import MOST, WIDTHS, Band, draw
from pilots.timeline_rows import timeline_of

from .piloting import closed, cycle, in_days, inviting, pilot, running

TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def band(**fields):
    return Band(**{"title": "Talk moves", "look": "running", "begin": TODAY, "until": TODAY + timedelta(60), **fields})


def drawn(*bands, form="wide"):
    return ElementTree.fromstring(draw(bands, TODAY, form))  # noqa: S314 - our own drawing


def of_class(svg, name):
    return [one for one in svg.iter() if name in one.get("class", "").split()]


def test_nothing_is_drawn_of_nothing():
    assert draw([], TODAY) == ""


def test_each_stage_has_a_shape_of_its_own():
    svg = drawn(*(band(look=look) for look in ("planned", "inviting", "running", "closed")))
    looks = [one.get("class") for one in of_class(svg, "timeline-pilot")]
    assert looks == [f"timeline-pilot is-{look}" for look in ("planned", "inviting", "running", "closed")]
    assert len(of_class(svg, "timeline-end")) == 1


def test_what_ended_early_shows_the_time_it_did_not_need():
    early = drawn(band(look="closed", ended=TODAY + timedelta(20)))
    on_time = drawn(band(look="closed", ended=TODAY + timedelta(60)))
    assert len(of_class(early, "timeline-rest")) == 1
    assert not of_class(on_time, "timeline-rest")


def test_cycles_and_half_way_stand_on_the_band():
    svg = drawn(band(midpoint=TODAY + timedelta(30), cycles=(TODAY, TODAY + timedelta(20), TODAY + timedelta(900))))
    assert len(of_class(svg, "timeline-cycle")) == 2  # one outside of its time is no mark on it
    assert len(of_class(svg, "timeline-half")) == 1


def test_words_are_escaped_and_cut_only_in_the_picture():
    svg = drawn(band(title="<script>&" * 20, words='said "so"', url="/x/?a=1&b=2"), form="narrow")
    (name,) = of_class(svg, "timeline-name")
    assert name.text.endswith("…")
    assert next(svg.iter(f"{SVG}a")).get("href") == "/x/?a=1&b=2"


days = st.dates(date(1990, 1, 1), date(2110, 1, 1))
bands = st.builds(
    lambda title, look, begin, length, early, cycles: Band(
        title,
        look,
        begin,
        begin + timedelta(length),
        ended=begin + timedelta(length // 2) if early else None,
        cycles=tuple(cycles),
        midpoint=begin if length % 2 else None,
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120),
    st.sampled_from(["planned", "inviting", "running", "closed"]),
    days,
    st.integers(0, 4000),
    st.booleans(),
    st.lists(days, max_size=4),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(bands, min_size=1, max_size=6), days, st.sampled_from(sorted(WIDTHS)))
def test_everything_lies_inside_the_picture(found, today, form):
    svg = ElementTree.fromstring(draw(found, today, form))  # noqa: S314 - our own drawing
    width = WIDTHS[form]
    for one in of_class(svg, "timeline-band"):
        x, breadth = float(one.get("x")), float(one.get("width"))
        assert x >= 0
        assert x + breadth <= width
        assert breadth > 0
    labels = of_class(svg, "timeline-when")
    assert len(labels) <= 14
    assert len(of_class(svg, "timeline-pilot")) == len(found)


# --- The page ------------------------------------------------------------------------------------------------------------


def page_of(client, team):
    return " ".join(unescape(client.get(reverse("pilot_timeline", args=[team.slug])).text).split())


@pytest.mark.django_db
def test_the_list_says_what_the_picture_shows(as_cleo, ben, team):
    assert "No pilot is planned yet" in page_of(as_cleo, team)
    assert reverse("pilot_start", args=[team.slug]) not in page_of(as_cleo, team)
    pilot(team, ben, title="Planned one", starts_on=in_days(10))
    inviting(team, ben, title="Inviting one")
    cycle(running(team, ben, title="Running one", midpoint_on=in_days(20)))
    begun = timezone.now() - timedelta(30)
    closed(team, ben, title="Ended one", started_at=begun, ends_on=in_days(9))
    page = page_of(as_cleo, team)
    assert "4 pilots: one under way, one inviting, one being planned, one closed." in page
    assert "and ended early" in page
    assert page.index("<table") < page.index('class="timeline is-wide"')
    assert page.count('class="timeline-pilot') == 8  # wide and narrow
    assert page.index("Ended one") < page.index("Planned one")  # by their first day


@pytest.mark.django_db
def test_too_many_for_a_picture_are_all_in_the_list(as_cleo, ben, team):
    for number in range(MOST + 2):
        pilot(team, ben, title=f"Pilot {number}")
    page = page_of(as_cleo, team)
    assert len(re.findall(r'<tr id="pilot-', page)) == MOST + 2
    assert "2 earlier pilots are only in the list." in page


@pytest.mark.django_db
def test_a_cycle_of_late_in_the_evening_stands_on_its_own_day(team, ana):
    made = cycle(running(team, ana))
    Cycle.objects.filter(pk=made.pk).update(noted_at=datetime(2026, 11, 20, 6, tzinfo=UTC))
    with timezone.override("America/Los_Angeles"):
        assert timeline_of(team)[0].band.cycles == (date(2026, 11, 19),)

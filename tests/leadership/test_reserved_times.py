"""Time reserved in meetings, by the clock on the wall, and as a file that calendars read."""

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from leadership.models import ReservedTime
from leadership.reserved_times_file import event_of

from . import making

PART = {"HX-Request": "true", "HX-Target": "section#reserved-times"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {
        "condition": "vision",
        "meeting": "Staff meeting",
        "first_at": "2026-12-01T15:30",
        "minutes": "40",
        "rhythm": "weekly",
        "times": "6",
    } | changes


def at(*when):
    return datetime(*when, tzinfo=timezone.get_default_timezone())


def file_of(client, team):
    answer = client.get(url("reserved_times_file", team))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_a_member_reserves_time(as_ben, as_cleo, ben, team):
    as_ben.post(url("reserved_time_add", team), said(meeting="<b>Staff</b> meeting"))
    time = ReservedTime.objects.get()
    assert (time.noted_by, time.first_at) == (ben, at(2026, 12, 1, 15, 30))
    page = as_cleo.get(url("condition_order", team)).text
    assert "&lt;b&gt;Staff&lt;/b&gt; meeting" in page
    assert "40 minutes" in page
    assert "every week, 6 times" in page
    assert "Reserve time" not in page
    assert "Get a calendar file" in page


@pytest.mark.parametrize(
    "change",
    [
        {"condition": "overview"},
        {"meeting": ""},
        {"meeting": "x" * 121},
        {"first_at": ""},
        {"first_at": "soon"},
        {"first_at": "0001-01-01T00:00"},
        {"minutes": "4"},
        {"minutes": "481"},
        {"minutes": ""},
        {"rhythm": "daily"},
        {"times": "0"},
        {"times": "61"},
        {"times": ""},
    ],
)
def test_what_does_not_fit_comes_back(as_ben, team, change):
    answer = as_ben.post(url("reserved_time_add", team), said(**change))
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not ReservedTime.objects.exists()


def test_once_is_once(as_ben, team):
    as_ben.post(url("reserved_time_add", team), said(rhythm="once", times="30"))
    as_ben.post(url("reserved_time_add", team), said(rhythm="once", times=""))
    assert list(ReservedTime.objects.values_list("times", flat=True)) == [1, 1]


def test_changing_and_removing(as_ben, ana, team):
    time = making.reserved_time(team, ana)
    edit, remove = url("reserved_time_edit", team, time.pk), url("reserved_time_remove", team, time.pk)
    assert 'value="2026-12-01T15:30"' in as_ben.get(edit).text
    assert as_ben.post(edit, said(meeting="")).status_code == 422
    as_ben.post(edit, said(meeting="Grade meeting", rhythm="once"))
    time.refresh_from_db()
    assert (time.meeting, time.times) == ("Grade meeting", 1)
    assert "Grade meeting" in as_ben.get(remove).text
    as_ben.post(remove)
    assert not ReservedTime.objects.exists()
    assert not time.mend(meeting="Too late")


def test_htmx_gets_the_times_alone(as_ben, team):
    for words, status in (("Staff", 200), ("", 422)):
        answer = as_ben.post(url("reserved_time_add", team), said(meeting=words), headers=PART)
        assert answer.status_code == status
        assert 'id="reserved-times"' in answer.text
        assert "<html" not in answer.text


def test_the_file_holds_the_times_and_no_names(as_cleo, ana, team):
    time = making.reserved_time(team, ana, meeting="Staff; meeting, \\ part 2: “tea”")
    making.reserved_time(team, ana, rhythm="once", times=1, minutes=25, condition="capacity")
    found = file_of(as_cleo, team)
    first, second = found.walk("VEVENT")
    assert first["SUMMARY"] == "Staff; meeting, \\ part 2: “tea”: Vision and strategy"
    assert first["UID"] == f"reserved-time-{time.pk}@testserver"
    assert first.decoded("DTSTART") == datetime(2026, 12, 1, 15, 30)
    assert first.decoded("DTEND") == datetime(2026, 12, 1, 16, 10)
    assert first["RRULE"] == {"FREQ": ["WEEKLY"], "COUNT": [6], "INTERVAL": [1]}
    assert first["DESCRIPTION"] == f"http://testserver{url('condition', team, 'vision')}"
    assert "RRULE" not in second
    assert second.decoded("DTEND") == datetime(2026, 12, 1, 15, 55)
    assert "Ana" not in found.to_ical().decode()


def test_a_newer_file_changes_what_a_calendar_has(as_ben, ana, team):
    time = making.reserved_time(team, ana)
    (before,) = file_of(as_ben, team).walk("VEVENT")
    ReservedTime.objects.filter(pk=time.pk).update(changed_at=time.changed_at.replace(year=2030))
    (after,) = file_of(as_ben, team).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_without_times_there_is_no_file(as_ben, team):
    answer = as_ben.get(url("reserved_times_file", team), follow=True)
    assert "No time is reserved yet" in answer.text


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Berlin"])
def test_page_and_file_agree_on_every_time(settings, zone):
    settings.TIME_ZONE = zone
    for rhythm, day in product(("weekly", "fortnightly", "monthly"), (1, 8, 24, 30)):
        first_at = datetime(2026, 9, day, 15, 30, tzinfo=ZoneInfo(zone))
        time = ReservedTime(pk=1, first_at=first_at, rhythm=rhythm, times=14, changed_at=first_at)
        (event,) = Calendar.from_ical(event_of(time, "Vision", "http://testserver/x").to_ical()).walk("VEVENT")
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime(2026, 9, day, 15, 30))
        assert [one.replace(tzinfo=None) for one in time.all_times()] == list(rule)
        assert {(one.hour, one.minute) for one in time.all_times()} == {(15, 30)}


def test_the_next_time_is_the_one_that_has_not_ended(ana, team):
    time = making.reserved_time(team, ana, times=2)
    assert time.next_at(at(2026, 11, 1, 0, 0)) == at(2026, 12, 1, 15, 30)
    assert time.next_at(at(2026, 12, 1, 16, 0)) == at(2026, 12, 1, 15, 30)
    assert time.next_at(at(2026, 12, 1, 16, 10)) == at(2026, 12, 8, 15, 30)
    assert time.next_at(at(2027, 1, 1, 0, 0)) is None


def test_outsiders_find_nothing_and_observers_change_nothing(as_dov, as_cleo, as_nobody, dov, other_team, ana, team):
    time = making.reserved_time(team, ana)
    making.reserved_time(other_team, dov)
    assert as_dov.get(url("reserved_times_file", team)).status_code == 404
    assert as_nobody.get(url("reserved_times_file", team)).status_code == 302
    assert len(file_of(as_cleo, team).walk("VEVENT")) == 1
    addresses = [url("reserved_time_add", team)]
    addresses += [url(f"reserved_time_{name}", team, time.pk) for name in ("edit", "remove")]
    for address in addresses:
        assert as_dov.post(address, said()).status_code == 404
        assert as_cleo.post(address, said()).status_code == 403
    assert as_dov.post(url("reserved_time_remove", other_team, time.pk)).status_code == 404
    assert ReservedTime.objects.filter(team=team, meeting="Staff meeting").exists()

"""What tests of rounds say again and again: a round, an answer to it, how often a page asks the database."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from . import making

SECRET = "Nobody asked the bus drivers about the late bus."
ITEMS = ("told", "used", "seen")
PAST = timedelta(days=-1)


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def opening(**fields):
    return {
        "name": "Autumn 2026",
        "audience": "team",
        "naming": "named",
        "closes_on": "",
        "condition_vision": "pulse",
    } | fields


def said(level="3", **fields):
    return {f"level-vision-{item}": level for item in ITEMS} | fields


def open_round(team, **fields):
    return making.assessment_round(team, closed=False, **{"audience": "team", "naming": "named"} | fields)


def answer(client, round, **fields):
    return client.post(url("assessment_answer", round.team, round.number), said(**fields), follow=True)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)

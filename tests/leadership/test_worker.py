"""The worker: real processes on one database, each thing done once; it ends when asked, and with whoever started it."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import make_conninfo

from leadership import duties, worker
from leadership.models import AssessmentRound
from leadership.settings import working_hours
from tests.leadership import making

PATIENCE = 60


@pytest.fixture(autouse=True)
def no_jobs(db):
    """The queue's tables are none of Django's, so nobody empties them after a test that committed."""

    def clear():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_periodic_defers, procrastinate_events CASCADE")

    clear()
    yield
    clear()


def start(*arguments):
    """A worker of its own, on the database of this test."""
    said = connection.settings_dict
    known = {"dbname": said["NAME"], "host": said["HOST"], "port": said["PORT"], "user": said["USER"]}
    known |= {"password": said["PASSWORD"], **said["OPTIONS"]}
    address = make_conninfo(**{name: value for name, value in known.items() if value})
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "EMAIL_HOST": "none", "SITE_URL": "https://school.example"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def to_remind(team):
    """A round near its end, which asks Ana and Ben."""
    soon = timezone.localdate() + timedelta(days=1)
    made = making.assessment_round(team, closed=False, audience="team", naming="named", closes_on=soon)
    AssessmentRound.objects.filter(pk=made.pk).update(opened_at=timezone.now() - timedelta(days=5))
    return made


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once_and_end_with_their_starter(team, ana, ben):
    round = to_remind(team)
    for number in range(2):  # one job for each of them
        app.configure_task("tend", queueing_lock=f"tend {number}").defer(timestamp=0)
    workers = [start("--until-input-ends") for _ in range(2)]
    try:
        until = time.monotonic() + PATIENCE
        while ProcrastinateJob.objects.filter(task_name="tend").exists() and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        said = "".join(one.communicate(timeout=PATIENCE)[0] for one in workers)  # closes their input
    assert [one.returncode for one in workers] == [0, 0]
    round.refresh_from_db()
    assert round.reminded_at is not None
    assert {said.count(f"To: {one.email}") for one in (ana, ben)} == {1}
    assert not ProcrastinateJob.objects.filter(task_name="tend").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_waits_and_can_end_then(team):
    to_remind(team)
    app.configure_task("tend").defer(timestamp=0)
    said = start("--once").communicate(timeout=PATIENCE)[0]
    assert said.count("Subject: ") == 2


@pytest.mark.django_db(transaction=True)
def test_a_duty_waits_at_most_once():
    app.configure_task("tend", queueing_lock="tend").defer(timestamp=0)
    with pytest.raises(exceptions.AlreadyEnqueued):
        app.configure_task("tend", queueing_lock="tend").defer(timestamp=1)


@pytest.mark.django_db(transaction=True)
def test_the_clocks_of_two_workers_make_one_job():
    job = worker.tend.configure(task_kwargs={"timestamp": 600}, queueing_lock=None).job
    for _worker in range(2):
        async_to_sync(app.job_manager.defer_periodic_job)(job, periodic_id="", defer_timestamp=600)
    assert ProcrastinateJob.objects.count() == 1


def test_each_duty_has_its_time():
    assert {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()} == {
        "tend": "*/10 * * * *",
        "sweep": "40 3 * * *",
    }


def test_rounds_are_tended_by_hand_as_by_the_worker(team, capsys, mailoutbox):
    to_remind(team)
    call_command("tend_rounds", site="https://school.example")
    assert "1 reminded, 2 letters sent" in capsys.readouterr().out
    assert duties.tend_rounds("https://school.example") == (0, 0, 0)
    assert len(mailoutbox) == 2


def test_sweeping_keeps_what_is_young(team):
    kept = team.plan_prints.create(fingerprint="a", file_name="a.pdf", asked_at=timezone.now())
    team.plan_prints.create(fingerprint="b", file_name="b.pdf", asked_at=timezone.now() - timedelta(days=40))
    duties.sweep()
    assert list(team.plan_prints.all()) == [kept]


@pytest.mark.parametrize("said", ["17-7", "7", "7-25", "early-late", "7-7"])
def test_hours_that_are_none_stop_the_start(monkeypatch, said):
    monkeypatch.setenv("WORKING_HOURS", said)
    with pytest.raises(ImproperlyConfigured):
        working_hours()

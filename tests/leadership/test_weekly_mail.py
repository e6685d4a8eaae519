"""One mail a week: what it says, to whom, when; never twice, not even with two workers; and one click ends it."""

import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from leadership import duties, weekly_mail, working_hours
from leadership.mail import send_taken
from leadership.models import MailSent, Person
from leadership.weekly_mail import send_reviews, send_weekly, stop_token, to_write_to, what_of
from tests import factories
from tests.leadership import making
from tests.visioning import deciding

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.WEEKLY_MAIL = True
    settings.SITE_URL = "https://school.example"
    settings.TIME_ZONE = "UTC"


@pytest.fixture
def team(team):
    """Its people have been there for long: nobody is news."""
    team.memberships.update(joined_at=MONDAY - timedelta(days=90))
    return team


def happened(team):
    """Something to tell, on the day before."""
    made = making.assessment_round(team, closed=False)
    type(made).objects.filter(pk=made.pk).update(closed_at=MONDAY - timedelta(days=1), people_count=30)
    return made


def to(person):
    return [one for one in mail.outbox if one.to == [person.email]]


# --- What it says -----------------------------------------------------------------------------------------------------


def test_it_says_what_home_says_in_text_and_in_html_and_how_to_end_it(team, ben):
    happened(team)
    send_weekly(MONDAY)
    (letter,) = to(ben)
    html = letter.alternatives[0].content
    for words in (letter.body, html):
        assert "Hello Ben" in words
        assert "The round “Autumn 2026” is closed." in words
        assert "https://school.example/teams/northside-team/rounds/1/result/" in words
        assert "https://school.example/mail/stop/" in words
    assert "<p>" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].startswith("<https://school.example/mail/stop/")


def test_what_people_type_stays_words(team, ana, ben):
    team.name = "A <b>bold</b> & brave\r\nBcc: all@school.example team"
    team.save()
    happened(team)
    send_weekly(MONDAY)
    (letter,) = to(ben)
    assert "A <b>bold</b> & brave" in letter.body
    assert "&lt;b&gt;bold&lt;/b&gt;" in letter.alternatives[0].content
    assert "\n" not in letter.subject


def test_none_where_nothing_happened_and_none_on_the_next_day_either(team, ben):
    assert send_weekly(MONDAY) == 0
    happened(team)
    assert send_weekly(MONDAY + timedelta(days=1)) == 0  # asked once a week, so it waits for the next Monday
    assert send_weekly(MONDAY + timedelta(days=7, hours=-1)) == 3


def test_what_only_waits_for_longer_is_no_news(team, ben):
    waits = making.assessment_round(team, closed=False)
    type(waits).objects.filter(pk=waits.pk).update(opened_at=MONDAY - timedelta(days=3))
    assert send_weekly(MONDAY) == 2  # Cleo looks on
    assert send_weekly(MONDAY + timedelta(days=7)) == 0


def test_a_mail_tells_what_came_after_the_last_one(team, ben):
    happened(team)
    send_weekly(MONDAY)
    MailSent.objects.update(taken_at=MONDAY)
    assert send_weekly(MONDAY + timedelta(days=7)) == 0


# --- To whom and when -------------------------------------------------------------------------------------------------


def test_only_who_wants_it_is_here_and_has_shown_the_address(team, ana, ben, cleo):
    Person.objects.filter(pk=ana.pk).update(weekly_mail=False)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    ben.emailaddress_set.update(verified=False)
    cleo.emailaddress_set.update(verified=False)
    assert not to_write_to("weekly:2026-11-23").exists()


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (MONDAY, True),
        (MONDAY.replace(hour=6, minute=59), False),
        (MONDAY.replace(hour=16, minute=59), True),
        (MONDAY.replace(hour=17), False),
        (MONDAY + timedelta(days=4), True),
        (MONDAY + timedelta(days=5), False),
        (MONDAY + timedelta(days=6), False),
    ],
)
def test_it_writes_in_working_hours_alone(team, at, open_):
    happened(team)
    assert working_hours.are_now(at) is open_
    assert bool(send_weekly(at)) is open_


def test_the_hours_are_those_of_the_site(team, settings):
    settings.TIME_ZONE = "America/Los_Angeles"
    assert not working_hours.are_now(MONDAY)  # one at night there
    assert working_hours.are_now(MONDAY + timedelta(hours=8))
    assert str(working_hours.this_monday(datetime(2026, 11, 23, 3, tzinfo=UTC))) == "2026-11-16"


def test_a_site_that_was_down_on_monday_catches_up(team):
    happened(team)
    assert send_weekly(MONDAY + timedelta(days=3)) == 3
    assert send_weekly(MONDAY + timedelta(days=4)) == 0


def test_a_site_may_send_none(team, settings):
    settings.WEEKLY_MAIL = False
    happened(team)
    assert send_weekly(MONDAY) == 0
    assert send_reviews(MONDAY) == 0


# --- Never twice --------------------------------------------------------------------------------------------------------


def at_once(act, times):
    """Begun together, each in a thread with its own connection, as two workers would."""
    start = threading.Barrier(times)

    def run():
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_once(team, ben):
    happened(team)
    at_once(partial(send_weekly, MONDAY), 2)
    assert len(to(ben)) == 1
    assert len(mail.outbox) == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_record_two_workers_would_write_twice(team, ben, monkeypatch):
    """The losing control: the same two workers, and nothing taken first."""
    happened(team)
    monkeypatch.setattr(MailSent, "take", classmethod(lambda cls, person, what: cls(person=person, what=what)))
    monkeypatch.setattr(MailSent, "has_left", lambda taken: None)
    at_once(partial(send_weekly, MONDAY), 2)
    assert len(to(ben)) == 2


class Server:
    """A mail server that refuses in one way or another, in place of the network."""

    def __init__(self, error):
        self.error = error

    def send_messages(self, letters):
        if self.error:
            raise self.error
        return len(letters)

    def close(self):
        pass


def try_with(error, ben, monkeypatch):
    monkeypatch.setattr("leadership.mail.mailers", type("Mailers", (), {"default": Server(error)}))
    return send_taken([(partial(MailSent.take, ben, "weekly:x"), object())])


@pytest.mark.parametrize("error", [SMTPException("busy"), OSError("no network")])
def test_a_mail_that_could_not_be_sent_is_tried_again(ben, monkeypatch, error):
    assert try_with(error, ben, monkeypatch) == 0
    assert not MailSent.objects.exists()
    assert try_with(None, ben, monkeypatch) == 1
    assert MailSent.objects.get().sent_at is not None
    assert try_with(None, ben, monkeypatch) == 0


def test_an_address_that_is_refused_for_good_is_not_tried_again(ben, monkeypatch):
    assert try_with(SMTPRecipientsRefused({}), ben, monkeypatch) == 0
    assert try_with(None, ben, monkeypatch) == 0


def test_a_worker_that_dies_with_a_mail_in_hand_sends_it_never_rather_than_twice(ben, monkeypatch):
    with pytest.raises(SystemExit):
        try_with(SystemExit(), ben, monkeypatch)
    assert MailSent.objects.get().sent_at is None
    assert try_with(None, ben, monkeypatch) == 0


# --- Its end ------------------------------------------------------------------------------------------------------------


def test_one_click_ends_it_looking_does_not(as_nobody, ben):
    address = f"/mail/stop/{stop_token(ben)}/"
    assert "Send me no more of these" in as_nobody.get(address).content.decode()
    ben.refresh_from_db()
    assert ben.weekly_mail
    assert as_nobody.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ben.refresh_from_db()
    assert not ben.weekly_mail
    assert "You get no weekly mail." in as_nobody.get(address).content.decode()


def test_a_mail_program_ends_it_without_a_form_of_ours(ben):
    from django.test import Client  # noqa: PLC0415 - one that checks forms

    address = f"/mail/stop/{stop_token(ben)}/"
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


@pytest.mark.parametrize("token", ["1:made-up", "1", "x:y:z", "9" * 400])
def test_made_up_tokens_end_nothing(as_nobody, ben, token):
    assert as_nobody.post(f"/mail/stop/{token}/").status_code == 404


def test_the_page_about_me_turns_it_on_again(as_ben, ben):
    Person.objects.filter(pk=ben.pk).update(weekly_mail=False)
    assert "One mail a week" in as_ben.get("/me/").content.decode()
    as_ben.post("/me/", {"name": ben.name, "positions": ben.positions, "weekly_mail": "on"})
    ben.refresh_from_db()
    assert ben.weekly_mail


# --- Looking at a decision again ---------------------------------------------------------------------------------------


def test_who_runs_the_team_is_told_once_that_a_decision_wants_to_be_looked_at_again(team, ana, ben):
    decision = deciding.decided(team, ana, question="Which morning stays free?")
    assert send_reviews(MONDAY) == 0
    type(decision).objects.filter(pk=decision.pk).update(review_on=timezone.localdate())
    assert send_reviews(MONDAY) == 1
    assert send_reviews(MONDAY) == 0
    assert [one.to for one in mail.outbox] == [[ana.email]]
    assert "Which morning stays free?" in mail.outbox[0].body


# --- For operators ------------------------------------------------------------------------------------------------------


def test_an_operator_reads_what_somebody_would_get(team, ben, capsys):
    making.assessment_round(team)
    call_command("weekly_mail", "--print", person=ben.email)
    assert "The round “Autumn 2026” is closed." in capsys.readouterr().out
    assert not mail.outbox
    with pytest.raises(CommandError):
        call_command("weekly_mail", person="nobody@school.example")
    call_command("weekly_mail", person=factories.person("Nia Newman").email)
    assert "no mail" in capsys.readouterr().out


def test_a_duty_that_fails_does_not_keep_the_others_back(team, monkeypatch, caplog):
    done = []
    monkeypatch.setattr(duties, "tend_rounds", lambda site: 1 / 0)
    monkeypatch.setattr(duties, "send_weekly", lambda: done.append("weekly"))
    duties.tend()
    assert done == ["weekly"]
    assert "A duty could not be done" in caplog.text


def test_each_week_has_a_name(settings):
    assert what_of(MONDAY) == "weekly:2026-11-23"
    assert what_of(MONDAY + timedelta(days=6)) == "weekly:2026-11-23"


def test_another_address_of_theirs_does_not_vouch_for_the_one_it_goes_to(team, ben):
    happened(team)
    ben.email = "somebody.else@school.example"
    ben.save()
    assert ben not in to_write_to(what_of(MONDAY))
    send_weekly(MONDAY)
    assert to(ben) == []


def test_one_whose_mail_cannot_be_written_keeps_nobody_from_theirs(team, ana, ben, monkeypatch, caplog):
    happened(team)
    first = min((ana, ben), key=lambda one: one.pk)
    write = weekly_mail.mail_for
    monkeypatch.setattr(weekly_mail, "mail_for", lambda person, now: 1 / 0 if person == first else write(person, now))
    send_weekly(MONDAY)
    assert "could not be written" in caplog.text
    assert to(ana if first == ben else ben)
    monkeypatch.undo()
    send_weekly(MONDAY)
    assert to(first)

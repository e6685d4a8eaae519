"""One mail a week: what a person's home would tell them, in plain words. Nothing where nothing happened.

Knows what is told through `since` alone, and who was written to through `MailSent`.
"""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from . import working_hours
from .mail import letter, send_taken
from .models import MailSent, Person
from .since import Since, reviews_due, since

logger = logging.getLogger(__name__)

SALT = "leadership.weekly-mail"
AT_MOST = 12  # lines of a part; a mail is read standing up
USUALLY, FURTHEST = timedelta(days=8), timedelta(days=28)  # how far back a first mail looks, and at most after holidays
OVERLAP = timedelta(minutes=1)  # it was written a moment before it was taken: better one line twice than one lost


def stop_token(person) -> str:
    """Ends this person's weekly mail, and can do nothing else. It never goes stale: an old mail must be able to end it."""
    return signing.Signer(salt=SALT).sign(str(person.pk))


def person_of(token) -> Person | None:
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=key).first()


def at_site(path) -> str:
    return settings.SITE_URL.rstrip("/") + path


def what_of(now) -> str:
    return f"weekly:{working_hours.this_monday(now)}"


def told_from(person, now):
    """Since the last weekly mail that left, so what one lost holds is in the next; a week for whoever got none."""
    last = person.mails_sent.filter(what__startswith="weekly:", sent_at__isnull=False).order_by("-taken_at").first()
    return max(last.taken_at - OVERLAP, now - FURTHEST) if last else now - USUALLY


def is_worth_it(told: Since) -> bool:
    """Something happened, or something new waits. What waits only for longer is no news."""
    return bool(told.happened or told.became or any(one.at > told.since for one in told.waits))


def compose(person, told: Since):
    """The mail itself."""
    stop = at_site(reverse("weekly_mail_stop", args=(stop_token(person),)))
    rest = at_site(reverse("since", query={"from": timezone.localdate(told.since).isoformat()}))
    site = settings.SITE_URL.rstrip("/")
    context = {"name": person.get_short_name(), "told": told, "site": site, "rest": rest, "stop": stop}
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
    template = "leadership/mails/weekly"
    return letter(f"{template}.txt", person.email, context, html=f"{template}.html", headers=headers)


def mail_for(person, now):
    """The mail this person would get now, or None."""
    told = since(person, told_from(person, now), AT_MOST)
    return compose(person, told) if is_worth_it(told) else None


def to_write_to(what):
    """Who wants it, has shown that the address is theirs, and has not had this one."""
    had = MailSent.objects.filter(person=OuterRef("pk"), what=what)
    return Person.objects.who_want_mail().exclude(Exists(had)).order_by("pk")


def send_weekly(now=None) -> int:
    """Write to everybody who has not had this week's. In working hours only; after a day out of order the next one catches up."""
    now = now or timezone.now()
    if not settings.WEEKLY_MAIL or not working_hours.are_now(now):
        return 0
    return send_taken(letters_of_week(what_of(now), now))


def letters_of_week(what, now):
    for person in to_write_to(what).iterator(chunk_size=200):
        try:
            made = mail_for(person, now)
        except (
            Exception
        ):  # whatever is wrong with one person's rows is not to keep everybody after them from their mail
            logger.exception("A weekly mail could not be written; it is tried again in a few minutes.")
            continue
        take = partial(MailSent.take, person, what)
        if made is None:
            take()  # asked once a week, so that what happens tomorrow waits for the next one
        else:
            yield take, made


def send_reviews(now=None) -> int:
    """Once for each promised day: those who run the team hear that a decision wants to be looked at again."""
    if not settings.WEEKLY_MAIL or not working_hours.are_now(now):
        return 0
    return send_taken(letters_of_reviews())


def letters_of_reviews():
    for decision, person in reviews_due():
        what = f"review:{decision.pk}:{decision.review_on}"
        link = at_site(decision.get_absolute_url())
        context = {"name": person.get_short_name(), "decision": decision, "link": link}
        context["stop"] = at_site(reverse("weekly_mail_stop", args=(stop_token(person),)))
        made = letter("leadership/mails/decision_review.txt", person.email, context)
        yield partial(MailSent.take, person, what), made

"""Writes once to those whom a round asks and who have not answered. Says to nobody who they are. Knows no requests."""

from django.urls import reverse

from .mail import letter, send_letters


def remind(round, site) -> tuple[int, int]:
    """How many were to be written to, and to how many that worked; `site` is its address, such as https://….

    The round notes first that it has reminded, so that pressing twice sends nothing twice.
    """
    people = round.remind()
    context = {
        "team": round.team,
        "round": round,
        "link": site.rstrip("/") + reverse("assessment_answer", args=(round.team.slug, round.number)),
    }
    template = "leadership/assessments/reminder_mail.txt"
    sent = send_letters([letter(template, one.email, {**context, "name": one.get_short_name()}) for one in people])
    if people and not sent:
        round.may_remind_again()
    return len(people), sent

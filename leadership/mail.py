"""How the site writes to people: one template a letter, its first line the subject. Knows no rows."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def letter(template, address, context, *, html="", headers=None) -> EmailMultiAlternatives:
    """The letter, ready to go; line breaks in a name never reach the head of the mail. `html`: a template that says the same."""
    context = {"site_name": settings.SITE_NAME, **context}
    subject, _line, body = render_to_string(template, context).strip().partition("\n")
    made = EmailMultiAlternatives(
        subject=f"[{settings.SITE_NAME}] {' '.join(subject.split())}"[:200],
        body=body.strip() + "\n",
        to=[address],
        headers=headers,
    )
    if html:
        made.attach_alternative(render_to_string(html, context), "text/html")
    return made


def send_letter(template, address, context):
    letter(template, address, context).send()


def send_letters(letters) -> int:
    """Send many over one connection; how many went out. One that is refused does not keep the others back."""
    mailer, sent = mailers.default, 0
    try:
        mailer.open()
        for one in letters:
            try:
                sent += mailer.send_messages([one]) or 0
            except (SMTPException, OSError) as error:
                logger.warning("A letter was refused: %s", type(error).__name__)
    except (SMTPException, OSError) as error:
        logger.error("No mail server: %s", type(error).__name__)
    finally:
        mailer.close()
    return sent


def send_taken(letters) -> int:
    """Send letters that were taken first: `letters` gives (take, letter), made one by one. How many went out.

    `take()` is asked right before sending and gives a `MailSent`, or None where somebody else has it. What could not
    be sent is let go, for the next time, unless the address itself was refused; without a server the rest waits.
    """
    mailer, sent = mailers.default, 0
    try:
        for take, one in letters:
            taken = take()
            if taken is None:
                continue
            try:
                mailer.send_messages([one])
            except SMTPRecipientsRefused:
                logger.warning("An address was refused for good; it is not tried again.")
            except SMTPException as error:
                taken.let_go()
                logger.warning("A letter was refused: %s", type(error).__name__)
            except OSError as error:
                taken.let_go()
                logger.error("No mail server: %s", type(error).__name__)
                break
            else:
                taken.has_left()
                sent += 1
    finally:
        mailer.close()
    return sent

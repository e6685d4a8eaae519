"""How the site writes to people: one template a letter, its first line the subject. Knows no rows."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def letter(template, address, context) -> EmailMessage:
    """The letter, ready to go; line breaks in a name never reach the head of the mail."""
    subject, _line, body = (
        render_to_string(template, {"site_name": settings.SITE_NAME, **context}).strip().partition("\n")
    )
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] {' '.join(subject.split())}"[:200],
        body=body.strip() + "\n",
        to=[address],
    )


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

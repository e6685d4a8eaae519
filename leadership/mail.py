"""How the site writes to people: one template a letter, its first line the subject. Knows no rows."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send_letter(template, address, context):
    """Send the letter; line breaks in a name never reach the head of the mail."""
    subject, _line, body = (
        render_to_string(template, {"site_name": settings.SITE_NAME, **context}).strip().partition("\n")
    )
    EmailMessage(
        subject=f"[{settings.SITE_NAME}] {' '.join(subject.split())}"[:200],
        body=body.strip() + "\n",
        to=[address],
    ).send()

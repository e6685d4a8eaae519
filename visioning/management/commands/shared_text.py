"""Prints what a shared text says now, for backups, scripts and the curious operator."""

import json
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from visioning.live.authorship import read_text
from visioning.models import SharedText


def uuid(value):
    try:
        return UUID(value)
    except ValueError:
        raise CommandError(f"{value} is no UUID.") from None


def as_text(reading):
    """The vision bare; other fragments under their key."""
    parts = [
        reading.plain(name) if name == "content" else f"[{name}]\n{reading.plain(name)}" for name in in_order(reading)
    ]
    return "\n\n".join(parts)


def as_html(reading):
    return "\n".join(f'<section id="{name}">{reading.html(name)}</section>' for name in in_order(reading))


def as_json(reading):
    return json.dumps({name: reading.json(name) for name in in_order(reading)}, ensure_ascii=False, indent=2)


def in_order(reading):
    """Fragments that say something, the main one first."""
    return sorted(
        (name for name in reading.fragments if not reading.is_empty(name)), key=lambda name: (name != "content", name)
    )


FORMATS = {"txt": as_text, "html": as_html, "json": as_json}


class Command(BaseCommand):
    help = "Print what a shared text says now."

    def add_arguments(self, parser):
        parser.add_argument("text", type=uuid, metavar="UUID")
        parser.add_argument("--format", choices=FORMATS, default="txt")

    def handle(self, *, text, format, **options):
        if not SharedText.objects.filter(pk=text).exists():
            raise CommandError(f"There is no shared text {text}.")
        self.stdout.write(FORMATS[format](read_text(text)))

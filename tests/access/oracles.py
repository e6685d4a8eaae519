"""Three witnesses that look past the status of an answer: whose words it holds, what it wrote, how it was sent."""

import io
import json
import re
import subprocess
import zipfile
import zlib

from django.apps import apps
from django.db import connection, models

OWNER = re.compile(r"canary(?::|%3A|\\u003A|\.)([a-z0-9_-]+)", re.IGNORECASE)

# Sessions move when somebody is merely seen; the cache holds sign-in counters. Neither holds anybody's words.
RESTLESS = {"cache", "django_session"}


def owners(body):
    """Whose words these are: every owner named by a canary in bytes or text."""
    if isinstance(body, bytes):
        body = body.decode("utf-8", "replace")
    # A drawing breaks lines after a hyphen; the whole name stands beside it in words.
    return {owner.lower() for owner in OWNER.findall(body) if not owner.endswith("-")}


def readable(response):
    """The words of an answer, whatever its form: HTML, JSON, PDF text, what lies in an archive, headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Encoding") == "gzip":
        body = zlib.decompress(body, 31)
    kind = response.get("Content-Type", "").partition(";")[0]
    text = words_of(body)
    if kind == "application/json" and text:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return text + "\n" + "\n".join(f"{name}: {value}" for name, value in response.items())


def words_of(body):
    """The words of a file: of a PDF its text, of a ZIP or a Word file all that lies in it."""
    if body.startswith(b"%PDF"):
        return pdf_text(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            return "\n".join(f"{name}\n{words_of(box.read(name))}" for name in box.namelist())
    return body.decode("utf-8", "replace")


def pdf_text(body):
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()


def mail_text(message):
    """Everything a mail says, its headers included, as its reader reads it."""
    whole = message.message()
    parts = (part.get_payload(decode=True) for part in whole.walk() if not part.is_multipart())
    heads = "\n".join(f"{name}: {value}" for name, value in whole.items())
    return "\n".join((heads, message.subject, *(part.decode("utf-8", "replace") for part in parts)))


def tables():
    found = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(found - RESTLESS)


def fingerprint():
    """A number per table that changes with any row in it."""
    question = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \"{table}\" t"  # noqa: S608
        for table in tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {table: (rows, total) for table, rows, total in cursor.fetchall()}


def written(before, after):
    """The tables that differ."""
    return sorted(table for table in after if before.get(table) != after[table])


def text_fields(model):
    """The fields that hold free words: not choices, slugs, keys or hashes of ours."""
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not one.choices
        and not isinstance(one, models.SlugField)
    ]


REQUIRED_HEADERS = {
    "Content-Security-Policy": "script-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def missing_headers(response, *, private):
    """The security headers this answer lacks. A private answer must not be stored anywhere."""
    lacking = [name for name, words in REQUIRED_HEADERS.items() if words not in response.get(name, "")]
    if response.get("Referrer-Policy") == "no-referrer":  # stricter still
        lacking.remove("Referrer-Policy")
    if private and "no-store" not in response.get("Cache-Control", ""):
        lacking.append("Cache-Control")
    return lacking

"""How errors are written down: what broke and where in the code, never what somebody typed. Knows exceptions, no requests."""

import logging
import traceback

import psycopg
from django import db
from django.core.exceptions import ValidationError

# Postgres repeats the whole row below the first line; Python and Django repeat the value that was no number.
FIRST_LINE = (db.IntegrityError, psycopg.IntegrityError)
LEFT_OUT = (ValueError, ValidationError, db.DataError, psycopg.DataError)


def message_of(fault: BaseException) -> str:
    """What may be kept of an exception's message."""
    if isinstance(fault, FIRST_LINE):
        return str(fault).partition("\n")[0]
    return "(left out: it may hold what somebody typed)" if isinstance(fault, LEFT_OUT) else str(fault)


def chain_of(fault: BaseException | None) -> list[BaseException]:
    """An exception and those it came from, the first one first."""
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return found[::-1]


class Line(logging.Formatter):
    """One line for what happened; for an error the places in the code below it."""

    def formatException(self, ei):
        links = []
        for fault in chain_of(ei[1]):
            places = "".join(traceback.format_tb(fault.__traceback__))
            links.append(f"Traceback (most recent call last):\n{places}{type(fault).__qualname__}: {message_of(fault)}")
        return "\n\nThis led to:\n\n".join(links)

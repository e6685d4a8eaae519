"""How rows become files that anybody can read for years: JSON with their keys, and tables for spreadsheets. Knows no nouns.

Every app says in its `archived.py` which rows of a team go along, with which fields; nothing else of a row is ever written.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from .result_files import harmless

AT_ONCE = 500  # rows in memory


@dataclass(frozen=True)
class Noun:
    """Rows of one sort. `rows(team)` gives those that everybody who takes part in the team may read.

    `fields` are written as they are ("problem_id" is the key of another row); `made` are worked out of the row.
    """

    key: str
    model: type[Model]
    rows: Callable[[Any], QuerySet]
    fields: tuple[str, ...]
    made: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return ("id", *self.fields, *self.made)

    def written(self, team) -> Iterator[dict[str, Any]]:
        """Row by row, by their keys. Few are held at once."""
        for row in self.rows(team).order_by("pk").iterator(chunk_size=AT_ONCE):
            values = {name: getattr(row, name) for name in ("pk", *self.fields)}
            yield {"id": values.pop("pk"), **values, **{name: make(row) for name, make in self.made.items()}}


def plain(value):
    """What JSON has no word for."""
    if isinstance(value, bytes | memoryview):
        raise TypeError("no bytes in an archive")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def write_json(file, about: dict, tables: list[tuple[str, Iterator[dict]]]) -> dict[str, int]:
    """One object: `about`, then a list for each table, row by row. Tells how many rows each has."""
    counts = {}
    file.write(b'{\n"about": ' + encoded(about))
    for key, rows in tables:
        file.write(f",\n{json.dumps(key)}: [".encode())
        counts[key] = 0
        for row in rows:
            file.write((b",\n" if counts[key] else b"\n") + encoded(row))
            counts[key] += 1
        file.write(b"\n]")
    file.write(b"\n}\n")
    return counts


def encoded(value) -> bytes:
    return json.dumps(value, default=plain, ensure_ascii=False).encode("utf-8", "replace")


def write_csv(file, columns, rows) -> None:
    """Every field in quotes, with the mark by which spreadsheets know UTF-8; no cell is taken for a formula."""
    file.write(b"\xef\xbb\xbf" + line_of(columns))
    for row in rows:
        file.write(line_of([cell(row[name]) for name in columns]))


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict | list | tuple):
        value = json.dumps(value, default=plain, ensure_ascii=False)
    return harmless(value.isoformat() if hasattr(value, "isoformat") else value)


def line_of(cells) -> bytes:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")

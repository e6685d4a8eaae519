"""A result as a file for spreadsheets: the same groups, shares and names as on its page, never more. Knows no requests."""

import csv
import io
import re

from django.utils.translation import gettext as _

from .levels import Level
from .privacy import How
from .result_words import SHARES

# What a spreadsheet may take for a formula, full-width forms included; blanks and signs nobody sees may stand before it.
RISKY = "=+\\-@＝＋－＠"
AT_START = re.compile(rf"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[{RISKY}]|[\t\r]")
# Where a semicolon parts the cells, as in much of Europe, quotes that stand behind a comma do not hold one together.
AT_CELL = re.compile(rf"([;\t\n|])([ \xa0]*[{RISKY}])")


def harmless(words) -> str:
    """Words that a spreadsheet shows as they are, whatever parts its cells. Numbers stay numbers."""
    words = AT_CELL.sub(r"\1'\2", str(words))
    return f"'{words}" if AT_START.match(words) else words


def csv_of(result) -> bytes:
    """Every field in quotes, with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for row in rows_of(result):
        writer.writerow([value if isinstance(value, int) else harmless(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def rows_of(result):
    names = [str(label) for label in Level.labels]
    low, high = f"{names[0]} · {names[1]}", f"{names[2]} · {names[3]}"
    yield [
        _("Round"),
        _("Asked about"),
        _("Item"),
        _("Who"),
        _("What is told"),
        *names,
        _("Cannot see it"),
        low,
        high,
        _("Middle"),
        _("Words"),
    ]
    for part in result.parts:
        for item in part.items:
            start = [result.round.name, part.title, item.title]
            for group in item.groups:
                yield [*start, group.label, result.rate, *numbers_of(group), group.middle, group.withheld]
            for said in item.named:
                yield [*start, said.name, said.label, *[""] * 8, ""]
            for words, name in item.notes:
                yield [*start, name, _("Note"), *[""] * 8, words]


def numbers_of(group):
    """Seven fields: a number at each level, those who cannot see it, and the two shares."""
    shown = group.shown
    unseen = "" if shown.unseen is None else shown.unseen
    if shown.how is How.FULL:
        return [*shown.counts, unseen, "", ""]
    if shown.how in (How.BANDS, How.ROUGH):
        return ["", "", "", "", unseen, *(SHARES[share] for share in shown.bands)]
    if shown.how is How.NEARLY_ALL:
        nearly = _("all, or all but one or two")
        return [*(nearly if level == shown.nearly_all else "" for level in range(1, 5)), unseen, "", ""]
    return [""] * 7

"""The cells of one sheet of a workbook, row by row, as people see them. Pure; knows nothing of the other parts of the file.

Formulas and merged cells are refused by their address: what they show is not what the file holds. (Names of tags and types
of cells: ECMA-376, part 1, 18.3.)
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from .tables import LONGEST_CELL, MOST_COLUMNS, NoTable, Odd, too_wide
from .typed_numbers import NoNumber, rounded
from .xml_events import Reading
from .zip_parts import broken

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LONG = LONGEST_CELL + 1  # one more is enough to say that it is too long


class Sheet(Reading):
    """`rows` fills up while the part is read; whoever reads takes from it. `look` names the look of each style."""

    def __init__(self, shared, looks, from_1904):
        self.shared, self.looks = shared, looks
        self.first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self.rows, self.merged = [], ""
        self.row, self.place, self.cells = 0, 0, {}
        self.kind = self.look = ""
        self.held, self.holding, self.spoken = [], False, 0

    def enter(self, name, attributes):
        if name == "row":
            self.row = whole(attributes.get("r"), self.row + 1)
            self.place, self.cells = 0, {}
        elif name == "c":
            self.place = self.place_of(attributes.get("r"))
            self.kind = attributes.get("t", "n")
            style = whole(attributes.get("s"), 0)
            self.look = self.looks[style] if style < len(self.looks) else ""
            self.held = []
        elif name == "f":
            raise NoTable(formula(self.address))
        elif name == "rPh":  # how words are spoken, written above them
            self.spoken += 1
        elif name in ("v", "t"):
            self.holding = not self.spoken
        elif name == "mergeCell":
            self.merged = self.merged or attributes.get("ref", "")[:40]

    def words(self, words):
        if self.holding:
            self.held.append(words)

    def leave(self, name):
        if name in ("v", "t"):
            self.holding = False
        elif name == "rPh":
            self.spoken -= 1
        elif name == "c":
            cell = self.cell("".join(self.held))
            if cell == "":
                return
            if self.place > MOST_COLUMNS:
                raise NoTable(too_wide(self.place))
            self.cells[self.place] = cell
        elif name == "row" and self.cells:
            self.rows.append((self.row, [self.cells.get(place, "") for place in range(1, max(self.cells) + 1)]))
            self.cells = {}

    def place_of(self, address):
        if address is None:
            return self.place + 1
        match = ADDRESS.fullmatch(address)
        if match is None:
            raise NoTable(broken())
        place = 0
        for letter in match[1]:
            place = place * 26 + ord(letter) - 64
        return place

    @property
    def address(self) -> str:
        letters, place = "", self.place
        while place:
            place, rest = divmod(place - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row}"

    def cell(self, held):
        """What one cell shows."""
        if self.kind == "s":
            place = whole(held, -1) if held else -1
            return self.shared[place] if 0 <= place < len(self.shared) else ""
        if self.kind in ("inlineStr", "str"):
            return held[:LONG].strip()
        if not held:
            return ""
        if self.kind == "b":
            return Odd(_("yes or no"))
        if self.kind == "e":
            return Odd(_("the error %(error)s") % {"error": held[:20]})
        if self.kind == "d":
            return held[:40].strip()
        return self.number(held)

    def number(self, held):
        try:
            number = Decimal(held[:60])
            if self.look == "percent":
                return rounded(number * 100)
            if not self.look:
                return rounded(number)
            if not number.is_finite():
                raise NoNumber
        except (ArithmeticError, NoNumber):  # also a number with an exponent of ten digits
            return Odd(_("a number that cannot be kept"))
        if self.look == "time" or not 1 <= number < 100_000:
            return Odd(_("a time of day") if self.look == "time" or number < 1 else _("a day that cannot be"))
        return self.first_day + timedelta(int(number))


def whole(words, otherwise) -> int:
    if words is None:
        return otherwise
    if not (words.isascii() and words.isdecimal()) or len(words) > 9:
        raise NoTable(broken())
    return int(words)


def formula(address) -> str:
    words = _(
        "%(address)s holds a formula. Select the cells, copy them, and paste them back as values only; then save the file and "
        "choose it again."
    )
    return words % {"address": address}

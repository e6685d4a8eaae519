"""Whether words or a table look like records of single students. Pure; a sieve with wide holes, and no proof of anything.

A pilot observes groups on days. What this finds is refused with a sentence that says why and what to do instead. It looks at
headings, at addresses, at columns of numbers that count nobody, and at columns most of whose words have the shape of names
of persons. One name alone cannot be told from the name of a group, and names in scripts without capital letters are not seen.
"""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from .tables import Table


def lines_of(name) -> list[str]:
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


FEW = 3  # fewer names than these are no list
MAIL = re.compile(r"(?<![^\s@<>,;])[^\s@<>,;]+@[^\s@<>,;]+\.[^\W\d_]{2,}")
WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?"
LAST_FIRST = re.compile(rf"({WORD}(?: {WORD}){{0,2}}), ?({WORD}(?: {WORD}){{0,2}})")
FIRST_LAST = re.compile(rf"{WORD}(?: {WORD}){{1,3}}")
LONG_NUMBER = re.compile(r"[A-Za-z]{0,3}[\-]?(\d{6,12})")
OF_A_DAY = re.compile(r"20\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])")
OWNED = re.compile(r"[’']s?(?: |$)")  # somebody’s class
PARTED = re.compile(r"[;,\n•·]+|\s+(?:and|und|et|y)\s+|\s/\s")

# Headings that stand over records of persons, whatever is below.
PERSONAL = frozenset(lines_of("personal_headings"))
# Over names they are a list of persons; over numbers they count them.
OF_PERSONS = {"student", "students", "pupil", "pupils", "learner", "learners", "child", "children", "kid", "kids"}
MAYBE = {"name", "names", "full name", "person", "who", "participant", "participants", "member", "roster", "class list"}
# What groups, places, subjects and times are called by: a name that holds one of these words is no person's.
COMMON = frozenset(" ".join(lines_of("group_words")).split())
GIVEN = frozenset(" ".join(lines_of("given_names")).split())


def personal(table: Table, headed: bool) -> str:
    """Why this looks like a list of students; "" where it does not. `headed`: the first row says what the columns are."""
    heads = table.rows[0].cells if headed else ()
    body = table.rows[1 if headed else 0 :]
    for place in range(table.width):
        head = heads[place] if place < len(heads) else ""
        column = [row.cell(place) for row in body]
        if reason := reason_in(str(head), column):
            return refusal(reason)
    return pair_of_names(table, body)


def personal_words(words: str, beside=()) -> str:
    """The same of words of one field. `beside` are other words that stand where these will: groups that there are already."""
    if MAIL.search(words):
        return refusal(_("there is an e-mail address in it"))
    pieces = [piece.strip() for piece in PARTED.split(words) if piece.strip()]
    if are_names(pieces) or are_names(
        LAST_FIRST.findall(words) and [f"{a}, {b}" for a, b in LAST_FIRST.findall(words)]
    ):
        return refusal(_("there are several names in it"))
    if beside and are_names([*beside, words]) and shape_of(words):
        return refusal(_("most groups have the shape of a person’s name"))
    return ""


def refusal(reason) -> str:
    words = _(
        "This looks like a list of students: %(reason)s. To protect them, only numbers of groups on days are kept here, "
        "nothing of a single student. Count them per class or group first, then bring in the counts."
    )
    return words % {"reason": reason}


def reason_in(head, column) -> str:
    """What in one column looks like records of persons."""
    head = " ".join(re.findall(r"[^\W_]+", head.casefold().replace("’", "").replace("'", "")))
    words = [without_tail(cell.strip()) for cell in column if isinstance(cell, str) and cell.strip()]
    named = [cell for cell in words if not any(sign.isdecimal() for sign in cell)]
    if head in PERSONAL:
        return _("one column is headed “%(head)s”") % {"head": head}
    if head in OF_PERSONS and (len(named) * 2 > len(column) or counts_up(head, column)):
        return _("one column is headed “%(head)s”") % {"head": head}
    if any(MAIL.search(cell) for cell in words):
        return _("there is an e-mail address in it")
    if head in MAYBE and named and sum(bool(shape_of(cell)) for cell in set(named)) * 2 >= len(set(named)):
        return _("one column is headed “%(head)s”") % {"head": head}
    if are_names(named):
        return _("one column holds what looks like names of persons")
    if are_numbers_of_persons(column):
        return _("one column holds a different long number in each row, as lists of students do")
    return ""


def without_tail(cell) -> str:
    """“Mia Lopez (6a)” is a name with something behind it."""
    return cell[: cell.rindex("(")].rstrip() or cell if cell.endswith(")") and "(" in cell else cell


def counts_up(head, column) -> bool:
    """“Student” over 1, 2, 3 … numbers them; “Students” over 12, 14, 11 counts them."""
    found = [str(cell).strip() for cell in column if str(cell).strip()]
    return (
        head in {"student", "pupil", "learner", "child", "kid"} and len(found) >= FEW and len(set(found)) == len(found)
    )


def are_numbers_of_persons(column) -> bool:
    found = [match[1] for cell in column if (match := LONG_NUMBER.fullmatch(str(cell).strip()))]
    if len(found) < 5 or len(found) < len(column) * 0.8 or all(OF_A_DAY.fullmatch(one) for one in found):
        return False
    return len({len(one) for one in found}) == 1 and len(set(found)) > len(found) * 0.9


def pair_of_names(table, body) -> str:
    """First names in one column, last names in the other, without a heading over them."""
    for place in range(table.width - 1):
        pairs = [(row.cell(place), row.cell(place + 1)) for row in body]
        pairs = {f"{a.strip()} {b.strip()}" for a, b in pairs if single(a) and single(b)}
        if len(pairs) * 2 >= len(body) and are_names(pairs, known=0.4):
            return refusal(_("two columns hold what looks like names of persons"))
    return ""


def single(cell) -> bool:
    return isinstance(cell, str) and re.fullmatch(WORD, cell.strip()) is not None


def are_names(cells, known=0.2) -> bool:
    """Whether most of these, each counted once, have the shape of names, and enough of them are ones people have."""
    cells = {" ".join(cell.split()) for cell in cells if cell.strip()}
    if len(cells) < FEW:
        return False
    shapes = [shape_of(cell) for cell in cells]
    shaped, given = sum(map(bool, shapes)), shapes.count("given")
    if shaped < len(cells) * 0.6:
        return False
    turned = sum(bool(LAST_FIRST.fullmatch(cell)) for cell in cells)
    if given >= max(2, len(cells) * known) or turned >= len(cells) * 0.6:
        return True
    # Names from everywhere cannot all be known: many different ones of two words are enough, unless they end like animals do.
    several = [cell for cell, shape in zip(cells, shapes, strict=True) if shape and " " in cell]
    plural = sum(cell.endswith("s") for cell in several)
    return known == 0.2 and len(several) >= max(5, len(cells) * 0.6) and plural * 2 < len(several)


def shape_of(cell: str) -> str:
    """ "given": a name with a given name that is known; "shaped": words as names are written; "": something else."""
    cell = " ".join(cell.split())
    turned, plain = LAST_FIRST.fullmatch(cell), FIRST_LAST.fullmatch(cell)
    words = re.findall(WORD, cell)
    if not words or len(cell) > 60 or OWNED.search(cell):
        return ""
    known = any(map(is_given, words))
    common = [word for word in words if word.rstrip(".").casefold() in COMMON]
    family, first = (words[0], words[-1]) if turned else (words[-1], words[0])
    surname = common == [family] and len(words) > 1 and (is_given(first) or len(first.rstrip(".")) == 1)  # Ada Brown,
    surname = surname and not (first[0].isupper() and family[0].islower())  # but not Jordan wing
    if common and not surname:
        return ""
    if len(words) == 1:
        return "given" if known and re.fullmatch(WORD, cell) else ""
    if not (turned or plain):
        return ""
    if known:
        return "given"
    capital = all(word[0].isupper() for word in words)
    return "shaped" if capital and any(len(word.rstrip(".")) > 1 for word in words) else ""


def is_given(word) -> bool:
    return any(piece in GIVEN for piece in re.split("[-’']", word.casefold()) if len(piece) > 1)

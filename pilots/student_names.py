"""Whether words or a table look like records of single students. Pure; a sieve with wide holes, and no proof of anything.

A pilot observes groups on days. What this finds is refused with a sentence that says why and what to do instead. It looks at
headings, at addresses, at columns of numbers that count nobody, and at columns most of whose words have the shape of names
of persons. One name alone cannot be told from the name of a group, and names in scripts without capital letters are not seen.
"""

import re

from django.utils.translation import gettext as _

from .given_names import GIVEN
from .tables import Table

FEW = 3  # fewer names than these are no list
MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\W\d_]{2,}")
WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?"
LAST_FIRST = re.compile(rf"({WORD}(?: {WORD}){{0,2}}), ?({WORD}(?: {WORD}){{0,2}})")
FIRST_LAST = re.compile(rf"{WORD}(?: {WORD}){{1,3}}")
LONG_NUMBER = re.compile(r"[A-Za-z]{0,3}[\-]?(\d{6,12})")
OF_A_DAY = re.compile(r"20\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])")
OWNED = re.compile(r"[’']s?(?: |$)")  # somebody’s class
PARTED = re.compile(r"[;,\n•·]+|\s+(?:and|und|et|y)\s+|\s/\s")

# Headings that stand over records of persons, whatever is below; spoken without marks between words.
PERSONAL = {
    *(
        "student name",
        "students name",
        "student names",
        "pupil name",
        "pupils name",
        "learner name",
        "child name",
        "childs name",
    ),
    *(
        "name of student",
        "name of pupil",
        "name of child",
        "first name",
        "firstname",
        "given name",
        "forename",
        "fname",
    ),
    *("last name", "lastname", "surname", "family name", "lname", "middle name", "nickname", "preferred name"),
    *("dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "place of birth"),
    *("e mail", "email", "e mail address", "email address", "student email", "parent email", "phone", "phone number"),
    *("home address", "address", "parent", "parents", "parent name", "guardian", "guardian name", "mother", "father"),
    *(
        "id",
        "ids",
        "id number",
        "id no",
        "student id",
        "studentid",
        "student number",
        "student no",
        "pupil id",
        "learner id",
    ),
    *("sis id", "state id", "local id", "district id", "ssid", "upn", "uln", "ssn", "social security number"),
    *("student roll number", "roll number", "roll no", "lunch number", "iep", "504 plan", "gender", "sex", "ethnicity"),
}
# Over names they are a list of persons; over numbers they count them.
OF_PERSONS = {"student", "students", "pupil", "pupils", "learner", "learners", "child", "children", "kid", "kids"}
MAYBE = {"name", "names", "full name", "person", "who", "participant", "participants", "member", "roster", "class list"}
# Words that groups, places, subjects and times are called by. A name that holds one of them is no person's.
COMMON = frozenset(
    [
        "room",
        "grade",
        "grades",
        "class",
        "classes",
        "period",
        "block",
        "section",
        "group",
        "groups",
        "team",
        "teams",
        "table",
        "house",
        "home",
        "homeroom",
        "hall",
        "floor",
        "wing",
        "building",
        "campus",
        "school",
        "schools",
        "high",
        "middle",
        "elementary",
        "primary",
        "secondary",
        "academy",
        "college",
        "center",
        "centre",
        "lab",
        "library",
        "gym",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
        "left",
        "right",
        "main",
        "new",
        "old",
        "inner",
        "outer",
        "central",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "year",
        "years",
        "cohort",
        "band",
        "level",
        "set",
        "unit",
        "week",
        "weeks",
        "day",
        "days",
        "month",
        "months",
        "morning",
        "afternoon",
        "evening",
        "noon",
        "lunch",
        "recess",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "term",
        "semester",
        "quarter",
        "half",
        "before",
        "after",
        "during",
        "early",
        "late",
        "pre",
        "post",
        "test",
        "tests",
        "baseline",
        "algebra",
        "geometry",
        "calculus",
        "math",
        "maths",
        "mathematics",
        "statistics",
        "science",
        "sciences",
        "biology",
        "chemistry",
        "physics",
        "history",
        "geography",
        "civics",
        "economics",
        "english",
        "reading",
        "writing",
        "literature",
        "language",
        "arts",
        "art",
        "music",
        "band",
        "choir",
        "chorus",
        "orchestra",
        "drama",
        "theater",
        "theatre",
        "dance",
        "spanish",
        "french",
        "german",
        "latin",
        "mandarin",
        "arabic",
        "computer",
        "computing",
        "coding",
        "technology",
        "engineering",
        "health",
        "physical",
        "education",
        "pe",
        "sport",
        "sports",
        "soccer",
        "football",
        "basketball",
        "advisory",
        "seminar",
        "workshop",
        "club",
        "honors",
        "honours",
        "advanced",
        "intermediate",
        "beginner",
        "beginners",
        "basic",
        "intensive",
        "support",
        "regular",
        "special",
        "general",
        "world",
        "social",
        "studies",
        "study",
        "environmental",
        "earth",
        "life",
        "red",
        "blue",
        "green",
        "yellow",
        "orange",
        "purple",
        "white",
        "black",
        "gold",
        "silver",
        "pink",
        "brown",
        "gray",
        "grey",
        "team",
        "squad",
        "crew",
        "circle",
        "lions",
        "tigers",
        "bears",
        "eagles",
        "hawks",
        "wolves",
        "foxes",
        "otters",
        "owls",
        "bees",
        "bulldogs",
        "panthers",
        "wildcats",
        "falcons",
        "all",
        "none",
        "other",
        "others",
        "total",
        "whole",
        "everyone",
        "everybody",
        "staff",
        "teacher",
        "teachers",
        "parents",
        "families",
        "students",
        "pupils",
        "learners",
        "kids",
        "children",
        "adults",
        "boys",
        "girls",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "coach",
        "sir",
        "madam",
        "of",
        "the",
        "and",
        "in",
        "at",
        "for",
        "with",
        "without",
        "on",
        "to",
        "from",
        "by",
        "open",
        "closed",
        "yes",
        "no",
        "not",
        "often",
        "sometimes",
        "never",
        "always",
        "rarely",
        "street",
        "road",
        "avenue",
        "lane",
        "park",
        "lake",
        "river",
        "mountain",
        "valley",
        "city",
        "town",
        "county",
        "district",
        "state",
        "church",
        "garden",
        "forest",
        "part",
        "round",
        "session",
        "visit",
        "lesson",
        "lessons",
        "hour",
        "hours",
        "minute",
        "minutes",
        "cycle",
        "change",
        "changed",
        "usual",
        "busy",
        "sea",
        "bright",
        "quiet",
        "good",
        "better",
        "best",
        "fine",
        "ok",
        "okay",
        "low",
        "medium",
        "strong",
        "weak",
        "big",
        "small",
        "long",
        "short",
        "rain",
        "rainy",
        "snow",
        "sunny",
        "trip",
        "field",
        "fire",
        "drill",
        "assembly",
        "exam",
        "exams",
        "quiz",
        "holiday",
        "break",
        "substitute",
        "sub",
        "absent",
        "present",
        "late",
        "sick",
        "online",
        "remote",
        "hybrid",
        "person",
        "monitoring",
        "attendance",
        "homework",
        "project",
        "projects",
        "task",
        "tasks",
        "exit",
        "ticket",
        "tickets",
        "talk",
        "talks",
        "question",
        "questions",
    ]
)


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
    words = [cell.strip() for cell in column if isinstance(cell, str) and cell.strip()]
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
    surname = common == [family] and len(words) > 1 and (is_given(first) or len(first.rstrip(".")) == 1)  # Ada Brown
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

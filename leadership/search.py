"""Searching everything a person may see: the whole of it in one statement, and which words to mark. One of the wiring modules.

What may be found by whom say the `findable` modules of the three apps, each from where a person stands; nothing is decided here.
"""

import re
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from leadership import findable as of_people
from leadership.finding import A_KIND, SHORTEST_BEGINNING, WORD, Found, Reach, bare, find, question, tidy
from leadership.models import Team
from pilots import findable as of_pilots
from visioning import findable as of_visions
from visioning.guests import inviting_teams
from visioning.searched_texts import refresh

SECONDS = 3  # longer than that nobody waits; the search stops and says so
AROUND = 90  # letters before and after the first word that was found
LONGEST_NAME = 120
NOT_WANTED = re.compile(r"-\w+")  # "-this": found things do not have it
MATCHING = """
    SELECT word FROM unnest(%(words)s::text[]) AS word
    WHERE word = ANY(%(typed)s) OR starts_with(word, %(beginning)s::text) OR ts_lexize('english_stem', word) && ARRAY(
        SELECT unnest(ts_lexize('english_stem', one)) FROM unnest(%(typed)s::text[]) AS one
    )
"""
CANCELED = "57014"  # query_canceled, Postgres manual, appendix A


class TooLong(Exception):
    """The search took longer than anybody should wait."""


@dataclass(frozen=True)
class Line:
    """One thing found, ready to be shown. `name` stands for it, marked; `words` is a marked stretch, or "" where the name says it all."""

    place: str
    name: SafeString
    words: SafeString
    address: str


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    lines: tuple[Line, ...]

    @property
    def is_full(self) -> bool:
        return len(self.lines) == A_KIND


def places(person) -> tuple[list[Team], list[Team]]:
    """The teams a person is on, and those that invited them into the work on their vision."""
    mine = list(Team.objects.for_person(person).order_by("name", "pk"))
    guest_of = inviting_teams().filter(school__staff_members__person=person).exclude(memberships__person=person)
    return mine, list(guest_of.order_by("name", "pk"))


def reach_of(person, mine, guest_of) -> Reach:
    return Reach(person, tuple(team.pk for team in mine), tuple(team.pk for team in guest_of))


def kinds(reach):
    return [*of_visions.kinds(reach), *of_people.kinds(reach), *of_pilots.kinds(reach)]


def search(person, typed, mine, guest_of, team=None) -> list[Group]:
    """What this person finds, by kind, best first; `mine` and `guest_of` as `places` gives them. Raises TooLong."""
    typed = tidy(typed)
    query = question(typed)
    if query is None:
        return []
    reach = reach_of(person, mine, guest_of)
    refresh((*reach.teams, *reach.guest_of) if team is None else (team.pk,))
    asked = kinds(reach)
    try:
        # No point to return to is needed: whatever fails here ends the search.
        with transaction.atomic(savepoint=False):
            hurry()
            found = find(asked, query, team and team.pk)
            if team is None:
                found += of_people.guides_found([word.lower() for word in WORD.findall(bare(typed))])
            marked = matching(found, typed)
    except OperationalError as fault:
        if getattr(fault.__cause__, "sqlstate", "") == CANCELED:
            raise TooLong from fault
        raise
    labels = {one.key: one.label for one in asked} | of_people.labels_of_guides()
    return grouped(found, marked, labels)


def hurry():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(SECONDS * 1000)])


def plain_words(text) -> list[str]:
    return [bare(word).lower() for word in WORD.findall(text)]


def matching(found: list[Found], typed) -> set[str]:
    """Which of all words in what was found are the ones that were typed, in whatever form. One query.

    Postgres says which; they are marked here, so that nobody can write the marks into their words.
    """
    said = {word for one in found for word in plain_words(f"{one.title}\n{one.words}")}
    wanted = plain_words(NOT_WANTED.sub(" ", tidy(typed)))
    if not said or not wanted:
        return set()
    beginning = wanted[-1] if len(wanted[-1]) >= SHORTEST_BEGINNING else None
    with connection.cursor() as cursor:
        cursor.execute(MATCHING, {"words": list(said), "typed": wanted, "beginning": beginning})
        return {row[0] for row in cursor.fetchall()}


def grouped(found, marked, labels) -> list[Group]:
    """By kind, in the order of the best of each."""
    by_kind: dict[str, list[Found]] = {}
    for one in found:
        by_kind.setdefault(one.key, []).append(one)
    return [
        Group(key, labels[key], tuple(line_of(one, marked) for one in rows[:A_KIND])) for key, rows in by_kind.items()
    ]


def line_of(found: Found, marked) -> Line:
    title, words = " ".join(found.title.split()), " ".join(found.words.split())
    if not title:
        return Line(found.place, stretch(words, marked), SafeString(""), found.address)
    beyond = words.removeprefix(title).strip()
    in_title, in_beyond = first_mark(title, marked), first_mark(beyond, marked)
    told = stretch(beyond, marked) if in_beyond is not None or (in_title is None and beyond) else SafeString("")
    return Line(found.place, stretch(title, marked, LONGEST_NAME), told, found.address)


def first_mark(text, marked) -> int | None:
    return next((word.start() for word in WORD.finditer(text) if bare(word.group()).lower() in marked), None)


def stretch(text, marked, longest=2 * AROUND) -> SafeString:
    """The words around the first that was found, cut between words, escaped, with `<mark>` around each of them."""
    first = first_mark(text, marked) or 0
    begin = max(0, min(first - longest // 2, len(text) - longest))
    end = min(len(text), begin + longest)
    if begin and (gap := text.find(" ", begin, first)) != -1:
        begin = gap + 1
    if end < len(text) and (gap := text.rfind(" ", first, end)) > first:
        end = gap
    parts, at = [], begin
    for word in WORD.finditer(text, begin, end):
        if bare(word.group()).lower() in marked:
            parts += (escape(text[at : word.start()]), "<mark>", escape(word.group()), "</mark>")
            at = word.end()
    parts.append(escape(text[at:end]))
    cut = ("… " if begin else "", " …" if end < len(text) else "")
    return mark_safe("".join((cut[0], *parts, cut[1])))  # noqa: S308 - every part was escaped

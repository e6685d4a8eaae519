"""How words are found: what was typed becomes a question to Postgres, rows become lines of a list. Knows no nouns and no access.

Every app says in its `findable.py` what can be found, starting from what a person may reach. Here all of that is one statement.
English endings are taken off; the same words are also found as they stand, without accents, and by the beginning of the last one
(Postgres manual, chapter 12, "Full Text Search").
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONArray

LONGEST_QUESTION = 200
A_KIND, IN_ALL = 30, 300
SHORTEST_BEGINNING = 3  # letters of a last word that may go on
WORD = re.compile(r"\w+")
MADE_OF_SIGNS = re.compile(r'["-]|\bor\b', re.IGNORECASE)  # what websearch_to_tsquery reads as more than words

# Each row is looked at once: OFFSET 0 keeps Postgres from working things out again for every place that names them. Taking words
# apart is what costs; so rows without the first letters of each word that was typed are passed over before (`starts`).
BEGINNINGS = """
    SELECT array_agg('%%' || left(stem, 3) || '%%') FROM unnest(tsvector_to_array(to_tsvector('english', %s))) AS stem
"""
FIND = r"""
    WITH said (kind, place, title, words, stored, args) AS ({rows}), asked AS MATERIALIZED (
        SELECT websearch_to_tsquery('english', %s) || {simple}('simple', %s) AS query, ({beginnings}) AS starts
    )
    SELECT kind, place, title, words, rank, args FROM (
        SELECT said.*, ts_rank(vector, query) AS rank,
            row_number() OVER (PARTITION BY kind ORDER BY ts_rank(vector, query) DESC, args) AS nth
        FROM said CROSS JOIN asked CROSS JOIN LATERAL (
            SELECT CASE WHEN octet_length(words) = char_length(words) THEN words
                ELSE regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g') END AS bare OFFSET 0
        ) AS read CROSS JOIN LATERAL (
            SELECT to_tsvector('simple', bare) || coalesce(stored, to_tsvector('english', bare)) AS vector
            WHERE starts IS NULL OR lower(bare) LIKE ALL (starts) OFFSET 0
        ) AS looked WHERE vector @@ query
    ) AS found WHERE nth <= {a_kind} ORDER BY rank DESC, kind, nth LIMIT {in_all}
"""


@dataclass(frozen=True)
class Reach:
    """Whose search it is, and the teams where they stand: on them, or as a guest of the work on the vision."""

    person: object
    teams: tuple[int, ...]
    guest_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Rows of one sort that a person may read. `team` leads to the row's team; "" where it has none.

    `words` are the fields looked through, `title` is the one that stands for the row ("" for none); `address` is called with
    `args` and says where the row is read. `stored` is the field with English words as Postgres keeps them, where there is one.
    """

    key: str
    label: str
    rows: QuerySet
    words: tuple[str, ...]
    address: Callable[..., str]
    args: tuple[str, ...] = ()
    title: str = ""
    team: str = "team"
    stored: str = ""


@dataclass(frozen=True)
class Found:
    """One row that was found, before its words are marked."""

    key: str
    place: str  # the name of its team
    title: str
    words: str
    address: str


@dataclass(frozen=True)
class Question:
    """What was typed, for Postgres: as whoever searches the web writes it, and word by word."""

    plain: str
    words: tuple[str, ...]
    simple: str
    by: str  # which of its functions reads `simple`


class Together(Func):
    """The words of several fields, a line each."""

    template = "concat_ws(E'\\n', %(expressions)s)"
    output_field = TextField()


def bare(words: str) -> str:
    """Letters without their accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))


def tidy(typed: str) -> str:
    """One line of what somebody typed, no longer than we look for, without signs that nobody types."""
    seen = "".join(sign if sign.isprintable() else " " for sign in typed)
    return " ".join(seen.split())[:LONGEST_QUESTION]


def question(typed: str) -> Question | None:
    """What to ask Postgres, or None where no word was typed."""
    plain = bare(tidy(typed))
    words = tuple(WORD.findall(plain))
    if not words:
        return None
    if MADE_OF_SIGNS.search(plain):
        return Question(plain, words, plain, "websearch_to_tsquery")
    quoted = [f"'{word}'" for word in words]
    if len(words[-1]) >= SHORTEST_BEGINNING:
        quoted[-1] += ":*"
    return Question(plain, words, " & ".join(quoted), "to_tsquery")


def said_of(number: int, kind: Kind) -> QuerySet:
    """All rows of one kind with what they say. `number` is its place among the kinds."""
    place = F(f"{kind.team}__name") if kind.team else Value("")
    return (
        kind.rows.order_by()
        .annotate(
            found_kind=Value(number, IntegerField()),
            found_place=Cast(place, TextField()),
            found_title=Cast(F(kind.title) if kind.title else Value(""), TextField()),
            found_words=Together(*kind.words),
            found_stored=Cast(F(kind.stored) if kind.stored else Value(None), SearchVectorField()),
            found_args=JSONArray(*kind.args),
        )
        .values_list("found_kind", "found_place", "found_title", "found_words", "found_stored", "found_args")
    )


def find(kinds: list[Kind], asked: Question, team=None) -> list[Found]:
    """Everything of these kinds that answers, best first; only what belongs to `team` (its key) where one is said. One query."""
    if team is not None:
        kinds = [replace(one, rows=one.rows.filter(**{one.team: team})) for one in kinds if one.team]
    first, *others = (said_of(number, one) for number, one in enumerate(kinds))
    try:
        rows, params = first.union(*others, all=True).order_by().query.sql_with_params()
    except EmptyResultSet:  # nothing there that they could reach
        return []
    # Our own words only: what was typed goes along as parameters.
    signs = asked.by != "to_tsquery"  # with "or" and "-" not every word must be there
    sql = FIND.format(rows=rows, simple=asked.by, beginnings=BEGINNINGS, a_kind=A_KIND, in_all=IN_ALL)
    with connection.cursor() as cursor:
        cursor.execute(sql, (*params, asked.plain, asked.simple, "" if signs else asked.plain))
        found = cursor.fetchall()
    return [row_of(kinds[number], *rest) for number, *rest in found]


def row_of(kind, place, title, words, _rank, args) -> Found:
    return Found(kind.key, place or "", title or "", words, kind.address(*json.loads(args)))

"""Who may come into a text's room or hear a team's news: the session, the place with the team, the rule. Asks Django, in threads.

The same questions are asked again whenever a place, an invitation, a person or a session changes, and every half minute.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import timezone

from leadership.models import Team
from visioning.guests import GUEST, TOPICS_FOR_GUESTS, hearers, place_of, places_of
from visioning.models import SharedVision
from visioning.rules import may_read_text, may_write_text

from .intake import NO_TEXT, SIGNED_OUT, Refusal
from .presence import card

THREADS = ThreadPoolExecutor(max_workers=3, thread_name_prefix="admission")
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass(frozen=True, slots=True)
class Admission:
    """A person at the door of a text, or of a team's news."""

    person: int
    team: int
    card: dict
    may_write: bool
    session: str
    session_mark: str
    topics: frozenset[str] = frozenset()  # of a team's news, where somebody does not hear all of it


def session_mark(session_key: str) -> str:
    """How a session is named in notices: never by its key."""
    return hashlib.md5(session_key.encode(), usedforsecurity=False).hexdigest()


async def in_thread(question: Callable, *args):
    """Ask Django something without holding up the sockets."""

    def ask():
        close_old_connections()
        try:
            return question(*args)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(THREADS, ask)


def session_key(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The session named by the request's cookies, or an empty string."""
    for name, value in headers:
        if name == b"cookie":
            try:
                morsel = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            except CookieError:
                return ""
            return morsel.value if morsel else ""
    return ""


def person_of(key: str):
    """Who is signed in with this session, or None."""
    request = HttpRequest()
    request.session = SessionStore(key)
    person = get_user(request) if key else None
    return person if person is not None and person.is_authenticated else None


def admit(key: str, text_id: UUID) -> Admission:
    """Let a person into a text, or say why not."""
    person = known(key)
    place = place_of(person, texts=text_id)
    if not may_read_text(place) or (place.role == GUEST and not is_vision(text_id)):
        raise Refusal(NO_TEXT, "no such text")
    may_write = may_write_text(place)
    return Admission(person.pk, place.team.pk, card(person.pk, str(person)), may_write, key, session_mark(key))


def admit_listener(key: str, team_slug: str) -> Admission:
    """Let a person hear a team's news, or say why not. Nobody writes there; `may_write` says that they hear all of it."""
    person = known(key)
    mark = session_mark(key)
    place = place_of(person, slug=team_slug)
    if place is not None and place.role != GUEST:
        return Admission(person.pk, place.team.pk, {}, True, key, mark)
    topics = hearers([person.pk], slug=team_slug).get(person.pk, frozenset())
    if place is not None:
        return Admission(person.pk, place.team.pk, {}, False, key, mark, topics | TOPICS_FOR_GUESTS)
    if not topics:
        raise Refusal(NO_TEXT, "no such team")
    return Admission(person.pk, Team.objects.get(slug=team_slug).pk, {}, False, key, mark, topics)


def known(key: str):
    person = person_of(key)
    if person is None:
        raise Refusal(SIGNED_OUT, "not signed in")
    return person


def is_vision(text_id: UUID) -> bool:
    """Guests are invited into the work on the vision, not into other texts of the team."""
    return SharedVision.objects.filter(text=text_id).exists()


def still_in(about: dict, people: list[int], keys: list[str], *, closely: bool) -> tuple[dict[int, bool], set[str]]:
    """Who of these people may still read, and whether they may write (or hear all news); which of these sessions still stand.

    `about` names the text, `{"texts": id}`, or the team, `{"pk": id}`. `closely` also checks each session against
    the person's password, as signing in does.
    """
    places = {person: place for person, place in places_of(people, **about).items() if may_read_text(place)}
    text_id = about.get("texts")
    if text_id and any(place.role == GUEST for place in places.values()) and not is_vision(text_id):
        places = {person: place for person, place in places.items() if place.role != GUEST}
    standing = {person: may_write_text(place) if text_id else place.role != GUEST for person, place in places.items()}
    if not text_id:
        standing |= dict.fromkeys(hearers([person for person in people if person not in places], **about), False)
    if closely or SessionStore is not DatabaseSessionStore:
        return standing, {key for key in keys if person_of(key) is not None}
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return standing, set(stored.values_list("session_key", flat=True))

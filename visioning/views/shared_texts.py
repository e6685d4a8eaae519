"""A shared text over plain HTTP, for schools whose filters block sockets, and whose hand is whose."""

from collections import OrderedDict
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from visioning.access import for_text
from visioning.live import exchange, store
from visioning.live.authorship import Authors
from visioning.live.connections import LARGEST_SYNC, Budget
from visioning.live.intake import BAD, NO_REACH, NO_TEXT, RESYNC, TAKEN, TOO_LARGE, TOO_MANY, Refusal
from visioning.live.presence import card, color_of
from visioning.models import TextClient
from visioning.rules import may_read_text, may_write_text

STATUS = {BAD: 400, NO_REACH: 403, NO_TEXT: 404, RESYNC: 409, TAKEN: 409, TOO_LARGE: 413, TOO_MANY: 429}
budgets: OrderedDict[int, Budget] = OrderedDict()  # of the people this process heard last
carried: OrderedDict[UUID, tuple] = OrderedDict()  # of the texts this process was asked about last
MOST_CARRIED = 50


@require_POST
@never_cache
@for_text(may_read_text)
def text_exchange(request):
    """Take in what the browser has, answer with what it lacks. Sending the same twice is harmless."""
    try:
        body = request.read(LARGEST_SYNC + 65536)
        if len(body) > LARGEST_SYNC:
            raise Refusal(TOO_LARGE, "the update is too large")
        spend(request.user.pk, len(body))
        asked = exchange.read(body)
        if not may_write_text(request.membership):
            exchange.refuse_changes(request.text.pk, request.user.pk, asked)
        elif asked.updates:
            store.append(request.text.pk, request.user.pk, *asked.updates)
        answer = exchange.answer(request.text.pk, request.user.pk, card(request.user.pk, str(request.user)), asked)
    except Refusal as refusal:
        return JsonResponse({"reason": refusal.reason, "code": refusal.code}, status=STATUS[refusal.code])
    for notice in answer.notices:
        tell(notice)
    return HttpResponse(answer.body, content_type="application/octet-stream")


@require_safe
@never_cache
@for_text(may_read_text)
def text_authors(request):
    """Whose hand each Yjs client id is, for the switch “Who wrote what”."""
    clients = {}
    hands = list(TextClient.objects.filter(text=request.text).order_by("id").select_related("person"))
    for hand in hands:
        if hand.person is None:
            color, light = color_of(None)
            shown = {"id": None, "name": _("a former colleague"), "color": color, "colorLight": light}
        else:
            shown = card(hand.person.pk, str(hand.person))
        clients[str(hand.client)] = {"person": shown.pop("id"), **shown}
    owners = tuple((hand.client, hand.person_id) for hand in hands)
    return JsonResponse({"clients": clients, "carried": carried_now(request.text.pk, owners)})


def carried_now(text_id, owners) -> list[tuple[int, int, int, int]]:
    """`carried_letters`, worked out once for as long as nobody writes: a whole class may flip the switch at once."""
    state = (store.newest_row(text_id), owners)
    known = carried.get(text_id)
    if known is None or known[0] != state:
        known = carried[text_id] = (state, carried_letters(text_id))
        while len(carried) > MOST_CARRIED:
            carried.popitem(last=False)
    return known[1]


def carried_letters(text_id) -> list[tuple[int, int, int, int]]:
    """Letters in sight that somebody only moved: client id, first clock, how many, client id of who wrote them."""
    authors = Authors.of(text_id)
    found = []
    for run in authors.now.runs():
        (client, clock), left = run.id, len(run.text)
        while left > 0:
            source, size = authors.carried.origin((client, clock), left, authors.rank)
            if source[0] != client:
                found.append((client, clock, size, source[0]))
            clock, left = clock + size, left - size
    return found


def spend(person: int, size: int) -> None:
    budget = budgets.setdefault(person, Budget())
    budgets.move_to_end(person)
    while len(budgets) > 1000:
        budgets.popitem(last=False)
    budget.spend(size)


@transaction.atomic
def tell(notice: str) -> None:
    """Let the rooms know who is here; nothing is stored, so there is no flush to wait for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT pg_notify('throughline_presence', %s)", [notice])

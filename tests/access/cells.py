"""Turns routes and the world into requests, sends them and says what came back. Judges nothing."""

from dataclasses import dataclass

from django.db import transaction

from leadership.weekly_mail import stop_token

from .expectations import LOGIN

BIG = 10**30  # past what the database can count


@dataclass(frozen=True)
class Cell:
    """One request of the matrix."""

    route: str
    verb: str
    role: str
    place: str
    path: str
    data: object = None
    content_type: str | None = None
    htmx: bool = False

    def __str__(self):
        return f"{self.verb} /{self.path} as {self.role} ({self.place}{', htmx' if self.htmx else ''})"


def values(route, world):
    """What may stand for each named part of an address, at each place."""
    places = world.places
    malformed = {"malformed": "no such thing!"}
    slugs = {"missing": "no-such-thing"} | malformed
    numbers = {"missing": 2_000_000_000, "huge": BIG, "malformed": "x1"}
    uuids = {"missing": "00000000-0000-4000-8000-000000000000", "malformed": "not-a-uuid"}
    secrets = {"missing": "made-up:1abc:made-up", "hostile": "a%00b"}

    def of(get, others):
        return {name: get(place) for name, place in places.items()} | others

    def outer(get, others):
        """Schools and districts: the sibling team's are our own."""
        return {name: get(places[name].team.school) for name in ("own", "foreign")} | others

    def woven(get, others):
        return {name: get(place.woven) for name, place in places.items()} | others

    def asked(get, others):
        return {name: get(place.asked) for name, place in places.items()} | others

    def theory(get, others=numbers):
        return {name: get(place.theorised) for name, place in places.items()} | others

    def same(word, others):
        """A word of ours that means the same on every team."""
        return dict.fromkeys(places, word) | others

    def here(word, others):
        """A word of the site's own."""
        return {"own": word} | others

    mailed = (world.people[role] for role in ("member", "sibling_member", "foreign_facilitator"))
    tokens = {
        "invitations/": lambda: of(lambda place: place.invitation_token, secrets),
        "join/school/": lambda: outer(lambda school: school.link_token, secrets),
        "join/district/": lambda: outer(lambda school: school.district.link_token, secrets),
        "join/": lambda: of(lambda place: place.team.link_token, secrets),
        "plan/": lambda: of(lambda place: place.decided.sheet.link_token, secrets),
        "mail/stop/": lambda: dict(zip(places, map(stop_token, mailed), strict=True)) | secrets,
        "p/": lambda: of(lambda place: place.piloted.poll.link_token, secrets),
        "cards/link/": lambda: of(lambda place: place.piloted.cards["public"].link_token, secrets),
        "listen/": lambda: woven(lambda rows: rows.listening.link_token, secrets),
    }
    # The gathering that waits for its reveal, unless it is about what lies on the table; the check that is open.
    on_table = "weaving/" in route or "listening/" in route
    closed_check = "reasons/" in route or "replies/" in route
    reads_voice = "through/" in route or "aside/" in route
    round_of = round_in(route)
    number = (
        (lambda place: place.woven.listening.number) if "listening/" in route else lambda place: place.version.number
    )
    # What is put back was taken out before.
    gone = route.endswith("/back/")
    if "/theory/" in route:
        round_of = belief_round_in(route)
    known = decided_values(route, world)
    known |= (
        piloted_values(route, world) if "pilots/" in route or "open-classrooms/" in route or "cards/" in route else {}
    )
    return {
        "goal_number": theory(lambda rows: rows.goal.number),
        "problem_number": theory(lambda rows: rows.problem.number),
        "evidence_id": theory(lambda rows: rows.evidence.pk),
        "theory_number": theory(
            lambda rows: (rows.away if gone and named_parts(route)[-1] == "theory_number" else rows.theory).number
        ),
        "statement_number": theory(lambda rows: (rows.gone_statement if gone else rows.statement).number),
        "source_number": theory(lambda rows: (rows.gone_arrow if gone else rows.arrow).source.number),
        "target_number": theory(lambda rows: (rows.gone_arrow if gone else rows.arrow).target.number),
        "spot": theory(lambda rows: str(rows.statement.number), {"missing": "999-998", "huge": "9" * 40} | malformed),
        "version_number": theory(lambda rows: rows.version.number),
        "team_slug": of(lambda place: place.team.slug, slugs),
        "school_slug": outer(lambda school: school.slug, slugs),
        "district_slug": outer(lambda school: school.district.slug, slugs),
        "text_id": of(lambda place: place.text.pk, uuids),
        "number": of(number, numbers),
        "gathering_number": woven(lambda rows: (rows.table if on_table else rows.closed).number, numbers),
        "voice_id": woven(lambda rows: (rows.waiting if reads_voice else rows.noted).pk, uuids),
        "handle": woven(lambda rows: f"vision-{rows.source.pk}", {"missing": f"vision-{uuids['missing']}"} | malformed),
        "phrase_id": woven(lambda rows: rows.spare.pk, uuids),
        "theme_id": woven(lambda rows: rows.theme.pk, numbers),
        "passage_id": woven(lambda rows: rows.passage.pk, numbers),
        "weave_id": woven(lambda rows: rows.weave.pk, numbers),
        "comment_id": of(lambda place: (place.theorised if "/theory/" in route else place.woven).comment.pk, numbers),
        "suggestion_id": woven(lambda rows: rows.suggestion.pk, numbers),
        "round_number": of(lambda place: round_of(place).number, numbers),
        "condition": same("administration" if "level/" in route or "reveal/" in route else "vision", slugs),
        "guide_key": (here if route.startswith("guides/") else same)("vision", slugs),
        "stage_key": (here if route.startswith("guides/") else same)("why", slugs),
        "protocol_key": here("chalk-talk", slugs),
        "question_key": same("why-recall", slugs),
        "kind": same("challenge", slugs),
        "note_id": asked(lambda rows: rows.notes["challenge"].pk, numbers),
        "challenge_id": asked(lambda rows: rows.notes["challenge"].pk, numbers),
        "burning_question_id": asked(lambda rows: rows.notes["burning-question"].pk, numbers),
        "task_id": asked(lambda rows: rows.task.pk, numbers | malformed),  # else a stage of a guide could be meant
        "time_id": asked(lambda rows: rows.time.pk, numbers),
        "dissent_id": asked(lambda rows: rows.dissent.pk, numbers),
        "sign": same("hours", {"missing": "no-such-sign"} | malformed),
        "check_number": woven(lambda rows: (rows.closed_check if closed_check else rows.open_check).number, numbers),
        "answer_id": woven(lambda rows: rows.answer.pk, uuids),
        "reply_id": woven(lambda rows: rows.reply.pk, numbers),
        "use_id": woven(lambda rows: rows.use.pk, numbers),
        "telling_id": woven(lambda rows: rows.telling.pk, numbers),
        "question": same("talent", {"missing": "no-such-question"} | malformed),
        "print_id": of(lambda place: place.plan_print.pk, numbers),
        "agreement_id": of(lambda place: place.agreement.pk, numbers),
        "invitation_id": of(lambda place: place.invitation.pk, numbers),
        "membership_id": of(lambda place: place.membership.pk, numbers),
        "request_id": of(lambda place: place.join_request.pk, numbers),
        "school_id": outer(lambda school: school.pk, numbers),
        "team_id": {name: places[name].team.pk for name in ("own", "foreign")} | numbers,
        "staff_id": outer(lambda school: school.staff_members.order_by("pk").first().pk, numbers),
        "member_id": outer(lambda school: school.district.district_members.order_by("-pk").first().pk, numbers),
        "token": next((get() for prefix, get in tokens.items() if route.startswith(prefix)), {}),
    } | known


def pilot_in(route):
    """Which pilot a route is about: one where what it does can be done."""
    tail = route.partition("pilot_number>/")[2]
    if tail.startswith(("removal/", "invite/")):
        return lambda rows: rows.planned
    if tail.startswith(("invitation/", "join/", "begin/")):
        return lambda rows: rows.inviting
    if tail.startswith("card/"):
        return lambda rows: rows.closed["school"]
    if tail.endswith(("cycles/new/", "/again/")):
        return lambda rows: rows.between
    if tail.startswith("cycles/") and cycle_in(tail)[0] == "drafted":
        return lambda rows: rows.drafting
    return lambda rows: rows.running


def cycle_in(tail):
    """Which cycle, and which of its predictions."""
    if tail.endswith("/again/"):
        return "ended", "prediction"
    planning = tail.endswith(("/plan/", "/begin/", "/removal/", "predictions/new/", "prediction_id>/"))
    return ("drafted", "drafted_prediction") if planning and "/tasks/" not in tail else ("cycle", "prediction")


def piloted_values(route, world):
    """What stands for the parts of addresses about pilots, cards and open classrooms."""
    numbers = {"missing": 2_000_000_000, "huge": BIG, "malformed": "x1"}
    slugs = {"missing": "no-such-thing", "malformed": "no such thing!"}
    cycle, prediction = cycle_in(route)
    over = route.endswith(("/debrief/", "/saw/"))
    # Another team's card, that the school may read.
    elsewhere = {"own": ("sibling", "school"), "sibling": ("own", "school"), "foreign": ("own", "public")}

    def of(get, others=numbers, places=tuple(world.places)):
        return {name: get(world.places[name].piloted) for name in places} | others

    def card(name):
        other, reach = elsewhere[name] if "replication/" in route else (name, "school")
        return world.places[other].piloted.cards[reach].pk

    # A new note is of a kind that everybody may write.
    return {
        "pilot_number": of(lambda rows: pilot_in(route)(rows).number),
        "note_id": of(lambda rows: rows.notes["shift" if "sorting" in route else "question"].pk),
        "kind": dict.fromkeys(world.places, "question") | slugs,
        "challenge_id": of(lambda rows: rows.notes["challenge"].pk),
        "cycle_number": of(lambda rows: getattr(rows, cycle).number),
        "prediction_id": of(lambda rows: getattr(rows, prediction).pk),
        "task_id": of(lambda rows: rows.task.pk),
        "measure_number": of(lambda rows: rows.measure.number),
        "observation_id": of(lambda rows: (rows.struck if "put-back" in route else rows.observation).pk),
        "rebase_id": of(lambda rows: rows.rebase.pk),
        "poll_number": of(lambda rows: rows.poll.number),
        "card_id": {name: card(name) for name in world.places} | numbers,
        "open_classroom_id": of(lambda rows: (rows.over if over else rows.coming).pk, numbers, ("own", "foreign")),
    }


def decision_in(route):
    """Which decision a route is about: one where what it does can be done."""
    tail = route.partition("decision_number>/")[2]
    if tail.startswith(("edit/", "opening/", "removal/")):
        return lambda rows: rows.draft
    if tail.startswith(("dropping/", "input/", "proposal/turning/", "stance/")):
        return lambda rows: rows.asked
    if tail.startswith(("explanation/", "outcome/review/", "outcome/anew/")):
        return lambda rows: rows.decided
    return lambda rows: rows.ready if tail == "outcome/" else rows.turned


def decided_values(route, world):
    """What stands for the parts of addresses about decisions, initiatives, outside goals, the thread and the plan."""
    numbers = {"missing": 2_000_000_000, "huge": BIG, "malformed": "x1"}
    malformed = {"malformed": "no such thing!"}
    keys = {"missing": 2_000_000_000, "huge": "9" * 40} | malformed

    def of(get, others=numbers):
        return {name: get(place.decided) for name, place in world.places.items()} | others

    def of_place(get, others=keys):
        return {name: get(place) for name, place in world.places.items()} | others

    closing = route.endswith(("/adoption/", "/taking-back/", "/dissent/", "/dissent/removal/"))
    found = {
        "decision_number": of(lambda rows: decision_in(route)(rows).number),
        "input_id": of(lambda rows: rows.brought.pk),
        "proposal_number": of(lambda rows: 1),
        "objection_id": of(lambda rows: rows.objection.pk),
        "initiative_number": of(lambda rows: (rows.spare if "removal/" in route else rows.initiative).number),
        "framework_id": of(lambda rows: rows.framework.pk),
        "article_id": of(lambda rows: (rows.free if route.endswith("goals/") else rows.article).pk),
        "crossing_id": of(lambda rows: rows.crossing.pk),
        "edition_number": of(lambda rows: (rows.edition if closing else rows.adopted).number),
        "strand_key": of(
            lambda rows: rows.strand, {"missing": "work-2000000000", "huge": f"work-{'9' * 40}"} | malformed
        ),
        "sentence_key": of_place(lambda place: place.woven.passage.pk),
        "ref": of_place(lambda place: place.theorised.goal.number),
        "paper": of(lambda rows: "one-page", {"missing": "no-such-paper"} | malformed),
    }
    if "/thread/" in route:
        found["kind"] = of(lambda rows: "goal", {"missing": "no-such-kind", "huge": "x" * 99} | malformed)
    return found


def round_in(route):
    """Which round a route is about: one of drafting, one of self-assessment that is over, or the one that is open."""
    if "/vision/rounds/" in route:
        return lambda place: place.woven.round
    if "result/" in route or "consensus/" in route:
        return lambda place: place.asked.closed
    return lambda place: place.asked.open


def belief_round_in(route):
    """The round that is open, or for its own page the one that tells what was said with names."""
    if named_parts(route)[-1] == "round_number" and route.endswith("_number>/"):
        return lambda place: place.theorised.revealed
    return lambda place: place.theorised.open


def addresses(route, world):
    """(place, path) for each set of objects this route can be asked about."""
    names = list(named_parts(route))
    if not names:
        return [("own", route)]
    known = values(route, world)
    parts = {name: known[name] for name in names}
    common = sorted(set.intersection(*(set(options) for options in parts.values())))
    found = [(place, fill(route, {name: options[place] for name, options in parts.items()})) for place in common]
    if len(names) > 1:
        # Under our own team: the last part is somebody else's row, or none.
        own, last = {name: parts[name]["own"] for name in names}, names[-1]
        for place in sorted(set(parts[last]) - {"own"}):
            if parts[last][place] == own[last]:
                continue  # numbered within the team: the same number is our own row
            label = "malformed" if place == "malformed" else f"own with {place} row"
            found.append((label, fill(route, own | {last: parts[last][place]})))
    return found


def named_parts(route):
    """The named parts of a route, in order."""
    return [part.partition(">")[0].rpartition(":")[2] for part in route.split("<")[1:]]


def fill(route, chosen):
    head, *rest = route.split("<")
    out = [head]
    for part in rest:
        name, _, tail = part.partition(">")
        out += [str(chosen[name.rpartition(":")[2]]), tail]
    return "".join(out)


def send(cell, client):
    headers = {"HX-Request": "true"} if cell.htmx else {}
    options = {"headers": headers}
    if cell.verb in {"POST", "PUT", "PATCH", "DELETE"} and cell.data is not None:
        options["data"] = cell.data
        if cell.content_type:
            options["content_type"] = cell.content_type
    return getattr(client, cell.verb.lower())("/" + cell.path.replace(" ", "%20"), **options)


def send_safely(cell, client, *, undo):
    """Send in a savepoint: undone on demand, and after an error, since that leaves the transaction unusable."""
    point = transaction.savepoint_create()
    response = send(cell, client)
    if undo or response.status_code == 500:
        transaction.savepoint_rollback(point)
    else:
        transaction.savepoint_commit(point)
    return response


def status(response):
    """The status, with the move to the sign-in page told apart from other moves, with htmx or without."""
    target = response.get("HX-Redirect") or (response.get("Location") if response.status_code == 302 else None)
    if target is None:
        return response.status_code
    return LOGIN if target.startswith("/accounts/login/") else 302

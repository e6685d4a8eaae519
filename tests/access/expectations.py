"""The words the matrix is written in: who stands where, what a rule expects of each, how a row is put.

Knows kinds of people and kinds of things; knows no route.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .world import ANONYMOUS, ROLES

LOGIN = "302 to sign-in"
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = {"GET", "HEAD", "OPTIONS"}

# What is true of each kind of person at each place. Every kind is named at every place, or the suite fails.
# Team B has asked the school's staff into its work on the vision: they are its guests. Teams A and C have not.
# Team A has invited them to its pilots: they are asked, and one has joined. "comes": may visit an open classroom.
NOTHING: frozenset = frozenset()
FACTS = {
    "own": {
        "anonymous": NOTHING,
        "unverified": NOTHING,
        "outsider": NOTHING,
        "colleague": {"staff", "joined", "visitor"},
        "sibling_member": {"staff", "asked", "comes"},
        "foreign_facilitator": NOTHING,
        "ex_member": {"staff", "asked", "comes"},
        "observer": {"staff", "observer", "comes"},
        "member": {"staff", "member", "joined", "host"},
        "facilitator": {"staff", "facilitator", "comes"},
        "school_facilitator": {"staff", "runs school", "asked", "comes"},
        "district_facilitator": {"runs district"},
        "site_staff": NOTHING,
    },
    "sibling": {
        "anonymous": NOTHING,
        "unverified": NOTHING,
        "outsider": NOTHING,
        "colleague": {"staff", "guest"},
        "sibling_member": {"staff", "member", "joined"},
        "foreign_facilitator": NOTHING,
        "ex_member": {"staff", "guest"},
        "observer": {"staff", "guest"},
        "member": {"staff", "guest"},
        "facilitator": {"staff", "guest"},
        "school_facilitator": {"staff", "runs school", "guest"},
        "district_facilitator": {"runs district"},
        "site_staff": NOTHING,
    },
    "foreign": {role: NOTHING for role in ROLES}
    | {"foreign_facilitator": {"staff", "facilitator", "runs school", "runs district", "joined", "host"}},
}


@dataclass(frozen=True)
class Who:
    """A rule about places: `may` passes, somebody who only `sees` the place is refused, for others it is not there.

    `but` are refused whatever else they are.
    """

    sees: frozenset
    may: frozenset
    but: frozenset = NOTHING

    def expects(self, role, place, ok, absent=404):
        if role == ANONYMOUS:
            return LOGIN
        inside = place.partition(" ")[0] if place.startswith("own ") else place
        facts = FACTS.get(inside, {}).get(role, NOTHING)
        if not facts & self.sees:
            return 404
        if not facts & self.may or facts & self.but:
            return 403
        # The right team with somebody else's row, or with none at all.
        return absent if inside != place else ok


@dataclass(frozen=True)
class SignedIn:
    """About the person alone, or about a secret address: everybody signed in passes."""

    def expects(self, role, place, ok, absent=404):
        if role == ANONYMOUS:
            return LOGIN
        return ok if place in FACTS else 404


@dataclass(frozen=True)
class Everybody:
    """Open to the world."""

    def expects(self, role, place, ok, absent=404):
        return ok if place in FACTS else 404


@dataclass(frozen=True)
class Named:
    """Kinds of people listed by hand, where the rule is about the person and not about a place. The rest get `rest`."""

    statuses: dict
    rest: int | str = 404
    anonymous: int | str = LOGIN

    def expects(self, role, place, ok, absent=404):
        if role == ANONYMOUS:
            return self.anonymous
        if place not in FACTS:
            return 404
        return self.statuses.get((role, place), self.statuses.get(role, self.rest))


@dataclass(frozen=True)
class Unless:
    """`rule` first. Of those it lets through, whoever stands in `statuses` gets that (None: what the verb gives), the others `rest`."""

    rule: object
    statuses: dict
    rest: int | None = None

    def expects(self, role, place, ok, absent=404):
        wanted = self.rule.expects(role, place, ok, absent)
        if wanted != ok or place not in FACTS:
            return wanted
        return self.statuses.get((role, place), self.rest) or ok


def who(*may, sees=(), but=()):
    return Who(frozenset(sees) | frozenset(may), frozenset(may), frozenset(but))


ON_TEAM = ("observer", "member", "facilitator")
team_people = who(*ON_TEAM)
team_writers = who("member", "facilitator", sees=ON_TEAM)
team_runners = who("facilitator", sees=ON_TEAM)
# The work on the vision: guests read, bring and lay what is theirs, and react while a round asks them to.
vision_people = who(*ON_TEAM, "guest")
vision_writers = who("member", "facilitator", sees=(*ON_TEAM, "guest"))
vision_runners = who("facilitator", sees=(*ON_TEAM, "guest"))
contributors = who("member", "facilitator", "guest", sees=ON_TEAM)
school_staff = who("staff")
school_runners = who("runs school", sees=("staff",))
district_people = who("staff", "runs district")
district_runners = who("runs district", sees=("staff",))
signed_in = SignedIn()
everybody = Everybody()


# Those who wrote team A's, B's and C's rows; of the third only the other one is a kind of person here.
AUTHORS = dict.fromkeys((("member", "own"), ("sibling_member", "sibling")))


def authors(rule):
    """Its author alone, and only as long as `rule` lets them."""
    return Unless(rule, AUTHORS, rest=404)


@dataclass(frozen=True)
class Verb:
    """One verb of one route: who may, what they get, and what to send so that it would truly work."""

    who: object
    ok: int = 200
    data: Callable = field(default=lambda world, place, role: {})
    wrong: int | None = None  # what an allowed person gets for an empty form
    content_type: str | None = None
    htmx_ok: int | None = None  # where a part answers instead of the page
    absent: int = 404  # what an allowed person gets where the row is not there, or is somebody else's
    reveals: frozenset | set = NOTHING  # words that whoever holds the secret address may read


def page(who, ok=200, **more):
    """A page to read."""
    verb = Verb(who, ok, **more)
    return {"GET": verb, "HEAD": verb}


def fixed(**data):
    return lambda world, place, role: data


def act(who, ok=302, data=None, wrong=None, **more):
    """A button: POST alone."""
    return {"POST": Verb(who, ok, data or fixed(), wrong, **more)}


def form(who, data, ok=302, wrong=422):
    """A page with a form: read it, send it, send it empty."""
    return page(who) | act(who, ok, data, wrong)

"""The declared matrix: every route of ours, each verb it answers, who may and what they get.

A new address fails the suite until it stands here; an address that is gone fails it until the row is removed.
Verbs that are not named must be refused.
"""

import pycrdt
from django.utils import timezone

from visioning.live import protocol

from .conditions_matrix import CONDITIONS_WORK
from .decision_matrix import DECISION_WORK
from .expectations import (
    Named,
    act,
    district_people,
    district_runners,
    everybody,
    fixed,
    form,
    page,
    school_runners,
    school_staff,
    signed_in,
    team_people,
    team_runners,
    team_writers,
    vision_people,
    vision_runners,
    vision_writers,
)
from .pilot_matrix import PILOT_WORK
from .plan_matrix import PLAN_WORK
from .theory_matrix import THEORY_WORK
from .weave_matrix import WEAVE

CARDS = {"card-a", "card-b", "card-c", "school-1", "school-2"}
SCHOOLS = {"school-1", "school-2", "district-1", "district-2"}


def own_address(world, place, role):
    """The form that deletes an account wants the person's own address."""
    return {"email": world.people[role].email if role in world.people else ""}


def a_colleague(world, place, role):
    """Somebody on the staff, by address."""
    known = world.places.get(place, world.places["own"])
    return {"email": known.newcomer, "role": "staff"}


def the_other_school(world, place, role):
    """Bring the school of the other district into this one."""
    other = {"own": "foreign"}.get(place, "own")
    return {"school": world.places[other].team.school.pk}


def adoption(world, place, role):
    """The team's writer took part, today."""
    known = world.places.get(place, world.places["own"])
    return {"day": str(timezone.localdate()), "people": [known.membership.person_id]}


def new_words(world, place, role):
    """One paragraph from a hand nobody has used, as the browser sends it where sockets are blocked."""
    doc = pycrdt.Doc()
    doc.get("content", type=pycrdt.XmlFragment).children.append(pycrdt.XmlElement("paragraph"))
    return protocol.join([protocol.STEP1_OF_NOTHING, protocol.sync_message(protocol.UPDATE, doc.get_update())])


SITE = {
    # What others learned from a card of ours says where they are.
    "": page(everybody, reveals={"card-a", "card-b", "card-c"}),
    "healthz": page(everybody),
    "privacy/": page(everybody),
    "accessibility/": page(everybody),
    "help/": page(everybody),
    # Not there at all outside demo mode, whoever asks.
    "demo/enter/": act(everybody, ok=404, data=fixed(person="somebody@demo.example")),
}

ME = {
    "me/": form(signed_in, fixed(name="A new name", positions=["teacher"], strengths="")),
    "me/export/": page(signed_in),
    # Whoever alone runs a team, school or district with others in it must hand it over first.
    "me/delete/": page(signed_in)
    | act(
        Named(
            dict.fromkeys(("facilitator", "foreign_facilitator", "school_facilitator", "district_facilitator"), 422),
            rest=302,
        ),
        data=own_address,
        wrong=422,
    ),
    # Team A's invitation went to an address nobody has confirmed, team B's to the outsider.
    "me/invitations/<int:invitation_id>/": act(Named({("outsider", "sibling"): 302})),
}

JOINING = {
    "invitations/<str:token>/": page(Named({("outsider", "sibling"): 200}, rest=403))
    | act(Named({("outsider", "sibling"): 302}, rest=403)),
    "join/<str:token>/": page(signed_in, reveals=CARDS) | act(signed_in, reveals=CARDS),
    "join/school/<str:token>/": page(signed_in, reveals=SCHOOLS) | act(signed_in, reveals=SCHOOLS),
    # Only whoever runs a school outside the district can bring one in.
    "join/district/<str:token>/": page(signed_in, reveals=SCHOOLS)
    | act(
        Named({("foreign_facilitator", "own"): 302, ("school_facilitator", "foreign"): 302}),
        data=the_other_school,
        reveals=SCHOOLS,
    ),
}

DISTRICTS = {
    "districts/new/": form(signed_in, fixed(name="Valley District")),
    "districts/<slug:district_slug>/": page(district_people),
    "districts/<slug:district_slug>/edit/": form(district_runners, fixed(name="Valley District")),
    "districts/<slug:district_slug>/link/": act(district_runners, data=fixed(to="open")),
    "districts/<slug:district_slug>/members/": act(district_runners, data=a_colleague, wrong=422),
    "districts/<slug:district_slug>/members/<int:member_id>/": act(district_runners, data=fixed(role="facilitator")),
    "districts/<slug:district_slug>/schools/<int:school_id>/removal/": act(district_runners),
}

SCHOOLS_ROWS = {
    "schools/new/": form(signed_in, fixed(name="Valley School")),
    "schools/<slug:school_slug>/": page(school_staff),
    "schools/<slug:school_slug>/edit/": form(school_runners, fixed(name="Valley School")),
    "schools/<slug:school_slug>/link/": act(school_runners, data=fixed(to="open")),
    "schools/<slug:school_slug>/leaving/": page(school_staff) | act(school_staff),
    "schools/<slug:school_slug>/staff/<int:staff_id>/": page(school_runners)
    | act(school_runners, data=fixed(role="facilitator")),
    "schools/<slug:school_slug>/teams/new/": form(school_staff, fixed(name="Valley team")),
    "schools/<slug:school_slug>/teams/<int:team_id>/request/": act(school_staff, data=fixed(note="May I?")),
}

TEAMS = {
    "teams/<slug:team_slug>/": page(team_people),
    "teams/<slug:team_slug>/edit/": form(team_runners, fixed(name="Valley team")),
    "teams/<slug:team_slug>/leaving/": page(team_people) | act(team_people),
    "teams/<slug:team_slug>/people/": page(team_people),
    "teams/<slug:team_slug>/people/link/": act(team_runners, data=fixed(to="open")),
    "teams/<slug:team_slug>/people/<int:membership_id>/": page(team_runners)
    | act(team_runners, data=fixed(role="observer")),
    "teams/<slug:team_slug>/people/requests/<int:request_id>/": act(team_runners, data=fixed(answer="yes")),
    "teams/<slug:team_slug>/people/invitations/": act(
        team_runners, data=fixed(addresses="somebody.new@school.example", role="member"), wrong=422
    ),
    "teams/<slug:team_slug>/people/invitations/<int:invitation_id>/resend/": act(team_runners),
    "teams/<slug:team_slug>/people/invitations/<int:invitation_id>/removal/": act(team_runners),
    "teams/<slug:team_slug>/agreements/": act(team_writers, data=fixed(text="We start on time."), wrong=422),
    "teams/<slug:team_slug>/agreements/<int:agreement_id>/": form(team_writers, fixed(text="We end on time.")),
    "teams/<slug:team_slug>/agreements/<int:agreement_id>/place/": act(team_writers, data=fixed(to="down")),
    "teams/<slug:team_slug>/agreements/<int:agreement_id>/removal/": act(team_writers),
}

VISION = {
    "teams/<slug:team_slug>/vision/": page(vision_people),
    "teams/<slug:team_slug>/vision/start/": act(vision_writers),
    "teams/<slug:team_slug>/vision/visit/": act(vision_people, htmx_ok=204),
    "teams/<slug:team_slug>/vision/versions/": page(vision_people),
    "teams/<slug:team_slug>/vision/versions/keep/": act(vision_writers, data=fixed(name="Before the holidays")),
    "teams/<slug:team_slug>/vision/versions/compare/": page(vision_people),
    "teams/<slug:team_slug>/vision/versions/<int:number>/": page(vision_people),
    "teams/<slug:team_slug>/vision/versions/<int:number>/name/": page(vision_writers)
    | act(vision_writers, data=fixed(name="Before the holidays")),
    "teams/<slug:team_slug>/vision/versions/<int:number>/restore/": page(vision_writers) | act(vision_writers),
    "teams/<slug:team_slug>/vision/versions/<int:number>/adoption/": form(vision_runners, adoption),
}

TEXTS = {
    # An observer may ask for the words, and is refused with words of their own.
    "texts/<uuid:text_id>/exchange/": act(vision_writers, 200, new_words, content_type="application/octet-stream"),
    "texts/<uuid:text_id>/authors/": page(vision_people),
}

OUTSIDE = SITE | ME | JOINING | DISTRICTS | SCHOOLS_ROWS
MATRIX = OUTSIDE | TEAMS | VISION | TEXTS | WEAVE | CONDITIONS_WORK | THEORY_WORK | PILOT_WORK
MATRIX |= DECISION_WORK | PLAN_WORK

"""Whose words each kind of person may ever be shown, on any page, in any mail, file or frame."""

from .world import ROLES

# A school's staff may know who works there and which teams there are (their names and purposes: the card).
SCHOOL_1_STAFF = (
    "colleague",
    "sibling_member",
    "sibling_facilitator",
    "sibling_asker",
    "ex_member",
    "observer",
    "member",
    "facilitator",
    "school_facilitator",
)
SCHOOL_2_STAFF = ("foreign_facilitator", "foreign_member", "foreign_asker")
DISTRICT_1 = ("district_facilitator", "district_clerk")
DISTRICT_2 = ("foreign_facilitator", "foreign_clerk")
TEAM_A = ("facilitator", "member", "observer")


def names(roles):
    return {f"name-{role}" for role in roles}


def strengths(roles):
    return {f"strengths-{role}" for role in roles}


SCHOOL_1 = {"school-1", "district-1", "card-a", "card-b"} | names(SCHOOL_1_STAFF) | names(DISTRICT_1)
SCHOOL_2 = {"school-2", "district-2", "card-c"} | names(SCHOOL_2_STAFF) | names(DISTRICT_2)
# What a team keeps to itself; those who left wrote words that stay, under their name while they have an account.
INSIDE_A = {"team-a", "text-a", "hand-a1", "hand-a2"} | SCHOOL_1 | strengths(TEAM_A)
# Whoever runs a team sees the addresses they invited and what people wrote who asked; nobody else's address.
RUNNING_A = INSIDE_A | {"note-a", "email-unverified"}
INSIDE_B = {"team-b", "text-b", "hand-b1"} | SCHOOL_1 | strengths(("sibling_member", "sibling_facilitator"))
RUNNING_C = (
    {"team-c", "text-c", "hand-c1", "note-c", "invited-c"}
    | SCHOOL_2
    | strengths(("foreign_facilitator", "foreign_member"))
)

SIGHT = {
    "anonymous": set(),
    # An address that nobody has confirmed is no proof: the invitation to it stays shut.
    "unverified": set(),
    # Invited to team B: learns where to, and by whom.
    "outsider": {"card-b", "school-1", "name-sibling_facilitator"},
    "colleague": SCHOOL_1 | {"note-a"},
    "sibling_member": INSIDE_B,
    "foreign_facilitator": RUNNING_C,
    "ex_member": SCHOOL_1 | {"hand-a2"},  # their own words, in the file of what is theirs
    "observer": INSIDE_A,
    "member": INSIDE_A,
    "facilitator": RUNNING_A,
    "school_facilitator": SCHOOL_1,
    "district_facilitator": {"district-1", "school-1"} | names(DISTRICT_1),
    "site_staff": set(),
}

# An invitation tells where to and by whom, whoever gets it; and nothing of another team.
INVITATIONS = (
    {"card-a", "school-1", "name-facilitator", "email-unverified"},
    {"card-b", "school-1", "name-sibling_facilitator"},
    {"card-c", "school-2", "name-foreign_facilitator", "invited-c"},
)


def may_see(role):
    """The owners whose words this person may meet; one's own name and address are always among them."""
    own = {f"name-{role}", f"email-{role}", f"strengths-{role}"}
    return SIGHT.get(role, set()) | own


assert set(ROLES) <= set(SIGHT)

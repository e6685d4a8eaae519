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


def learned(letters, reaches):
    """Learning cards, and the charts on them."""
    return {f"learned-{reach}-{letter}" for letter in letters for reach in reaches} | {
        f"chart-{one}" for one in letters
    }


# Cards that every school here may read, and what was said of them elsewhere.
EVERYWHERE = learned("abc", ("public",)) | {"tried-c"}
NEAR = ("school", "district")
SCHOOL_1 = {"school-1", "district-1", "card-a", "card-b"} | names(SCHOOL_1_STAFF) | names(DISTRICT_1)
SCHOOL_1 |= EVERYWHERE | learned("ab", NEAR) | {"tried-a", "tried-b", "door-school-1", "invitation-a"}
# What teams asked their staff to decide with them, and the question that the adopted vision asks of every idea.
SCHOOL_1 |= {f"{what}-{letter}" for what in ("decided", "heard", "filter") for letter in "ab"}
SCHOOL_2 = {"school-2", "district-2", "card-c"} | names(SCHOOL_2_STAFF) | names(DISTRICT_2)
SCHOOL_2 |= EVERYWHERE | learned("c", NEAR) | {"door-school-2", "decided-c", "heard-c", "filter-c"}


def vision_of(letter):
    """What whoever a team asks reads, guests too: the text, what was brought and said, and the rounds that ask them."""
    return {f"text-{letter}", f"vision-{letter}", f"hand-{letter}1", f"round-{letter}"}


# What is the team's alone: guests of its vision have no place there.
INNER = (
    "team",
    "inner",
    "listening",
    "asked",
    "theory",
    "planned",
    "invitation",
    "pilot",
    "poll",
    "tested",
    "learned-team",
    "undecided",
    "deciding",
    "stance",
    "initiative",
    "framework",
    "strand",
    "sheet",
    "edition",
    "differing",
)


def team_of(letter):
    """What a team keeps to itself beside its vision."""
    return vision_of(letter) | {f"{what}-{letter}" for what in INNER}


# What a team keeps to itself; those who left wrote words that stay, under their name while they have an account.
INSIDE_A = team_of("a") | {"hand-a2"} | SCHOOL_1 | strengths(TEAM_A)
# Voices that nobody has read yet are for those who take part; observers wait with everybody else.
WRITING_A = INSIDE_A | {"waiting-a"}
# Whoever runs a team sees the addresses they invited and what people wrote who asked; nobody else's address.
RUNNING_A = WRITING_A | {"note-a", "email-unverified", "closing-a"}
# Takes part in team A's pilots and visits its classroom, and is not on the team.
JOINED_A = {"pilot-a", "poll-a", "tested-a", "learned-team-a", "saw-a"}
GUEST_OF_B = vision_of("b") | SCHOOL_1
INSIDE_B = team_of("b") | {"waiting-b"} | SCHOOL_1 | strengths(("sibling_member", "sibling_facilitator"))
RUNNING_C = (
    team_of("c")
    | {"waiting-c", "note-c", "invited-c", "closing-c", "saw-c"}
    | SCHOOL_2
    | strengths(("foreign_facilitator", "foreign_member"))
)

SIGHT = {
    "anonymous": set(),
    # An address that nobody has confirmed is no proof: the invitation to it stays shut.
    "unverified": set(),
    # Invited to team B: learns where to, and by whom.
    "outsider": {"card-b", "school-1", "name-sibling_facilitator"},
    "colleague": GUEST_OF_B | {"note-a"} | JOINED_A,
    "sibling_member": INSIDE_B | {"saw-b"},
    "foreign_facilitator": RUNNING_C,
    "ex_member": GUEST_OF_B | {"hand-a2"},  # their own words, in the file of what is theirs
    "observer": INSIDE_A | GUEST_OF_B,
    "member": WRITING_A | GUEST_OF_B | {"saw-a"},
    "facilitator": RUNNING_A | GUEST_OF_B,
    "school_facilitator": GUEST_OF_B,
    "district_facilitator": {"district-1", "school-1"} | names(DISTRICT_1),
    "site_staff": set(),
    # Nobody signs in as these; letters about rounds go to them.
    "sibling_facilitator": INSIDE_B,
    "sibling_asker": GUEST_OF_B,
    "foreign_member": RUNNING_C,
    "foreign_asker": SCHOOL_2,
}

# An invitation tells where to and by whom, whoever gets it; and nothing of another team.
INVITATIONS = (
    {"card-a", "school-1", "name-facilitator", "email-unverified"},
    {"card-b", "school-1", "name-sibling_facilitator"},
    {"card-c", "school-2", "name-foreign_facilitator", "invited-c"},
)


def may_see(role):
    """The owners whose words this person may meet; one's own name, address and private words are always among them."""
    own = {f"{kind}-{role}" for kind in ("name", "email", "strengths", "private", "draft")}
    return SIGHT.get(role, set()) | own


assert set(ROLES) <= set(SIGHT)

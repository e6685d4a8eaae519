"""Who may do what, as plain facts about a membership or a staff row. No requests, no queries."""

from .models import Role, StaffRole


def may_take_part(membership):
    """Write together, answer, comment: everybody on the team but observers."""
    return membership.role in {Role.FACILITATOR, Role.MEMBER}


def may_run_team(membership):
    """Let people in, change roles, open and close the joining link."""
    return membership.role == Role.FACILITATOR


def may_run_school(staff_member):
    return staff_member.role == StaffRole.FACILITATOR


def may_run_district(district_member):
    return district_member is not None and district_member.role == StaffRole.FACILITATOR


def may_write_agreements(membership):
    """Norms belong to those who work by them: everybody who takes part."""
    return may_take_part(membership)


# --- The seven conditions. A place is a Membership, or a `leadership.invited.Invited` at a round. ------------------


def may_run_assessment(place):
    """Open, remind about and close a round; show the district what came of it."""
    return may_run_team(place)


def may_answer_round(place):
    """Say how things stand: everybody who takes part, and colleagues whom the round asks."""
    return may_take_part(place) or place.role == "invited"


def may_read_result(place):
    """Whoever was asked may see what came of it; observers may as well."""
    return place is not None


def may_read_consensus(place):
    """The team's own talk about a result: its people, observers too. Colleagues who were asked read the result."""
    return place.role != "invited"


def may_settle(place):
    """Put a level, and settle on one together."""
    return may_take_part(place)


def may_work_on_conditions(place):
    """Note tasks, questions, challenges and the order; decide together."""
    return may_take_part(place)


def may_mend_note(place, note):
    """Whoever noted it mends it or takes it away, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and note.noted_by_id == place.person_id)


def can_be_asked(team):
    """The open call stands, and this person is neither on the team nor waiting (see `Team.as_seen_by`)."""
    return team.open_call and not team.joined and not team.asked


def may_shape_plan(place):
    """Choose what the plan shows and what stays in the house, write the note in front, take files along."""
    return may_take_part(place)


def may_run_plan(place):
    """Put an edition before the team, note that it was adopted, switch the public link."""
    return may_run_team(place)


def may_take_archive(place):
    """Take everything of the team along as a file: everybody who takes part. Observers look on."""
    return may_take_part(place)

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


def can_be_asked(team):
    """The open call stands, and this person is neither on the team nor waiting (see `Team.as_seen_by`)."""
    return team.open_call and not team.joined and not team.asked

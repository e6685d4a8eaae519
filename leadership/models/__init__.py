"""All rows of the base app, by noun."""

from .invitations import Invitation
from .people import Person, Position
from .schools import District, DistrictMember, School, StaffMember, StaffRole
from .teams import Agreement, JoinedBy, JoinRequest, Membership, Role, Team

__all__ = [
    "Agreement",
    "District",
    "DistrictMember",
    "Invitation",
    "JoinRequest",
    "JoinedBy",
    "Membership",
    "Person",
    "Position",
    "Role",
    "School",
    "StaffMember",
    "StaffRole",
    "Team",
]

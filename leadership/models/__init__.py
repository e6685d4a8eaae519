"""All rows of the base app, by noun."""

from .agreements import Agreement, TooMany
from .invitations import Invitation
from .people import Person, Position
from .places import LastFacilitator
from .plans import PlanPrint
from .schools import District, DistrictMember, School, StaffMember, StaffRole
from .teams import JoinedBy, JoinRequest, Membership, Role, Team

__all__ = [
    "Agreement",
    "District",
    "DistrictMember",
    "Invitation",
    "JoinRequest",
    "JoinedBy",
    "LastFacilitator",
    "Membership",
    "Person",
    "PlanPrint",
    "Position",
    "Role",
    "School",
    "StaffMember",
    "StaffRole",
    "Team",
    "TooMany",
]

"""All rows of the base app, by noun."""

from .agreements import Agreement, TooMany
from .assessment_answers import AssessmentAnswer, AssessmentTurn
from .assessments import AnsweredAlready, AssessmentRound, RoundClosed, RoundOpen, TooFew
from .audiences import (
    FORMAL_LEADERS,
    Audience,
    Naming,
    is_formal_leader,
    people_asked,
    people_hidden_among_others,
)
from .condition_order import RankedCondition, ReservedTime, Rhythm
from .consensus import BlindLevel, Changed, Consensus, ConsensusDissent, NotNow
from .deciding import DecidedBy
from .groundwork import Challenge, ChallengeKind, LearningNeed, Shift, ShiftWho, StopDoing
from .heard import LastHere, MailSent
from .invitations import Invitation
from .people import Person, Position
from .places import LastFacilitator
from .plan_editions import EditionClosed, OneAtATime, PlanDissent, PlanEdition, PlanExport
from .plan_sheets import PlanSheet, SheetChanged
from .plans import PlanPrint
from .schools import District, DistrictMember, School, StaffMember, StaffRole
from .tasks import BurningQuestion, PilotIdea, Task
from .teams import JoinedBy, JoinRequest, Membership, Role, Team

__all__ = [
    "EditionClosed",
    "OneAtATime",
    "SheetChanged",
    "PlanSheet",
    "PlanExport",
    "PlanEdition",
    "PlanDissent",
    "MailSent",
    "LastHere",
    "DecidedBy",
    "FORMAL_LEADERS",
    "Agreement",
    "AnsweredAlready",
    "AssessmentAnswer",
    "AssessmentRound",
    "AssessmentTurn",
    "Audience",
    "BlindLevel",
    "BurningQuestion",
    "Challenge",
    "ChallengeKind",
    "Changed",
    "Consensus",
    "ConsensusDissent",
    "District",
    "DistrictMember",
    "Invitation",
    "JoinRequest",
    "JoinedBy",
    "LastFacilitator",
    "LearningNeed",
    "Membership",
    "Naming",
    "Person",
    "NotNow",
    "PilotIdea",
    "PlanPrint",
    "Position",
    "RankedCondition",
    "ReservedTime",
    "Rhythm",
    "Role",
    "RoundClosed",
    "RoundOpen",
    "School",
    "Shift",
    "ShiftWho",
    "StaffMember",
    "StaffRole",
    "StopDoing",
    "Task",
    "Team",
    "TooFew",
    "TooMany",
    "is_formal_leader",
    "people_asked",
    "people_hidden_among_others",
]

"""Forms of the base app, by noun. Each checks words and shapes; who may use it is the door's and rules' business."""

from .people import DeletionForm, ProfileForm, SignupForm
from .schools import DistrictForm, DistrictMemberForm, SchoolForm, StaffRoleForm
from .teams import AgreementForm, InvitationForm, JoinRequestForm, MembershipForm, TeamEditForm, TeamForm
from .words import WordsField, plain_words

__all__ = [
    "AgreementForm",
    "DeletionForm",
    "DistrictForm",
    "DistrictMemberForm",
    "InvitationForm",
    "JoinRequestForm",
    "MembershipForm",
    "ProfileForm",
    "SchoolForm",
    "SignupForm",
    "StaffRoleForm",
    "TeamEditForm",
    "TeamForm",
    "WordsField",
    "plain_words",
]

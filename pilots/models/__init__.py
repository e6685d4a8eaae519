"""Everything pilots stores, one module per noun."""

from .cards import CardConsent, LearningCard, NextStep, Reach, Replication
from .cycles import Act, Cycle, CycleTask, Held, Prediction, ScopeUnit
from .later_ends import LaterEnd
from .measures import Correction, Direction, ImportDraft, Measure, MeasureKind, Observation, Source
from .notes import GROUNDWORK, NoteKind, PilotNote
from .participations import Participation
from .pilots import LONGEST, Closed, DataRule, NotReady, Pilot, PilotDecision, Stage
from .polls import Poll, PollAnswer, PollForm
from .rebases import Rebase
from .tested_arrows import TestedArrow
from .visits import OpenClassroom, Visit

__all__ = [
    "GROUNDWORK",
    "LONGEST",
    "Act",
    "CardConsent",
    "Closed",
    "Correction",
    "Cycle",
    "CycleTask",
    "DataRule",
    "Direction",
    "Held",
    "ImportDraft",
    "LaterEnd",
    "LearningCard",
    "Measure",
    "MeasureKind",
    "NextStep",
    "NotReady",
    "NoteKind",
    "Observation",
    "OpenClassroom",
    "Participation",
    "Pilot",
    "PilotDecision",
    "PilotNote",
    "Poll",
    "PollAnswer",
    "PollForm",
    "Prediction",
    "Reach",
    "Rebase",
    "Replication",
    "ScopeUnit",
    "Source",
    "Stage",
    "TestedArrow",
    "Visit",
]

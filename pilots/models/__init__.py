"""Everything pilots stores, one module per noun."""

from .cards import CardConsent, LearningCard, NextStep, Reach, Replication
from .cycles import Act, Cycle, CycleTask, Held, Prediction, ScopeUnit
from .measures import Correction, Direction, ImportDraft, Measure, MeasureKind, Observation, Source
from .notes import NoteKind, PilotNote
from .participations import Participation
from .pilots import LONGEST, Closed, DataRule, NotReady, Pilot, PilotDecision, Stage, TestedArrow
from .polls import Poll, PollAnswer, PollForm
from .rebases import Rebase
from .visits import OpenClassroom, Visit

__all__ = [
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

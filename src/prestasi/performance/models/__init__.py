from prestasi.performance.models.bulk import BulkAgreement
from prestasi.performance.models.change import RatingChange, Reopening, RuleLock
from prestasi.performance.models.close import CloseRun
from prestasi.performance.models.cycle import Cycle, Period
from prestasi.performance.models.evaluation import Evaluation, ItemRating, UnitAchievement
from prestasi.performance.models.feedback import FeedbackNote
from prestasi.performance.models.goal import Goal, GoalIndicator, GoalValue
from prestasi.performance.models.indicator import Indicator
from prestasi.performance.models.plan import BehaviourExpectation, Plan, PlanAttachment, PlanVersion
from prestasi.performance.models.progress import Evidence, Progress
from prestasi.performance.models.result import ExpectedResult, ResultLink
from prestasi.performance.models.standard import StandardIndicator
from prestasi.performance.models.team import TeamMember, TeamResult, WorkTeam

__all__ = [
    "BehaviourExpectation",
    "BulkAgreement",
    "CloseRun",
    "Cycle",
    "Evaluation",
    "Evidence",
    "ExpectedResult",
    "FeedbackNote",
    "Goal",
    "GoalIndicator",
    "GoalValue",
    "Indicator",
    "ItemRating",
    "Period",
    "Plan",
    "PlanAttachment",
    "PlanVersion",
    "Progress",
    "RatingChange",
    "Reopening",
    "ResultLink",
    "RuleLock",
    "StandardIndicator",
    "TeamMember",
    "TeamResult",
    "UnitAchievement",
    "WorkTeam",
]

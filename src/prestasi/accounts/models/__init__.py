from prestasi.accounts.models.approval import Approval, ApprovalRule
from prestasi.accounts.models.delegation import Delegation
from prestasi.accounts.models.grant import RoleGrant
from prestasi.accounts.models.recovery import RecoveryCode
from prestasi.accounts.models.user import User

__all__ = ["Approval", "ApprovalRule", "Delegation", "RecoveryCode", "RoleGrant", "User"]

from prestasi.accounts.models.delegation import Delegation
from prestasi.accounts.models.grant import RoleGrant
from prestasi.accounts.models.recovery import RecoveryCode
from prestasi.accounts.models.user import User

__all__ = ["Delegation", "RecoveryCode", "RoleGrant", "User"]

from prestasi.credit.models.balance import Balance
from prestasi.credit.models.determination import Determination
from prestasi.credit.models.opening import Opening

__all__ = ["Balance", "Determination", "Opening"]

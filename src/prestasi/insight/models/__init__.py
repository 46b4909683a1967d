from prestasi.insight.models.recent import Recent
from prestasi.insight.models.tally import Tally

__all__ = ["Recent", "Tally"]

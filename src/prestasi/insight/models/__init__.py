from prestasi.insight.models.tally import Tally

__all__ = ["Tally"]

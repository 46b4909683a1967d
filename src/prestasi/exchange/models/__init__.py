from prestasi.exchange.models.batch import ImportBatch, ImportEffect, ImportRow

__all__ = ["ImportBatch", "ImportEffect", "ImportRow"]

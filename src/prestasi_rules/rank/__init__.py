"""Kenaikan pangkat: effective dates and kinds of promotion."""

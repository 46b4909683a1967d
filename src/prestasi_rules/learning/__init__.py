"""Pengembangan kompetensi: learning hours, limits, leadership ladder, evaluation, mentoring."""

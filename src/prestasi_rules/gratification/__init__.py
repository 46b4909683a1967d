"""Gratifikasi: what must be reported and until when."""

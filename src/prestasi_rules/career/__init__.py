"""Jabatan: requirements, rank windows, direction of moves, and terms."""

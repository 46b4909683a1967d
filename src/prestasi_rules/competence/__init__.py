"""Kompetensi: required levels, gaps, and the job person match."""

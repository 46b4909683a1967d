"""Pengaduan: limits in working and calendar days, clocks per holder, summaries."""

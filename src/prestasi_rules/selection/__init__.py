"""Seleksi: open selection of senior posts and recruitment of CPNS."""

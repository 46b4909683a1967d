"""Beban kerja: staff need and efficiency of a unit."""

"""Manajemen talenta: axes, nine boxes, eligibility, fit, succession order, sensitivity and the way up."""

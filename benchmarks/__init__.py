"""Figures for speed. `python -m benchmarks NAME`; each writes one page below docs/evidence/."""

"""Trials that take long: a year replayed in fast motion. `python -m lab` lists them."""

"""Statistics of citizen numbers: intervals, certainty, fair ranks, case mix, small cells."""

"""Generated reference pages: whatever a table in the code already says is printed, never written twice."""

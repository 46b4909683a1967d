"""Performance management (Pengelolaan Kinerja): predicate, suggestion, distribution, targets, objection."""

"""Innovation: index by year, scores of one innovation, awards."""

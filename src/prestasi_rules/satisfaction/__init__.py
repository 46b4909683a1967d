"""Kepuasan masyarakat: answers, IKM, sample size, region, follow-up, clusters of answers."""

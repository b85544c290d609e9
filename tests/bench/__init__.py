"""What a measurement pairs, keeps and concludes: ratios, intervals, and when it has seen enough."""

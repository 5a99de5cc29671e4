"""Simulated years of a small newsroom in which everything goes wrong, and a judge who looks at each."""

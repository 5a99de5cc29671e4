"""Faults planted one at a time: the tests that are meant to notice each must do so (`make mutants`)."""

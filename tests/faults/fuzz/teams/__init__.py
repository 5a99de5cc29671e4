"""Made-up activities against Teams' door, as `tests.faults.fuzz` does with the other doors."""

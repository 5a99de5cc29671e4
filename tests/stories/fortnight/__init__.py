"""A fortnight in a newsroom, from Monday 26 April to Monday 10 May 2027, in simulated time."""

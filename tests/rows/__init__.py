"""Which row of the city's rules has which test, and what came of it: the page `docs/rows.md`."""

"""How a unit is run, from chat or the command line: people, accounts, hours, rules; each change is noted."""

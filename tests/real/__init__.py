"""Real comment servers on loopback."""

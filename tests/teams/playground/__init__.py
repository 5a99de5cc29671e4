"""Microsoft's own Agents Playground as the client: what it needs, how it is started, who sits in it."""

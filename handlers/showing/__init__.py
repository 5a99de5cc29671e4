"""What each kind of message shows, read from the store at the moment of showing."""

"""How a reply's sign-off is read: its text made plain, the names in it, the places where people sign."""

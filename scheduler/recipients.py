"""Who something is said to, as the outbox writes it, and the key of the same thing said to somebody else."""

OPERATOR = "operator"
PLACE = "place"


def unit_recipient(unit_id: int) -> str:
    """The unit's channel."""
    return f"unit:{unit_id}"


def person_recipient(person_id: int) -> str:
    """A direct message."""
    return f"person:{person_id}"


def place_recipient(conversation_id: str) -> str:
    """A channel or a chat by the chat's own id, whoever is in it."""
    return f"{PLACE}:{conversation_id}"


def place_in(recipient: str) -> str:
    """The chat's own id in a `place_recipient`."""
    return recipient.partition(":")[2]


def told_to(key: str, recipient: str) -> str:
    """The key of the same thing said to somebody else than usual: `...:p7`, `...:u3`, `...:operator`."""
    word, _, number = recipient.partition(":")
    return f"{key}:{word[0]}{number}" if number else f"{key}:{word}"

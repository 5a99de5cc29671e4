"""Hidden with a screenshot, as an editor does it in each chat; the file lands in the store, by its hash."""

from hashlib import sha256

from db import attachments
from db.words import CommentState
from tests.contract.room import Room

PNG = b"\x89PNG\r\n\x1a\n" + bytes(2_000)


def test_a_comment_is_hidden_with_all_that_is_asked_and_a_screenshot(room: Room) -> None:
    """M30, U08: ground, reason, who decided, author told, police, a picture; the way through each chat."""
    number, card = room.comes("Jag vet var ni bor")
    room.press("anna", card, "hide", number)
    room.window("anna", "Beslutat av")
    given = {
        "ground": "threat", "reason": "Hot", "author_told": "no", "police_report": "yes", "registrar": "yes",
    }  # fmt: skip
    assert room.fills_in("anna", given, picture=("hot.png", PNG)) == {}
    assert room.comment(number).state is CommentState.HIDDEN
    with room.bot.running.store.read() as tx:
        (kept,) = attachments.of_comments(tx, [number])
        assert kept.sha256 == sha256(PNG).hexdigest()
        assert attachments.content(tx, kept.sha256) == PNG

"""Hidden with a screenshot, as an editor does it in Slack; the file lands in the store, by its hash."""

from hashlib import sha256

from db import attachments
from db.words import CommentState
from tests.contract.office import ANNA, Office, everything_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(2_000)


def test_a_comment_is_hidden_with_all_that_is_asked_and_a_screenshot(office: Office) -> None:
    """M30, U08: ground, reason, who decided, author told, police, a picture; the way through Slack."""
    number, card = office.shown("Jag vet var ni bor")
    office.workspace.click(ANNA, card, "svarsvakt.more", f"hide:{number}")
    form = office.modal(ANNA)
    assert "Beslutat av" in everything_of(form)
    picture = office.workspace.put_file(ANNA, "hot.png", PNG)
    given = {
        "ground": "threat", "reason": "Hot", "author_told": "no", "police_report": "yes", "registrar": "yes",
        "picture": [picture],
    }  # fmt: skip
    assert office.workspace.submit(ANNA, form, given).errors == {}
    assert office.comment(number).state is CommentState.HIDDEN
    assert office.running.slack is not None
    office.running._fetch(office.running.slack.file)
    with office.running.store.read() as tx:
        (kept,) = attachments.of_comments(tx, [number])
        assert kept.sha256 == sha256(PNG).hexdigest()
        assert attachments.content(tx, kept.sha256) == PNG

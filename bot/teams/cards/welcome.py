"""A greeting to a new editor, with a comment to practise on."""

from bot.chat.names import PRACTICE_ANSWER, PRACTICE_CLAIM
from bot.teams.cards.pieces import Drawn, button, card, heading, quote, rows, said, small
from bot.texts import Label, Texts
from db.words import PracticeState
from handlers.content import WelcomeContent


def welcome(content: WelcomeContent, texts: Texts) -> Drawn:
    """Three lines, the practice as it stands, and the button that comes next."""
    what = texts.welcome.heading(content)
    body = [
        heading(what),
        *(said(line) for line in texts.welcome.lines(content)),
        quote(texts.welcome.practice(content)),
        small(texts.welcome.state(content)),
    ]
    turn = str(content.turn)
    if content.state is PracticeState.GIVEN:
        body += rows([button(texts.labels(Label.CLAIM), PRACTICE_CLAIM, turn, main=True)])
    if content.state is PracticeState.CLAIMED:
        body += rows([button(texts.labels(Label.ANSWERED), PRACTICE_ANSWER, turn, main=True)])
    return card(what, body, texts)

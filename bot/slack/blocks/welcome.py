"""A greeting to a new editor, with a comment to practise on."""

from bot.chat.names import PRACTICE_ANSWER, PRACTICE_CLAIM
from bot.slack import mrkdwn
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Drawn, actions, button, context, divider, quote, section
from bot.texts import Label, Texts
from db.words import PracticeState
from handlers.content import WelcomeContent


def welcome(content: WelcomeContent, texts: Texts) -> Drawn:
    """Three lines, the practice as it stands, and the button that comes next."""
    heading = texts.welcome.heading(content)
    said = "\n".join(texts.welcome.lines(content))
    blocks = [
        section(f"{mrkdwn.bold(heading)}\n{mrkdwn.escape(said)}"),
        divider(),
        quote(texts.welcome.practice(content)),
        context(mrkdwn.escape(texts.welcome.state(content))),
    ]
    turn = str(content.turn)
    if content.state is PracticeState.GIVEN:
        blocks.append(actions([button(texts.labels(Label.CLAIM), PRACTICE_CLAIM, turn, style="primary")]))
    if content.state is PracticeState.CLAIMED:
        blocks.append(actions([button(texts.labels(Label.ANSWERED), PRACTICE_ANSWER, turn, style="primary")]))
    return Drawn(text=mrkdwn.escape(heading), blocks=fitted(blocks))

"""Veckan i korthet: a picture, then for each unit what needs a thought first, then how it went."""

from bot.slack import limits, mrkdwn
from bot.slack.blocks.fitting import fitted, item, left_out
from bot.slack.blocks.pieces import Block, Drawn, context, header, section
from bot.slack.pictures import Uploaded
from bot.texts import Texts
from handlers.content import WeekContent
from handlers.summary import UnitWeek


def week(content: WeekContent, texts: Texts, *, picture: Uploaded | None = None) -> Drawn:
    """The summary, for all the reader's units."""
    blocks: list[Block] = [header(texts.week.heading()), context(mrkdwn.escape(texts.week.period(content)))]
    if content.own_accounts_only:
        blocks.append(context(mrkdwn.escape(texts.week.own_accounts())))
    if picture is not None:
        blocks.append(_image(picture))
    if not content.units:
        blocks.append(section(mrkdwn.escape(texts.week.nothing())))
    for unit in content.units:
        blocks.append(item(section(f"{mrkdwn.bold(unit.unit)}\n{week_lines(unit, texts)}")))
    blocks.append(left_out(texts.home.more))
    return Drawn(text=mrkdwn.escape(texts.week.summary(content)), blocks=fitted(blocks))


def week_lines(unit: UnitWeek, texts: Texts) -> str:
    """One unit's week as markup: exceptions first, a sentence a line."""
    exceptions = texts.week.exceptions(unit) or (texts.week.all_well(unit),)
    return "\n".join(f"• {mrkdwn.escape(sentence)}" for sentence in (*exceptions, *texts.week.numbers(unit)))


def _image(picture: Uploaded) -> Block:
    return {
        "type": "image",
        "slack_file": {"id": picture.file_id},
        "alt_text": limits.cut(picture.alternative, limits.ALT_TEXT) or "–",
    }

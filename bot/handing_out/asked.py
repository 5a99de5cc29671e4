"""A records request that was judged in chat: the file made, noted, and what there is to say of it."""

from dataclasses import dataclass
from pathlib import Path

from bot.cli.asked import names
from bot.handing_out.making import Handout
from bot.handing_out.own_data import own_data
from bot.handing_out.review import Review
from bot.texts import Texts
from db import handouts
from db.store import Store
from handlers.handout_content import HandoutAsked, Judgement


@dataclass(frozen=True, kw_only=True)
class Made:
    """The file, and what there is to say of it."""

    path: Path
    sha256: str
    review: Review
    rows: int


def make(store: Store, asked: HandoutAsked, texts: Texts, folder: Path) -> Made:
    """The file, in this folder. Raises OSError and SQLAlchemyError."""
    review = Review(
        reviewed_by=asked.reviewed_by,
        withhold=asked.withhold,
        leave_out=asked.leave_out,
        all_left_out=asked.all_alike is Judgement.LEFT_OUT,
        judged=asked.judged,
    )
    name = texts.handout.file_name(asked.at.astimezone(asked.zone))
    path, rows = folder / f"{name}.zip", 0
    with store.read() as tx:
        if asked.about is not None:
            path = folder / f"{name}.jsonl"
            rows, digest = own_data(tx, asked.about, path, asked.zone)
        else:
            made = Handout(
                tx=tx,
                wanted=asked.wanted,
                review=review,
                known=names(tx),
                zone=asked.zone,
                say=texts,
                now=asked.at,
            )
            digest = made.to_file(path)
    return Made(path=path, sha256=digest, review=review, rows=rows)


def note(store: Store, asked: HandoutAsked, made: Made) -> int:
    """That it was made is noted before it leaves; the number of that note."""
    review = made.review
    noted = {**asked.asked, "left_out": list(review.left_out)} if review.left_out else asked.asked
    with store.write() as tx:
        return handouts.add(
            tx,
            by=asked.by.id,
            by_name=asked.by.full_name or asked.by.first_name,
            asked=noted,
            comments=review.count,
            withheld=[*review.withheld, *review.left_out],
            reviewed_by=asked.reviewed_by,
            sha256=made.sha256,
            now=asked.at,
        )


def about(number: int, asked: HandoutAsked, made: Made, texts: Texts) -> str:
    """What comes with the file."""
    if asked.about is not None:
        return texts.handout.own_data(number, made.rows)
    review = made.review
    said = texts.handout.done(number, review.count, review.withheld, review.left_out)
    if review.unjudged and asked.all_alike is None:
        return f"{said} {texts.handout.since(review.unjudged)}"
    return said

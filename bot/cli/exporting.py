"""`svarsvakt export`: comments with everything that happened to them, for a request to see public records."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.asked import Names, account_ids, days, ground_of, names, unit_id
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.session import configuration, opened, words
from bot.handing_out.making import FORMATS, Handout
from bot.handing_out.own_data import own_data
from bot.handing_out.review import Review
from bot.opening import shown
from bot.texts import Texts
from db import handouts, records
from db.records import Wanted
from scheduler.clock import system_clock


def export(
    *,
    out: Annotated[
        Path,
        typer.Option(
            help="The file: .zip (everything, with a page to read), .jsonl (exact) or .csv (spreadsheet)."
        ),
    ],
    account: Annotated[str | None, typer.Option(help="Only this account's (its slug).")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit's (its slug).")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="Written on this day or later: 2026-11-27.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Written on this day or earlier.")] = None,
    author: Annotated[
        str | None, typer.Option(help="Only what this author wrote, as the platform shows the name.")
    ] = None,
    ground: Annotated[str | None, typer.Option(help="Only what went on this ground.")] = None,
    diary_number: Annotated[str | None, typer.Option(help="Only what is registered by this number.")] = None,
    person: Annotated[
        str | None, typer.Option(help="Instead: all that is kept about one of the bot's own people (slug).")
    ] = None,
    reviewed_by: Annotated[
        str | None, typer.Option(help="Who has judged what may be secret; without it, such is left out.")
    ] = None,
    withhold: Annotated[
        list[str] | None, typer.Option(help="A comment's number that must stay secret; may be repeated.")
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(help="A comment's number that is not to be in the file at all; may be repeated."),
    ] = None,
    for_review: Annotated[
        bool, typer.Option("--for-review", help="For the one who judges: nothing is left out.")
    ] = False,
) -> None:
    """Write comments with all that belongs to them to a file that only you can read; who did is noted."""
    config = configuration()
    say = words(config)
    if out.suffix.lower() not in FORMATS:
        raise Failure(say.handing_out.unknown_format(str(out)), exit_code=EXIT_USAGE)
    zone = ZoneInfo(config.zone)
    first, last = days(from_, to, zone, say)
    review = Review(
        reviewed_by=(reviewed_by or "").strip() or None,
        withhold=_numbers(withhold or [], say),
        leave_out=_numbers(leave_out or [], say),
        to_judge=for_review,
    )
    asked = {
        "account": account, "unit": unit, "from": from_, "to": to, "author": author, "ground": ground,
        "diary_number": diary_number, "person": person, "for_review": for_review,
    }  # fmt: skip
    with opened(config) as store:
        now, where = system_clock(), shown(config.database_url)
        with store.read() as tx:
            known = names(tx)
            wanted = Wanted(
                account_ids=account_ids(known, account, say),
                unit_id=unit_id(known, unit, say),
                first=first,
                last=last,
                author=author,
                ground=ground_of(ground, say),
                diary_number=diary_number,
            )
            if person is not None:
                about = _person(known, person, say)
                with _written(out, say):
                    count, digest = own_data(tx, about, out, zone)
                told = [say.handing_out.own_data(count, str(out))]
            else:
                if records.none_at_all(tx):
                    raise Failure(say.records.no_comments_in(where))
                strange = records.not_among(tx, wanted, review.withhold | review.leave_out)
                if strange:
                    raise Failure(say.handing_out.not_among(strange), exit_code=EXIT_USAGE)
                made = Handout(tx=tx, wanted=wanted, review=review, known=known, zone=zone, say=say, now=now)
                with _written(out, say):
                    digest = made.to_file(out)
                told = _told(review, out, where, say)
        with store.write() as tx:
            number = handouts.add(
                tx,
                by=None,
                by_name=getpass.getuser(),
                asked={name: each for name, each in {**asked, "left_out": review.left_out}.items() if each},
                comments=review.count,
                withheld=[*review.withheld, *review.left_out],
                reviewed_by=review.reviewed_by,
                sha256=digest,
                now=now,
            )
    print("\n".join([*told, say.handing_out.noted(number)]))


@contextmanager
def _written(out: Path, say: Texts) -> Iterator[None]:
    """A file that cannot be written ends the command, and nothing is noted."""
    try:
        yield
    except OSError as error:
        raise Failure(say.records.cannot_write(str(out), say.records.why_not(error))) from None


def _told(review: Review, out: Path, where: str, say: Texts) -> list[str]:
    lines = [say.records.exported(review.count, str(out))]
    if not review.count:
        lines.append(say.records.searched(where))
    if review.to_judge:
        lines.append(say.handing_out.for_review())
    elif review.unjudged:
        lines += say.handing_out.to_be_judged(review.unjudged)
    if review.reviewed_by and review.withheld:
        lines.append(say.handing_out.left_out(review.withheld, review.reviewed_by))
    if review.left_out:
        lines.append(say.handing_out.not_there(review.left_out))
    return lines


def _numbers(given: list[str], say: Texts) -> frozenset[int]:
    parts = [part for each in given for part in each.replace(",", " ").split()]
    wrong = next((part for part in parts if not part.isdecimal() or len(part) > 15), None)
    if wrong is not None:
        raise Failure(say.handing_out.not_numbers(wrong), exit_code=EXIT_USAGE)
    return frozenset(int(part) for part in parts)


def _person(known: Names, slug: str, say: Texts) -> int:
    found = next((one.id for one in known.people.values() if one.slug == slug), None)
    if found is None:
        raise Failure(say.handing_out.unknown_person(slug), exit_code=EXIT_USAGE)
    return found

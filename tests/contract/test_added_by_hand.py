"""A comment from where no program sees in: `kommentar` with its words, in each chat."""

from tests.contract.room import Room


def test_a_platforms_name_before_the_words_fills_in_the_form_and_one_click_adds_it(room: Room) -> None:
    room.writes("anna", "kommentar instagram: Hej, spelar ni i kväll?")
    assert "instagram:" not in room.window("anna", "spelar ni i kväll?")
    room.fills_in("anna", {})
    said = room.says(room.shows(1))
    assert "Museet" in said
    assert "Hej, spelar ni i kväll?" in said
    assert "Svara senast" in said


def test_a_link_among_the_words_finds_its_account_and_stays_with_the_comment(room: Room) -> None:
    link = "https://www.facebook.example/kulturskolan/inlagg/7"
    room.writes("anna", f"kommentar Finns det hiss? {link}")
    room.fills_in("anna", {})
    room.shows(1)
    comment = room.comment(1)
    assert (comment.url, comment.account_id) == (link, 1)

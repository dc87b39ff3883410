"""Drafts: what they tell before they are published, what is in force, and the way back."""

import json

import pytest

from cart.errors import CatalogError
from cart.store.desk import drafts
from cart.store.desk.assortment import opened
from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How
from tests.support.shops import OFFERS, TERMS, gtin, row, table, text


@pytest.fixture
def desk(tmp_path):
    return Drafts(tmp_path / "releases")


@pytest.fixture
def terms(tmp_path):
    return text(tmp_path, "store.toml", TERMS)


def published(desk, paths, now=1, **how):
    part = desk.draft(paths, How(**how), "Maria", now)
    desk.publish(part, "Maria", now)
    return part


def prices(desk):
    return {one.name: one.price_cents for one in opened(desk.standing).products}


def test_a_draft_tells_what_would_change_and_flags_what_leaps(desk, tmp_path, terms):
    published(desk, [terms, table(tmp_path, [row(1), row(2, "10.00"), row(3, "10.00"), row(4), row(5)])])
    rows = [row(2, "13.00"), row(3, "13.01"), row(4, "1.50"), row(5, min_age="18"), row(6)]
    report = desk.report(desk.draft([table(tmp_path, rows), text(tmp_path, "o.toml", OFFERS % gtin(2).zfill(14))],
                                    How(), "Maria", 2))  # fmt: skip
    told = report.difference
    named = {kind: [one.name for one in getattr(told, kind)] for kind in ("new", "gone", "dearer", "cheaper", "other")}
    assert named == {"new": ["Item 6"], "gone": ["Item 1"], "dearer": ["Item 3", "Item 2"], "cheaper": ["Item 4"],
                     "other": ["Item 5"]}  # fmt: skip
    assert ([one.name for one in told.jumps], told.offers_new, told.terms) == (["Item 3"], ("two",), False)
    assert (report.products, report.offers, report.trouble) == (5, 1, "")


def test_nothing_changes_until_it_is_published(desk, tmp_path, terms):
    published(desk, [terms, table(tmp_path, [row(1)])])
    part = desk.draft([table(tmp_path, [row(1, "5.00")])], How(), "Ben", 2)
    assert prices(desk) == {"Item 1": 199}
    desk.publish(part, "Ben", 3)
    assert (prices(desk), desk.in_force.who, desk.in_force.at) == ({"Item 1": 500}, "Ben", 3)


def test_a_draft_of_before_another_publication_must_be_looked_at_again(desk, tmp_path, terms):
    published(desk, [terms, table(tmp_path, [row(1)])])
    mine, others = (desk.draft([table(tmp_path, [row(1, price)])], How(), "x", 2) for price in ("5.00", "6.00"))
    desk.publish(others, "Ben", 3)
    with pytest.raises(CatalogError, match="published meanwhile"):
        desk.publish(mine, "Maria", 4)
    assert prices(desk) == {"Item 1": 600}


def test_an_earlier_release_comes_back_as_a_draft_with_its_difference(desk, tmp_path, terms):
    first = published(desk, [terms, table(tmp_path, [row(1)])])
    published(desk, [table(tmp_path, [row(1, "5.00"), row(2)])])
    part = desk.again(first, 1, "Maria", 3)
    report = desk.report(part)
    assert ([one.name for one in report.difference.gone], report.again) == (["Item 2"], 1)
    desk.publish(part, "Maria", 4)
    assert prices(desk) == {"Item 1": 199}


@pytest.mark.parametrize("rows", [[], [row(1, "0")]])
def test_a_draft_with_nothing_to_sell_is_never_published(desk, tmp_path, terms, rows):
    part = desk.draft([terms, table(tmp_path, rows)], How(), "Maria", 1)
    assert "no products" in desk.report(part).trouble
    with pytest.raises(CatalogError):
        desk.publish(part, "Maria", 1)
    assert desk.in_force is None


def test_terms_that_cannot_be_read_publish_nothing_and_say_so(desk, tmp_path):
    part = desk.draft([text(tmp_path, "store.toml", "x = "), table(tmp_path, [row(1)])], How(), "Maria", 1)
    assert "store.toml" in desk.report(part).trouble and str(tmp_path) not in desk.report(part).trouble


@pytest.mark.parametrize("name", ["part-gone", "../releases", "current", ""])
def test_a_draft_that_is_not_here_says_what_to_do(desk, tmp_path, terms, name):
    published(desk, [terms, table(tmp_path, [row(1)])])
    with pytest.raises(CatalogError, match="give its files again"):
        desk.report(name)


def test_a_damaged_name_of_what_is_in_force_is_as_none(tmp_path, terms):
    (tmp_path / "releases").mkdir()
    start = tmp_path / "start"
    start.mkdir()
    desk = Drafts(tmp_path / "releases", start)
    for word in ("", "{}", json.dumps({"part": "part-x", "who": "", "at": 1}), "[]"):
        (tmp_path / "releases" / "current").write_text(word)
        assert (desk.in_force, desk.standing) == (None, start)


def test_old_drafts_go_and_what_is_in_force_stays(desk, tmp_path, terms):
    kept = published(desk, [terms, table(tmp_path, [row(1)])])
    for number in range(drafts.KEPT + 3):
        (tmp_path / "releases" / f"part-{number}").mkdir()
    desk.draft([table(tmp_path, [row(1)])], How(), "Maria", 2)
    assert len(list((tmp_path / "releases").glob("part-*"))) <= drafts.KEPT + 2
    desk.discard(kept)
    assert (desk.report(kept).products, desk.standing) == (1, desk.files(kept))

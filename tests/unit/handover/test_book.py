from dataclasses import replace

import pytest

from cart.errors import StoreError, TokenError
from cart.handover.book import Book, Sold
from tests.support.exits import NOW, SID

SALE = Sold(0, SID, "ab" * 32, "cart-1", "card", 614, "USD", NOW)


@pytest.fixture
def book(tmp_path):
    book = Book(tmp_path / "lane.db")
    yield book
    book.close()


def test_a_sale_gets_the_lanes_next_number(book):
    assert book.settle(SALE).number == 1
    assert book.settle(replace(SALE, sid="another")).number == 2
    assert book.find(SID) == replace(SALE, number=1)


def test_the_same_session_is_sold_once(book):
    book.settle(SALE)
    with pytest.raises(TokenError, match="already paid"):
        book.settle(replace(SALE, tender="cash"))


def test_the_book_outlives_the_program(book, tmp_path):
    book.settle(SALE)
    book.close()
    again = Book(tmp_path / "lane.db")
    with pytest.raises(TokenError, match="already paid"):
        again.settle(SALE)
    again.close()


def test_sales_wait_until_the_store_has_them(book):
    book.settle(SALE)
    assert [sold.sid for sold in book.waiting()] == [SID]
    book.delivered(SID)
    assert book.waiting() == []


def test_two_programs_may_not_share_a_book(book, tmp_path):
    book.settle(SALE)
    with pytest.raises(StoreError, match="in use by another program"):
        Book(tmp_path / "lane.db")


def test_a_file_that_is_no_book_says_so(tmp_path):
    (tmp_path / "lane.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        Book(tmp_path / "lane.db")

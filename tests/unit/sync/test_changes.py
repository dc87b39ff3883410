"""What changes from one catalog to the next: small, exact, and whatever else comes is refused."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import StoreError
from cart.store.desk.reading import How
from cart.sync.changes import change, changed, digest
from tests.support.shops import TERMS, gtin, row, table, text
from tests.support.stores import Desk

FILES = st.dictionaries(st.sampled_from(["a.csv", "b.toml", "c"]), st.lists(st.binary(max_size=6)).map(b"\n".join))


@given(old=FILES, new=FILES)
def test_the_new_files_come_of_the_old_ones(old, new):
    made = changed(old, change(old, new))
    assert (made, list(made), digest(made)) == (new, list(new), digest(new))


def test_one_price_among_fifty_thousand_products_is_a_few_bytes():
    rows = [f"{gtin(number)},Item {number},1.99\n" for number in range(50_000)]
    old = {"catalog.csv": "".join(rows).encode()}
    rows[777] = rows[777].replace("1.99", "2.49")
    new = {"catalog.csv": "".join(rows).encode()}
    told = change(old, new)
    assert (changed(old, told) == new, len(told) < 200) == (True, True)


@pytest.mark.parametrize(
    "told",
    [b"", b"x", zlib.compress(b"{"), zlib.compress(b"[]"), zlib.compress(b'{"names": ["a"], "files": {}}'),
     zlib.compress(b'{"names": 1, "files": {}}'), zlib.compress(b'{"names": ["a"], "files": {"a": [[0, 9]]}}'),
     zlib.compress(b'{"names": ["a"], "files": {"a": [[-1, 1]]}}'),
     zlib.compress(b'{"names": ["a"], "files": {"a": [7]}}'),
     zlib.compress(json.dumps({"names": ["a"], "files": {"a": ["\u20ac"]}}).encode()), zlib.compress(b"{}")[:-3],
     zlib.compress(b"[" * 100_000)],
)  # fmt: skip
def test_what_tells_no_change_is_refused(told):
    with pytest.raises(StoreError):
        changed({"b": b"1\n"}, told)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "store")
    yield desk
    desk.close()


def publish(desk, folder, *rows, **how):
    releases = desk.shop.releases
    paths = [text(folder, "store.toml", TERMS), table(folder, list(rows))]
    releases.desk.publish(releases.desk.draft(paths, How(**how), "Maria", 1), "Maria", 1)


def test_a_cart_that_has_the_last_release_gets_what_changed(desk, tmp_path):
    goods = [row(number) for number in range(200)]
    publish(desk, tmp_path, *goods)
    cart = desk.at_cart()
    first = cart.catalog("")
    publish(desk, tmp_path, row(7, "2.49"), changes=True)
    whole, part = cart.catalog(first.version), cart.catalog(first.version, first.files)
    assert (part, b"2.49" in part.files["catalog.csv"]) == (whole, True)
    answers = {manner: desk.web.get("/v1/catalog", headers={"If-None-Match": first.version, "A-IM": manner})
               for manner in ("dashcart-lines", "other")}  # fmt: skip
    assert {manner: answer.status_code for manner, answer in answers.items()} == {"dashcart-lines": 226, "other": 200}
    assert len(answers["dashcart-lines"].content) < len(answers["other"].content) / 4
    assert cart.catalog(part.version, part.files) is None


def test_a_cart_with_other_files_than_it_says_gets_the_whole(desk, tmp_path):
    publish(desk, tmp_path, *[row(number) for number in range(50)])
    cart = desk.at_cart()
    first = cart.catalog("")
    publish(desk, tmp_path, row(7, "2.49"), changes=True)
    spoilt = dict(first.files) | {"catalog.csv": b"damaged"}
    assert cart.catalog(first.version, spoilt) == cart.catalog(first.version)

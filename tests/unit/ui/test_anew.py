"""A cart begins anew for what its store has set: between trips, when nobody looks, and once."""

from dataclasses import replace

from cart.config import loads
from cart.identity.enrolment import Identity
from tests.support.exits import CART, STORE
from ui.commands.anew import Rest
from ui.commands.run import as_known


def test_it_ends_only_where_something_is_newer_and_the_cart_rests():
    state, ended = {"newer": False, "resting": True}, []
    rest = Rest(lambda: state["newer"], lambda: state["resting"], lambda: ended.append(1))
    rest.look()
    state.update(newer=True, resting=False)
    rest.look()
    assert (ended, rest.over) == ([], False)
    state["resting"] = True
    rest.look()
    rest.look()
    assert (ended, rest.over) == ([1], True)


def test_a_cart_whose_store_moved_still_asks_where_it_was():
    plain = loads('camera = { driver = "sim" }\nscale = { driver = "sim" }\n[cart]\nid = "wish"\n', "test")
    me = Identity("cart-3", CART, "http://old:1", STORE.verify_key)
    assert (as_known(plain, me)[1].url, as_known(plain, me)[0].store.more_urls) == ("http://old:1", ())
    store = replace(plain.store, url="http://new:1", more_urls=("http://b:1",))
    config, known = as_known(replace(plain, store=store), me)
    assert (known.url, config.store.more_urls, config.cart.id) == (
        "http://new:1", ("http://b:1", "http://old:1"), "cart-3"
    )  # fmt: skip

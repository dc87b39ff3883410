from cart import facts
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import KINDS
from cart.trip.session import HANDLERS, apply
from cart.trip.state import Trip
from tests.support.trips import Shopper, product

BREAD = product("Rye bread", 750, 425)


def test_every_kind_of_fact_has_its_handler():
    assert set(HANDLERS) == set(KINDS.values())


def test_stale_facts_die():
    shopper = Shopper().put(BREAD)
    stale = facts.LineRemoved(at=500.0, trip=7, line="1")
    assert apply(shopper.trip, stale) == shopper.trip


def test_nothing_is_sold_between_trips():
    fact = facts.ItemScanned(at=1.0, trip=0, product=BREAD, code=Code("gtin", BREAD.id, BREAD.id))
    assert apply(Trip(), fact) == Trip()


def test_apply_is_pure():
    shopper = Shopper().put(BREAD)
    again = Trip()
    for fact in shopper.facts:
        again = apply(again, fact)
    assert again == shopper.trip


def test_an_empty_basket_does_not_go_to_the_lane():
    assert Shopper().do(facts.CheckoutAsked).trip.phase == "shopping"


def test_the_exit_and_back():
    shopper = Shopper().put(BREAD).do(facts.CheckoutAsked)
    assert shopper.trip.phase == "find_lane"
    assert shopper.do(facts.ShoppingResumed).trip.phase == "shopping"
    shopper.do(facts.CheckoutAsked).do(facts.HandedOver, lane="4")
    assert (shopper.trip.phase, shopper.trip.lane) == ("at_lane", "4")
    shopper.do(facts.Paid, tender="card", cents=425, receipt="R1")
    assert (shopper.trip.phase, shopper.trip.paid) == ("thanks", "R1")
    assert shopper.do(facts.TripEnded, how="paid").trip == Trip()


def test_a_trip_handed_to_one_lane_is_not_handed_to_another_without_staff():
    shopper = Shopper().put(BREAD).do(facts.CheckoutAsked).do(facts.HandedOver, lane="4")
    assert shopper.do(facts.HandedOver, lane="5").trip.lane == "4"
    assert shopper.do(facts.StaffCame, staff="7").do(facts.HandedOver, lane="5").trip.lane == "5"


def test_at_the_lane_the_camera_adds_nothing():
    shopper = Shopper().put(BREAD).do(facts.CheckoutAsked).do(facts.HandedOver, lane="4").put(BREAD)
    assert len(shopper.trip.lines) == 1


def test_help_is_called_and_ends():
    shopper = Shopper().do(facts.HelpAsked, reason="price")
    assert shopper.trip.help is not None and shopper.trip.help.reason == "price"
    assert shopper.do(facts.HelpEnded).trip.help is None


def test_staff_end_the_call_by_coming():
    shopper = Shopper().do(facts.HelpAsked).do(facts.StaffCame, staff="7")
    assert shopper.trip.help is None and shopper.do(facts.StaffLeft).trip.staff == ""


def test_what_is_known_of_the_devices_outlives_a_trip():
    shopper = (
        Shopper().do(facts.DeviceFailed, device="camera", words="Plug it in.").do(facts.TripEnded, how="abandoned")
    )
    assert shopper.trip.devices == {"camera": "Plug it in."}


def test_a_notice_goes_with_the_next_scan():
    shopper = Shopper().do(facts.CodeRefused, code=Code("other", "", "?"), why="unknown")
    assert shopper.trip.notice is not None and shopper.scan(BREAD).trip.notice is None


def test_coupons_are_counted():
    shopper = Shopper().do(facts.CouponScanned, coupon="C").do(facts.CouponScanned, coupon="C")
    assert shopper.trip.coupons == {"C": 2}


def test_produce_by_the_piece():
    lemon = Product("PLU4053", "Lemons", 45, "produce", plu="4053", mass_mg=120_000)
    shopper = Shopper().do(facts.ProducePicked, product=lemon).weigh(365)
    shopper.do(facts.ProduceAdded, product=lemon, quantity=3)
    assert shopper.names == ["Lemons"] * 3 and shopper.trip.open_changes == ()


def test_the_budget_language_and_member():
    shopper = Shopper().do(facts.BudgetSet, cents=6000).do(facts.LanguageChosen, language="es")
    shopper.do(facts.MemberKnown, member="M1")
    trip = shopper.trip
    assert (trip.budget_cents, trip.language, trip.tiers) == (6000, "es", ("member",))


def test_who_scans_on_the_way_to_the_lane_goes_on_shopping():
    shopper = Shopper().put(BREAD).do(facts.CheckoutAsked)
    assert shopper.put(product("Whole milk", 1030)).names == ["Rye bread", "Whole milk"]
    assert shopper.trip.phase == "shopping"


def test_a_second_card_takes_no_tier_away():
    shopper = Shopper().do(facts.MemberKnown, member="M1", tiers=("member", "senior"))
    assert shopper.do(facts.MemberKnown, member="M2").trip.tiers == ("member", "senior")

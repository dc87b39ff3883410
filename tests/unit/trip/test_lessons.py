"""What a trip teaches about weights, and what it must not."""

from cart import facts
from cart.trip.lessons import Lesson, lessons
from tests.support.trips import Shopper, product

BREAD = product("Rye bread", 750, 425)
MILK = product("Whole milk", 1030, 189)
NEW = product("New thing", None, 500)
APPLES = product("Gala apples", None, 349, unit="kg", plu="4135")


def taught(shopper: Shopper) -> list[tuple[str, int]]:
    return [(one.product, one.mg) for one in lessons(shopper.facts)]


def test_a_single_item_that_nobody_explained_teaches():
    shopper = Shopper().scan(BREAD).weigh(753, sigma=0.4)
    assert lessons(shopper.facts) == (Lesson(BREAD.id, 753_000, 400, 750_000, None, False, BREAD.name),)


def test_a_product_of_unknown_weight_teaches():
    assert taught(Shopper().scan(NEW).weigh(612)) == [(NEW.id, 612_000)]


def test_a_trip_teaches_once_about_each_product():
    assert taught(Shopper().put(NEW, 612).put(BREAD, 753).put(NEW, 615)) == [(NEW.id, 612_000), (BREAD.id, 753_000)]


def test_two_at_once_teach_nothing():
    assert taught(Shopper().scan(BREAD).scan(MILK).weigh(1780)) == []


def test_a_persons_word_is_a_weaker_lesson():
    shopper = Shopper().scan(BREAD).weigh(400)
    shopper.do(facts.ItemIsIn, line=shopper.trip.pending[0].id)
    ((mg, said),) = [(one.mg, one.said) for one in lessons(shopper.facts)]
    assert (mg, said) == (400_000, True)


def test_so_many_of_one_kind_by_the_shoppers_word_teach_what_one_weighs():
    shopper = Shopper().scan(BREAD).weigh(1_302)
    shopper.do(facts.QuantitySaid, line=shopper.trip.pending[0].id, quantity=2)
    assert [(one.mg, one.said) for one in lessons(shopper.facts)] == [(651_000, True)]


def test_what_nobody_had_to_answer_for_comes_before_a_persons_word():
    shopper = Shopper().scan(BREAD).weigh(400)
    shopper.do(facts.ItemIsIn, line=shopper.trip.pending[0].id)
    shopper.scan(BREAD).weigh(752)
    assert [(one.mg, one.said) for one in lessons(shopper.facts)] == [(752_000, False)]


def test_what_staff_took_off_the_list_teaches_nothing():
    shopper = Shopper().scan(BREAD).weigh(753)
    shopper.do(facts.LineRemoved, line=shopper.trip.placed[0].id, staff="77")
    assert taught(shopper) == []


def test_produce_and_counter_packs_teach_nothing():
    shopper = Shopper().do(facts.ProducePicked, product=APPLES).weigh(847)
    shopper.do(facts.ProduceAdded, product=APPLES, gross_g=845, tare_g=5)
    assert taught(shopper.scan(BREAD, price_cents=425).weigh(750)) == []


def test_what_was_weighed_counts_as_last_revised():
    assert taught(Shopper().scan(BREAD).weigh(745).weigh(751, revises=1)) == [(BREAD.id, 751_000)]


def test_what_left_again_has_taught_all_the_same_and_the_end_of_the_trip_changes_nothing():
    shopper = Shopper().put(BREAD).weigh(-750).do(facts.TripEnded, how="abandoned")
    assert taught(shopper) == [(BREAD.id, 750_000)]

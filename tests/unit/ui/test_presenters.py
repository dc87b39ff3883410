"""From a view to what a screen shows: strings, acts, and a way out of every question."""

from dataclasses import replace

import pytest

from cart.catalog.plan import Area, Point, StorePlan
from cart.catalog.product import Place, Product
from cart.codes.code import Code
from cart.facts import (
    BagDeclared,
    BudgetSet,
    CheckoutAsked,
    HelpAsked,
    HelpEnded,
    ItemIsIn,
    LineRemoved,
    NoticeSeen,
    ProduceAdded,
    ProduceDropped,
    PutBack,
    QuantitySaid,
    ShoppingResumed,
    StaffLeft,
)
from cart.trip.prompts import HelpComing, NotSold, PutBagIn, UnknownWeight, WeighProduce, WeightDiffers, WhichLeft
from cart.trip.view import HintView, Totals
from ui.intents import Begin, Go, Post, Say, post
from ui.parts.text import is_icon
from ui.presenter.asks import ask
from ui.presenter.basket import basket, rows
from ui.presenter.choices import budget, cents_of, settings
from ui.presenter.exit import at_lane, thanks
from ui.presenter.floor import floor, place_words
from ui.presenter.frame import Frame, bar, budget_words
from ui.presenter.lists import Seeking, deals, find
from ui.presenter.next import next_step
from ui.presenter.pictures import DEPARTMENTS, FALLBACK, TINTS, picture_of
from ui.presenter.produce import Picking, produce, side
from ui.presenter.staff import staff
from ui.presenter.steps import find_lane, member, out_of_service, own_bag
from ui.presenter.welcome import own_name, promises, welcome
from ui.router import route
from ui.samples import BANANAS, BOTTLES, BROKEN, CANDIDATES, EMPTY, LEMONS, PLACE, SCENES, TRIP, WELCOME, asking
from ui.shop import Reading, Settings
from ui.theme import Look

UNKNOWN = NotSold(Code("gtin", "0123", "0123"), "unknown")


def frame(view=TRIP, language="en", **more):
    return Frame(view, Settings(**more), language)


def acts(ways):
    return [way.act for way in ways]


def kinds(ways):
    return [way.act.kind for way in ways if isinstance(way.act, Post)]


# --- the basket


def test_rows_stand_as_the_view_orders_them():
    assert [row.key for row in rows(frame())] == [line.lines[0] for line in TRIP.lines]


def test_a_weighed_row_shows_mass_price_and_tare():
    assert rows(frame())[0].detail == "0.842 kg × $3.49 /kg · bag −5 g"


def test_a_pack_with_its_price_on_it_counts_no_pieces():
    pack = replace(TRIP.lines[0], net_g=None, tare_g=0, unit_price_cents=1849, regular_cents=649, net_cents=649)
    row = rows(frame(replace(TRIP, lines=(pack,))))[0]
    assert (row.detail, row.price) == ("$18.49 /kg", "$6.49")


def test_a_saving_shows_the_regular_price_and_why():
    row = rows(frame())[1]
    assert (row.detail, row.price, row.was) == ("2 × $1.89 · $1.89/L", "$3.00", "$3.78")
    assert row.savings == ("2 for $3.00 · saved $0.78",)


def test_a_hint_says_what_one_more_costs():
    assert rows(frame())[2].hint == "Add one more, pay $2.13 for it"
    free = replace(TRIP.lines[2], hint=HintView(2, 0))
    assert rows(frame(replace(TRIP, lines=(free,))))[0].hint == "Add 2 more, they are free"


def test_a_kept_price_and_an_age_are_told():
    shown = rows(frame())
    assert shown[3].detail.endswith("lower price kept")
    assert shown[7].detail.endswith("age 21+")


def test_the_sum_tells_tax_deposit_and_savings():
    summed = basket(frame()).sum
    assert (summed.items, summed.extras) == ("14 items", "tax $1.12 · deposit $0.50")
    assert (summed.total, summed.saved) == ("$37.59", "$6.36")
    inclusive = basket(frame(replace(TRIP, totals=replace(TRIP.totals, tax_included=True)))).sum
    assert inclusive.extras.startswith("incl. tax")


def test_an_empty_basket_offers_the_member_card_not_the_checkout():
    assert basket(frame(EMPTY)).checkout.act == Go("member")
    assert basket(frame(replace(EMPTY, member="M"))).checkout is None
    assert basket(frame()).checkout.act == post(CheckoutAsked)


def test_five_doors_and_the_language_stand_below():
    doors = basket(frame()).buttons
    assert [way.words for way in doors] == ["Produce", "Find", "Deals near", "My bag", "Help", "Language"]
    assert doors[4].act == post(HelpAsked)


def test_a_budget_tells_what_is_left_or_over():
    assert budget_words(frame()) == "Budget $60 · $22.41 left"
    assert budget_words(frame(replace(TRIP, budget_cents=3000))) == "Budget $30 · $7.59 over"
    assert budget_words(frame(EMPTY)) == ""


# --- the next step


def test_the_next_step_is_to_scan():
    assert next_step(frame(EMPTY)).title == "Scan your first item"
    assert (next_step(frame()).kind, next_step(frame()).ways) == ("go", ())


def test_a_waiting_item_can_be_left_out_at_once_and_said_to_be_in_later():
    assert acts(next_step(frame(asking(PLACE))).ways) == [post(LineRemoved, line="9")]
    slow = next_step(frame(asking(replace(PLACE, slow=True, waiting=3))))
    assert kinds(slow.ways) == [ItemIsIn, LineRemoved]
    assert slow.text == "$6.49 · and 2 more to put in"


def test_without_a_camera_a_person_is_asked():
    step = next_step(frame(replace(TRIP, devices=BROKEN[:1])))
    assert (step.kind, kinds(step.ways)) == ("ask", [HelpAsked])


def test_own_things_are_not_charged():
    assert "not charged" in next_step(frame(asking(PutBagIn()))).text
    assert next_step(frame(asking(PutBagIn(240)))).text == "About 240 g, not charged"


def test_a_question_from_elsewhere_leads_to_its_screen():
    assert acts(next_step(frame(asking(UNKNOWN))).ways) == [Go("")]
    assert kinds(next_step(frame(asking(HelpComing()))).ways) == [HelpEnded]
    assert next_step(frame(asking(WeighProduce(BANANAS)))).title == "Put Bananas in the basket"


# --- questions


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "prompt", [UNKNOWN, replace(UNKNOWN, why="expired", name="Yogurt"), replace(UNKNOWN, why="recalled"),
               WhichLeft(504, CANDIDATES), BOTTLES, UnknownWeight(300)],
)  # fmt: skip
def test_every_question_has_a_way_out_and_a_person(prompt, language):
    view = asking(prompt)
    model = ask(frame(view, language), route(view))
    assert HelpAsked in kinds(model.ways)
    assert set(kinds(model.ways)) & {NoticeSeen, PutBack, LineRemoved}
    assert model.title
    assert "{" not in model.title + model.text


def test_which_left_shows_at_most_six_and_removes_the_one_touched():
    model = ask(frame(asking(WhichLeft(504, CANDIDATES * 2))), "which_left")
    assert len(model.tiles) == 6
    assert model.tiles[2].act == post(LineRemoved, line="b")
    assert model.tiles[2].detail == "0.506 kg · $0.96"


def test_how_many_marks_the_likely_number():
    model = ask(frame(asking(BOTTLES)), "differs")
    assert [tile.figure for tile in model.tiles if tile.chosen] == ["2"]
    assert model.tiles[0].act == post(ItemIsIn, line="9")
    assert model.tiles[1].act == post(QuantitySaid, line="9", quantity=2)


def test_how_many_reaches_large_numbers():
    model = ask(frame(asking(WeightDiffers("9", "cans", 4000, 400, 10))), "differs")
    assert [tile.figure for tile in model.tiles] == ["5", "6", "7", "8", "9", "10"]


def test_a_hostile_code_is_shown_short():
    model = ask(frame(asking(NotSold(Code("other", "x" * 500, "x"), "unknown"))), "not_sold")
    assert len(model.text) < 120


def test_an_unknown_weight_may_be_mine_or_produce():
    model = ask(frame(asking(UnknownWeight(1234))), "unknown_weight")
    assert post(BagDeclared) in acts(model.ways)
    assert Go("produce") in acts(model.ways)
    assert "1.2 kg" in model.text


def test_help_does_not_stop_the_trip():
    model = ask(frame(asking(HelpComing()), cart_id="17"), "help")
    assert acts(model.ways) == [Go("on"), post(HelpEnded)]
    assert "safe" in model.text


# --- produce


def test_produce_is_added_at_the_displayed_weight():
    model = side(frame(asking(WeighProduce(BANANAS, 1235, 1230, 208))), 1, Reading(9000, True))
    assert (model.figure, model.unit, model.price) == ("1.235", "kg", "$2.08")
    assert model.ways[0].act == post(ProduceAdded, product=BANANAS, gross_g=1235, tare_g=5)
    assert ("$1.69 /kg", "net 1.230 kg") in model.rows


def test_nothing_on_the_scale_adds_nothing():
    model = side(frame(asking(WeighProduce(BANANAS))), 1, None)
    assert (model.figure, model.price, kinds(model.ways)) == ("0.000", "", [ProduceDropped])


def test_a_moving_scale_says_so():
    moving = side(frame(asking(WeighProduce(BANANAS, 1235, 1230, 208))), 1, Reading(9000, False))
    assert moving.steady[1] == "moving"


def test_an_uncertified_scale_leaves_the_weight_to_the_lane():
    view = asking(WeighProduce(BANANAS, 1235, 1230, 208))
    assert ("The lane checks the weight", "") in side(frame(view), 1, None).rows
    assert ("The lane checks the weight", "") not in side(frame(view, certified=True), 1, None).rows


def test_pieces_are_counted_not_weighed():
    model = side(frame(asking(WeighProduce(LEMONS))), 3, None)
    assert (model.figure, model.price) == ("3", "$1.35")
    assert model.ways[0].act == post(ProduceAdded, product=LEMONS, quantity=3)


def test_the_produce_picked_stands_out():
    model = produce(frame(asking(WeighProduce(BANANAS))), (BANANAS, LEMONS), Picking())
    assert [tile.chosen for tile in model.tiles] == [True, False]
    assert [tile.detail for tile in model.tiles] == ["$1.69 /kg", "$0.45 each"]
    none = produce(frame(), (), Picking("zz", keys="letters"))
    assert "zz" in none.none
    assert none.keys is not None


# --- finding

PLAN = StorePlan(
    "Shop", 2000, 1000, Point(1900, 950),
    (Area("3", "aisle", 400, 200, 100, 600, words={"en": "Pasta", "es": "Pastas"}),
     Area("deli", "department", 100, 0, 900, 100, words={"en": "Deli"})),
)  # fmt: skip
PASTA = Product("1", "Spaghetti", 159, "pantry", place=Place("3", 450, 500), names={"es": "Espaguetis"})


class Deal:
    """As cart.catalog.deals has it."""

    product, words, distance_cm = PASTA, "2 for $3", 1234


def test_a_product_is_found_with_its_place_and_the_way():
    model = find(frame(), [PASTA], Seeking(PLAN, None, "spa"))
    assert (model.rows[0].place, model.rows[0].chosen) == ("3 · Pasta", True)
    assert [area.name for area in model.floor.areas if area.sought] == ["3"]
    assert model.floor.way[0] == (0.95, 0.95)
    assert model.floor.way[-1] == (0.225, 0.5)


def test_a_chosen_row_is_the_one_on_the_map():
    other = replace(PASTA, id="2", place=Place("deli", 500, 50))
    model = find(frame(), [PASTA, other], Seeking(PLAN, None, "s", chosen="2"))
    assert [area.name for area in model.floor.areas if area.sought] == ["Deli"]


def test_without_a_plan_the_aisle_is_named():
    model = find(frame(), [PASTA], Seeking(typed="s"))
    assert (model.floor, model.rows[0].place) == (None, "3")
    assert place_words(PLAN, None, "en") == ""
    nowhere = find(frame(), [replace(PASTA, place=None)], Seeking(PLAN, typed="s"))
    assert nowhere.rows[0].place == "Ask a person where it is"


def test_nothing_typed_and_nothing_found_say_what_to_do():
    assert "type" in find(frame(), [], Seeking()).none
    assert "unicorn" in find(frame(), [], Seeking(typed="unicorn")).none


def test_deals_tell_how_far():
    model = deals(frame(language="es"), [Deal], Seeking(PLAN, Place("3", 450, 700)))
    row = model.rows[0]
    assert (row.name, row.place, row.offer) == ("Espaguetis", "12 m · 3 · Pastas", "2 for $3")
    assert deals(frame(), [], Seeking()).none == "No deals today."


def test_the_map_starts_at_the_entrance_or_where_you_are():
    assert floor(PLAN, "en").spots[-1].x == pytest.approx(0.95)
    assert floor(PLAN, "en", here=Place("3", 450, 700)).spots[-1].x == pytest.approx(0.225)


# --- the exit, staff, settings


def test_the_lane_code_stands_with_what_is_to_pay():
    view = replace(TRIP, phase="at_lane", lane="4")
    model = at_lane(frame(view), "SC1:X")
    assert (model.code, model.lane, model.total) == ("SC1:X", "Lane 4", "$37.59")
    assert kinds(model.ways) == [ShoppingResumed, HelpAsked]
    assert at_lane(frame(view), "").title == "One moment"
    assert "quick look" in at_lane(frame(replace(view, weight_checked=False)), "x").looks[0][1]


def test_an_age_is_checked_by_a_person():
    assert "age" in find_lane(frame(replace(TRIP, totals=Totals(age_required=18)))).text


def test_thanks_shows_the_receipt_without_hints():
    model = thanks(frame(replace(TRIP, phase="thanks", receipt="R1")), "https://x")
    assert model.text == "Receipt R1"
    assert all(row.hint == "" and not row.fresh for row in model.rows)
    assert thanks(frame(replace(TRIP, receipt="")), "").text


def test_staff_see_health_figures_and_every_line():
    view = replace(TRIP, phase="staff", staff="Maria", devices=BROKEN[1:], online=False)
    model = staff(frame(view), Reading(9812, True))
    assert len(model.lines) == len(TRIP.lines)
    assert model.lines[1].remove.act == post(LineRemoved, line="7", staff="Maria")
    assert [ok for *_, ok in model.health] == [True, False, True, False]
    assert ("Weight now", "9,812 g · steady") in model.figures
    assert StaffLeft in kinds(model.ways) and Go("settle") in [way.act for way in model.ways]
    assert ("Weight now", "no reading") in staff(frame(replace(view, trust_reasons=("x",))), None).figures


def test_out_of_service_says_what_to_do_and_names_no_device():
    model = out_of_service(frame(replace(WELCOME, devices=BROKEN)))
    assert model.title == "Take another cart, please"
    said = " ".join((model.title, model.text))
    assert not [words for one in BROKEN for words in (one.device, one.words) if words in said]
    assert kinds(model.ways) == [HelpAsked]


def test_a_member_card_is_asked_for_and_then_welcomed():
    assert member(frame()).preview
    assert not member(frame(replace(TRIP, member="M"))).preview
    assert acts(own_bag(frame()).ways) == [post(BagDeclared), Go("")]


@pytest.mark.parametrize(("typed", "cents"), [("", 0), ("45", 4500), ("007", 700), ("123456", 1234500), ("4a5", 4500)])
def test_a_budget_is_whole_money(typed, cents):
    assert cents_of(frame(), typed) == cents


def test_a_budget_can_be_set_and_taken_away():
    assert kinds(budget(frame(), "45").ways) == [BudgetSet, BudgetSet]
    assert kinds(budget(frame(EMPTY), "").ways) == []


def test_settings_show_what_is_chosen():
    model = settings(frame(), Look(mode="dark"), "on")
    chosen = [way.words for choice in model.choices for way in choice.ways if way.kind == "chosen"]
    assert chosen == ["English", "Dark", "Usual", "On", "Soft"]


# --- welcome


def test_the_privacy_notice_says_only_what_the_settings_say():
    titles = [promise.title for promise in promises(frame(privacy=()))]
    assert "It looks at the basket, not at you" not in titles
    assert promises(frame(privacy=("no_pictures", "unheard_of")))[0].title == "It looks at the basket, not at you"
    assert len(promises(frame(privacy=("no_pictures", "no_account", "forgets")))) == 4


def test_welcome_starts_as_guest_or_member_in_a_chosen_language():
    model = welcome(frame(WELCOME, "es"))
    assert acts(model.ways) == [Begin("es"), Begin("es", "member")]
    assert acts(model.languages) == [Say("en"), Say("es")]
    assert [way.kind for way in model.languages] == ["quiet", "chosen"]
    assert own_name("es") == "Español"


def test_simulated_is_said_plainly():
    assert bar(frame(simulated=True)).simulated == "SIMULATED"
    assert welcome(frame(WELCOME, simulated=True)).simulated == "SIMULATED"
    assert bar(frame()).simulated == ""


def test_broken_things_are_said_in_the_bar():
    shown = bar(frame(replace(TRIP, devices=BROKEN, online=False)))
    assert [words for _, words in shown.signs] == ["No network", "Scale off"]


# --- pictures


def test_a_picture_is_the_products_own_or_the_departments():
    assert picture_of("dairy", None).icon == "cup"
    assert picture_of("dairy", "egg").icon == "egg"
    assert picture_of("?", None) == FALLBACK


def test_all_icons_exist():
    named = {icon for _, icon, _ in DEPARTMENTS} | set(TINTS) | {FALLBACK.icon}
    named |= {line.icon for line in TRIP.lines}
    for language in ("en", "es"):
        for scene in SCENES:
            shown = basket(frame(replace(scene.view, language=language)))
            named |= {way.icon for way in shown.buttons} | {shown.next.icon}
    assert [icon for icon in named if icon and not is_icon(icon)] == []

"""A shopper's trip to paint in the gallery and in tests: realistic, written by hand."""

from dataclasses import replace

from cart.trip.prompts import PlaceItem
from cart.trip.view import DeviceView, HintView, LineView, SavingView, Totals, View


def line(key: str, name: str, department: str, icon: str, cents: int, **more: object) -> LineView:
    """One row of a receipt: one piece at its full price unless `more` says otherwise."""
    plain = LineView((key,), key, name, department, icon, 1, "ea", cents, cents, cents)
    return replace(plain, **more)  # type: ignore[arg-type]


LINES = (
    line("8", "Oat biscuits with honey and dark chocolate 250 g", "Snacks", "cookie", 259),
    line("7", "Sparkling water 6 × 1.5 L", "Drinks", "bottle-soda-classic", 399),
    line("6", "Dish soap 500 ml", "Household", "spray-bottle", 215),
    line("5", "Eggs, 10", "Dairy and eggs", "egg", 329),
    line(
        "4", "Ground coffee 500 g", "Coffee and tea", "coffee", 899,
        net_cents=749, savings=(SavingView("Member price", 150),),
    ),
    line("3", "Rye bread 750 g", "Bakery", "bread-slice", 425, hint=HintView(1, 213)),
    line(
        "2", "Whole milk 1 L", "Dairy and eggs", "cup", 189, lines=("2", "2b"), quantity=2,
        regular_cents=378, net_cents=300, savings=(SavingView("2 for $3.00", 78),),
    ),
    line("1", "Gala apples", "Fruit and vegetables", "food-apple", 349, unit="kg", net_g=842, tare_g=5,
         regular_cents=294, net_cents=294, newest=True),
)  # fmt: skip
DEVICES = (DeviceView("camera", True), DeviceView("scale", True))
TRIP = View(
    phase="shopping", trip=1, sid="a1", lines=LINES, devices=DEVICES, budget_cents=6000,
    totals=Totals(items=14, tax_cents=112, deposit_cents=50, due_cents=3759, saved_cents=636),
)  # fmt: skip
PLACE = PlaceItem("9", "Olive oil 0.75 L", "Pantry", "bottle-tonic", 649)
WELCOME = View(devices=DEVICES)

"""The way out: the lane's code, and thank you."""

from collections.abc import Sequence
from dataclasses import replace

from cart.facts import HelpAsked, ShoppingResumed
from cart.trip.view import Check
from ui.intents import post
from ui.presenter.basket import rows
from ui.presenter.frame import Frame, bar
from ui.presenter.models import LaneModel, ThanksModel, Way


def at_lane(frame: Frame, code: str) -> LaneModel:
    """The code to hold to the lane's reader; `code` is its text ("" while it is being made)."""
    words, view, figures = frame.words, frame.view, frame.figures
    looked = looks(frame)
    return LaneModel(
        bar=bar(frame, total=False),
        code=code,
        lane=words("lane.name", lane=view.lane),
        title=words("lane.title") if code else words("lane.making"),
        text=words.count("lane.text_looks" if looked else "lane.text", view.totals.items),
        label=words("sum.adding" if view.adding else "lane.to_pay"),
        total=figures.money(view.totals.due_cents),
        saved_label=words("sum.saved") if view.totals.saved_cents else "",
        saved=figures.money(view.totals.saved_cents) if view.totals.saved_cents else "",
        cash=" · ".join(filter(None, (_in_cash(frame), _left_open(frame)))),
        ways=(
            Way(words("way.go_on"), "arrow-left", post(ShoppingResumed)),
            Way(words("basket.help"), "hand-wave-outline", post(HelpAsked, reason="lane")),
        ),
        looks=looked,
    )


def _in_cash(frame: Frame) -> str:
    """What it comes to in coins, where that is another sum."""
    totals = frame.view.totals
    if totals.cash_cents in (None, totals.due_cents):
        return ""
    return frame.words("lane.in_cash", money=frame.figures.money(totals.cash_cents or 0))


def _left_open(frame: Frame) -> str:
    """By how much the total might still be too high, where no lower one is ruled out."""
    cents = frame.view.totals.open_cents
    return frame.words("sum.open", money=frame.figures.money(cents)) if cents else ""


MOST_NAMED = 2


def looks(frame: Frame) -> tuple[tuple[str, str], ...]:
    """What a person at the lane will look at, as an icon and words; nothing where nothing is left to check."""
    words, view = frame.words, frame.view
    ages = max((check.age for check in view.checks), default=0)
    weights = [check for check in view.checks if check.kind == "weight"]
    found = [("card-account-details-outline", words("lane.age", age=ages))] if ages else []
    if weights:
        found.append(("scale-balance", _weighed(frame, weights)))
    if view.trust_reasons or not view.weight_checked:
        found.append(("eye-outline", words("lane.glance")))
    return tuple(found)


def _weighed(frame: Frame, checks: Sequence[Check]) -> str:
    """ "The lane weighs: bananas 1.230 kg and 2 more"."""
    words = frame.words
    named = [f"{', '.join(one.names)} {frame.figures.mass(one.net_g)}" for one in checks[:MOST_NAMED]]
    things = ", ".join(named)
    more = len(checks) - MOST_NAMED
    return words.count("lane.weighs_more", more, things=things) if more > 0 else words("lane.weighs", things=things)


def thanks(frame: Frame, receipt_url: str) -> ThanksModel:
    """Paid: the receipt on the screen, and its page for a phone where the store gives one."""
    words, view, figures = frame.words, frame.view, frame.figures
    return ThanksModel(
        bar=bar(frame, total=False),
        title=words("thanks.title"),
        text=words("thanks.text", receipt=view.receipt) if view.receipt else words("thanks.text_plain"),
        rows=tuple(replace(row, hint="", fresh=False) for row in rows(frame)),
        label=words("thanks.paid"),
        total=figures.money(view.totals.due_cents),
        saved_label=words("sum.saved") if view.totals.saved_cents else "",
        saved=figures.money(view.totals.saved_cents) if view.totals.saved_cents else "",
        code=receipt_url,
        code_text=words("thanks.phone"),
        note=words("thanks.forget"),
    )

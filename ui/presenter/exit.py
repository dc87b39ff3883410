"""The way out: the lane's code, and thank you."""

from dataclasses import replace

from cart.facts import HelpAsked, ShoppingResumed
from ui.intents import post
from ui.presenter.basket import rows
from ui.presenter.frame import Frame, bar
from ui.presenter.models import LaneModel, ThanksModel, Way


def at_lane(frame: Frame, code: str) -> LaneModel:
    """The code to hold to the lane's reader; `code` is its text ("" while it is being made)."""
    words, view, figures = frame.words, frame.view, frame.figures
    checked = "lane.text" if view.weight_checked else "lane.text_unweighed"
    return LaneModel(
        bar=bar(frame, total=False),
        code=code,
        lane=words("lane.name", lane=view.lane),
        title=words("lane.title") if code else words("lane.making"),
        text=words.count(checked, view.totals.items),
        label=words("lane.to_pay"),
        total=figures.money(view.totals.due_cents),
        saved_label=words("sum.saved") if view.totals.saved_cents else "",
        saved=figures.money(view.totals.saved_cents) if view.totals.saved_cents else "",
        ways=(
            Way(words("way.keep"), "arrow-left", post(ShoppingResumed)),
            Way(words("basket.help"), "hand-wave-outline", post(HelpAsked, reason="lane")),
        ),
    )


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

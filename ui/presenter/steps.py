"""Steps that take the screen: own bag, member card, finding a lane, and a cart that is out of service."""

from dataclasses import replace

from cart.facts import BagDeclared, ShoppingResumed
from ui.intents import Go, post
from ui.presenter.asks import help_way
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, Way
from ui.presenter.welcome import languages


def back_way(frame: Frame, kind: str = "quiet") -> Way:
    """The button that leads back."""
    return Way(frame.words("way.back"), "arrow-left", Go(""), kind)


def own_bag(frame: Frame) -> AskModel:
    """Says what own things are, then lets them in."""
    words = frame.words
    put = Way(words("way.put_bag"), "bag-personal-outline", post(BagDeclared), "go")
    text = words("step.bag_text")
    return AskModel(bar(frame), "sky", "bag-personal-outline", words("step.bag"), text, (put, back_way(frame)))


def member(frame: Frame) -> AskModel:
    """The member card goes to the camera; without one, everything else works as well."""
    words = frame.words
    icon = "card-account-details-outline"
    if frame.view.member:
        done = (Way(words("way.go_on"), "check", Go(""), "go"),)
        return AskModel(bar(frame), "go", icon, words("step.member_known"), words("step.member_known_text"), done)
    ways = (back_way(frame), help_way(frame, "member"))
    return AskModel(bar(frame), "sky", icon, words("step.member"), words("step.member_text"), ways, preview=True)


def find_lane(frame: Frame) -> AskModel:
    """To the lane: the cart reads the lane's own code first, so that only this lane can sell the trip."""
    words = frame.words
    keep = Way(words("way.go_on"), "arrow-left", post(ShoppingResumed))
    text = words("step.lane_age") if frame.view.totals.age_required else words("step.lane_text")
    ways = (keep, help_way(frame, "lane"))
    return AskModel(bar(frame), "go", "store-marker-outline", words("step.lane"), text, ways, preview=True)


def out_of_service(frame: Frame) -> AskModel:
    """Another cart, and a person; what is wrong with this one is for staff to know, behind their badge.

    With a trip open nothing more can be written down here (it takes no touch either): it sells nothing, and says so.
    """
    words, open_ = frame.words, frame.view.trip
    text = words("step.out_trip" if open_ else "step.out_text")
    others = tuple(way for way in languages(frame) if way.kind != "chosen")
    ways = () if open_ else (help_way(frame, "out of service", "way.call"), *others[:3])
    quiet = replace(bar(frame, total=False), signs=())
    return AskModel(quiet, "ask", "cart-arrow-right", words("step.out"), text, ways)

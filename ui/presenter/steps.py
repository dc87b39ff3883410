"""Steps that take the screen: own bag, member card, finding a lane, and a cart that cannot work."""

from cart.facts import BagDeclared, ShoppingResumed
from cart.trip.look import NEEDED
from ui.intents import Go, post
from ui.presenter.asks import help_way
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, Way


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
    keep = Way(words("way.keep"), "arrow-left", post(ShoppingResumed))
    text = words("step.lane_age") if frame.view.totals.age_required else words("step.lane_text")
    ways = (keep, help_way(frame, "lane"))
    return AskModel(bar(frame), "go", "store-marker-outline", words("step.lane"), text, ways, preview=True)


def out_of_service(frame: Frame) -> AskModel:
    """Names the device and what to do about it."""
    words = frame.words
    ill = [device for device in frame.view.devices if not device.ok]
    failed = [device for device in ill if device.device in NEEDED] or ill
    names = ", ".join(device_name(frame, device.device) for device in failed)
    told = " ".join(device.words for device in failed)
    title = words("step.out", device=names) if names else words("step.out_plain")
    text = f"{words('step.out_text')}\n{told}" if told else words("step.out_text")
    ways = (help_way(frame, "out of service", "way.call"),)
    return AskModel(bar(frame, total=False), "ask", "tools", title, text, ways)


DEVICES = {
    "camera": "device.camera",
    "scale": "device.scale",
    "journal": "device.journal",
    "store": "device.store",
    "light": "device.light",
    "sound": "device.sound",
    "voice": "device.voice",
    "camera settings": "device.camera_settings",
    "reader": "device.reader",
}


def device_name(frame: Frame, device: str) -> str:
    """A device's name in words, or as the config has it."""
    return frame.words(DEVICES[device]) if device in DEVICES else device

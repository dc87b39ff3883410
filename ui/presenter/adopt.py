"""A cart that belongs to nobody yet: show it the code on the store's page."""

from cart.sync.adoption import parts
from ui.intents import Adopt, Keyboard
from ui.presenter.adopt_models import AdoptModel
from ui.presenter.faults import WHYS
from ui.presenter.frame import Frame
from ui.presenter.keyboards import code_keys
from ui.presenter.models import Bar, Way
from ui.presenter.welcome import languages
from ui.shop import Adopting, SelfTest

# a step: its title and what it says while nothing is in the way
STEPS = {
    "code": ("adopt.code", "adopt.code_text"),
    "asking": ("adopt.asking", "adopt.asking_text"),
    "goods": ("adopt.goods", "adopt.goods_text"),
    "ready": ("adopt.ready", "adopt.ready_text"),
}
TROUBLES = {
    "no_code": "adopt.no_code",
    "used": "adopt.used",
    "foreign": "adopt.foreign",
    "away": "adopt.away",
    "no_goods": "adopt.no_goods",
    "bad_goods": "adopt.bad_goods",
}
# a device: its icon, its name, and what is said of it while it is well and while it is not
TESTS = {
    "camera": ("camera-outline", "adopt.camera_name", "adopt.camera_well", "adopt.camera_open"),
    "scale": ("scale-balance", "adopt.scale_name", "adopt.scale_well", "adopt.scale_open"),
    "calibration": ("weight", "adopt.calibration_name", "adopt.calibration_well", "adopt.calibration_open"),
    "network": ("wifi", "adopt.network_name", "adopt.network_well", "adopt.network_open"),
    "store": ("store-outline", "adopt.store_name", "adopt.store_well", "adopt.store_open"),
}


def adopt(frame: Frame, now: Adopting, keys: str, typed: str) -> AdoptModel:
    """How far the adoption is, in words; `keys` and `typed` while somebody types the code."""
    words, standing = frame.words, now.standing
    net = ("wifi", now.address) if now.address else ("wifi-off", words("bar.offline"))
    simulated = words("bar.simulated") if frame.settings.simulated else ""
    bar = Bar(store=words("adopt.new"), cart="", simulated=simulated, signs=(net,))
    typing = bool(keys) and standing.step == "code"
    title, text = STEPS[standing.step]
    text = TROUBLES.get(standing.trouble, text)
    return AdoptModel(
        bar=bar,
        title=words(title),
        text=words("adopt.type_text") if typing else words(text, url=standing.url),
        sees=words("adopt.sees"),
        tests=tuple(_test(frame, test) for test in now.tests),
        ways=_typing(frame, typed) if typing else _ways(frame, standing.step == "code"),
        busy=standing.step != "code",
        keys=code_keys(frame) if typing else None,
        typed=spaced(typed) if typing else "",
    )


def spaced(typed: str) -> str:
    """What is typed so far, as the store's page shows it: the code in groups of five, then the address."""
    code, address = parts(typed)
    groups = "-".join(code[at : at + 5] for at in range(0, len(code), 5)).upper()
    return f"{groups}  {address}" if address else groups


def _ways(frame: Frame, by_hand: bool) -> tuple[Way, ...]:
    others = tuple(way for way in languages(frame) if way.kind != "chosen")[:2]
    hand = Way(frame.words("adopt.by_hand"), "keyboard-outline", Keyboard("code"))
    return (hand, *others) if by_hand else others


def _typing(frame: Frame, typed: str) -> tuple[Way, ...]:
    use = Way(frame.words("adopt.use"), "check", Adopt(typed), "go")
    return (Way(frame.words("way.back"), "arrow-left", Keyboard("")), use)


def _test(frame: Frame, test: SelfTest) -> tuple[str, str, str, bool]:
    words = frame.words
    icon, name, well, open_ = TESTS[test.device]
    if test.why:
        said = words(WHYS.get(test.why, "fault.other"))
    elif test.figure:
        said = words("adopt.scale_is", figure=test.figure) if test.device == "scale" else test.figure
    else:
        said = words(well if test.ok else open_)
    return icon, words(name), said, test.ok

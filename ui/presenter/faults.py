"""What is wrong with a device, for staff, in their language. A shopper is told none of it."""

from cart.trip.view import DeviceView
from ui.presenter.frame import Frame

DEVICES = {
    "camera": "device.camera",
    "scale": "device.scale",
    "journal": "device.journal",
    "store": "device.store",
    "light": "device.light",
    "sound": "device.sound",
    "voice": "device.voice",
    "wand": "device.wand",
    "tilt": "device.tilt",
    "battery": "device.battery",
    "computer": "device.computer",
    "camera settings": "device.camera_settings",
    "reader": "device.reader",
    "clock": "device.clock",
}
# the kinds of trouble (cart.errors.DeviceError.why), and their words
WHYS = {
    "missing": "fault.missing",
    "silent": "fault.silent",
    "unfit": "fault.unfit",
    "broken": "fault.broken",
    "reader": "fault.reader",
    "storage": "fault.storage",
    "low": "fault.low",
    "empty": "fault.empty",
}
# what stops no trip has no kind: its words are the device's
REMARKS = {
    "light": "fault.goes_without",
    "sound": "fault.goes_without",
    "voice": "fault.goes_without",
    "computer": "fault.busy",
    "camera settings": "fault.settings",
    "reader": "fault.cage",
    "clock": "fault.clock",
}


def device_name(frame: Frame, device: str) -> str:
    """A device's name in words, or as the config has it."""
    return frame.words(DEVICES[device]) if device in DEVICES else device


def fault(frame: Frame, device: DeviceView) -> str:
    """What is wrong with it and what to do."""
    key = WHYS.get(device.why) or REMARKS.get(device.device, "fault.other")
    return frame.words(key)

"""What is wrong with a device, for staff, in their language. A shopper is told none of it."""

from cart.faultwords import DEVICES, REMARKS, WHYS
from cart.trip.view import DeviceView
from ui.presenter.frame import Frame


def device_name(frame: Frame, device: str) -> str:
    """A device's name in words, or as the config has it."""
    return frame.words(DEVICES[device]) if device in DEVICES else device


def fault(frame: Frame, device: DeviceView) -> str:
    """What is wrong with it and what to do."""
    key = WHYS.get(device.why) or REMARKS.get(device.device, "fault.other")
    return frame.words(key)

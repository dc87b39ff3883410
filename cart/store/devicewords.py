"""What is wrong with a cart's devices, in the words of the cart's own staff screen."""

from collections.abc import Mapping

from cart.faultwords import DEVICES, REMARKS


def device_words(words: Mapping[str, str], device: str, key: str) -> str:
    """ "Camera: not there: plug its cable in again"; `key` "": it stops no trip, and its words are the device's."""
    name = words[DEVICES[device]] if device in DEVICES else device
    return f"{name[:1].upper()}{name[1:]}: {words[key or REMARKS.get(device, 'fault.other')]}"

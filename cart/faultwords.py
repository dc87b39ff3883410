"""What is wrong with a cart's devices: the keys of its words (cart.words), for its screen and for the store's pages."""

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
# what is wrong with a scale that reads (cart.weighing.health), and its words
HEALTH = {
    "overload": "staff.overload",
    "rail": "staff.scale_rail",
    "stuck": "staff.scale_stuck",
    "swapped": "staff.scale_swapped",
    "below": "staff.scale_below",
    "popcorn": "staff.scale_jumps",
    "slow": "staff.scale_slow",
    "missing": "staff.misses",
    "hum": "staff.scale_hums",
    "noise": "staff.noisy",
    "drift": "staff.drifted",
    "unsettled": "staff.scale_unsettled",
    "uncalibrated": "staff.uncalibrated",
}

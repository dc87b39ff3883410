"""What can go wrong, as a tree. Each error says, in its message, what a person can do about it.

DashCartError
├── BadInput (ValueError)         something that came from outside is not as it must be
│   ├── ConfigError               the TOML config
│   ├── CodeError                 a scanned text
│   ├── CatalogError              a product file or feed
│   ├── OfferError                an offer file or feed
│   ├── FactError                 bytes that are no fact
│   └── TokenError                a lane token or a signature (TooOften: too many wrong ones, wait)
├── DeviceError (OSError)         a device does not do its work
│   ├── DeviceMissing             it is not there (ReaderMissing: what reads barcodes does not start)
│   ├── DeviceSilent              it is there and does not answer in time
│   └── DeviceUnfit               it answers what may not be believed
├── CalibrationRefused (ValueError)  a calibration outside its tolerances
├── JournalError (OSError)        the trip cannot be made durable, or its file is damaged
└── StoreError (OSError)          the store's backend cannot be reached or does not answer as agreed
"""


class DashCartError(Exception):
    """The root of all errors that this project raises on purpose."""


class BadInput(DashCartError, ValueError):
    """Something that came from outside is not as it must be."""


class ConfigError(BadInput):
    """The config file has a key or value that cannot be used."""


class CodeError(BadInput):
    """A scanned text is no code that a shop uses."""


class CouponError(CodeError):
    """A coupon's data break their rules: it is damaged, or no coupon."""


class CatalogError(BadInput):
    """A product file cannot be read."""


class OfferError(BadInput):
    """An offer contradicts itself or has an unknown field."""


class FactError(BadInput):
    """Bytes that do not hold a fact."""


class TokenError(BadInput):
    """A lane token that is damaged, forged, or meant for another lane."""


class TooOften(TokenError):
    """Too many wrong ones in a row: none is heard for a while."""


class DeviceError(DashCartError, OSError):
    """A device does not do its work. `why` names the kind of trouble: screens have words for it in each language."""

    why = "broken"


class DeviceMissing(DeviceError):
    """A device that the config names is not there."""

    why = "missing"


class DeviceSilent(DeviceError, TimeoutError):
    """A device is there and does not answer in time."""

    why = "silent"


class DeviceUnfit(DeviceError):
    """A device answers, and what it says may not be believed."""

    why = "unfit"


class ReaderMissing(DeviceMissing):
    """What reads barcodes does not start: nothing to plug in, something to install."""

    why = "reader"


class CalibrationRefused(DashCartError, ValueError):
    """A calibration whose residuals lie outside the tolerances."""


class JournalError(DashCartError, OSError):
    """A trip cannot be made durable, or its file is damaged."""


class StoreError(DashCartError, OSError):
    """The store's backend cannot be reached, or does not answer as agreed."""

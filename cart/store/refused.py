"""How the store says no."""

from cart.errors import DashCartError


class Refused(DashCartError):
    """The store says no. `status` is HTTP's."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status

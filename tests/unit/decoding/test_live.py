from cart.errors import DeviceMissing
from drivers.commands.live import watch
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame


class Shelf:
    """A camera that shows one symbol ten times a second."""

    def __init__(self, frames: int) -> None:
        self.left, self.at = frames, 0.0

    def read(self) -> Frame:
        if not self.left:
            raise DeviceMissing("The camera is gone. Check its cable.")
        self.left -= 1
        self.at += 0.1
        return Frame(self.at, ean13("590123412345"))

    def close(self) -> None:
        self.left = 0


class Onlooker:
    """A window that is closed after so many pictures."""

    def __init__(self, patience: int) -> None:
        self.patience, self.pictures = patience, []

    def show(self, picture) -> bool:
        self.pictures.append(picture)
        return len(self.pictures) < self.patience


def test_what_is_believed_is_said_once_and_what_is_seen_is_drawn():
    said, window = [], Onlooker(5)
    with InlineDecoder() as decoder:
        watch(Shelf(100), decoder, window, said.append)
    assert [one.text for one in said] == ["5901234123457"]
    assert len(window.pictures) == 5
    assert (window.pictures[0] != window.pictures[-1]).any()

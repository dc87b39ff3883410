"""Remarks: told once, told anew when they change, and taken back."""

from cart.errors import DeviceMissing
from drivers.late import LateFrames
from drivers.remarks import Remarks


class Heard:
    """What staff would hear, in order."""

    def __init__(self, told: dict[str, str] | None = None) -> None:
        self.words = {"camera settings": "", "reader": ""}
        self.said: list[tuple[str, ...]] = []
        sources = {name: lambda name=name: self.words[name] for name in self.words}
        self.remarks = Remarks(
            sources, lambda *what: self.said.append(what), lambda name: self.said.append((name,)), told
        )

    def after(self, **words: str) -> list[tuple[str, ...]]:
        """What is said by the next two checks."""
        self.said.clear()
        self.words |= {name.replace("_", " "): text for name, text in words.items()}
        self.remarks.check()
        self.remarks.check()
        return self.said


def test_where_all_is_well_nothing_is_said():
    assert Heard().after() == []


def test_a_remark_is_said_once_changed_once_and_taken_back_once(caplog):
    heard = Heard()
    assert heard.after(camera_settings="No focus.") == [("camera settings", "No focus.")]
    assert "camera settings: No focus." in caplog.text
    assert heard.after(camera_settings="No size.") == [("camera settings", "No size.")]
    assert heard.after(reader="No cage.") == [("reader", "No cage.")]
    assert heard.after(camera_settings="") == [("camera settings",)]
    assert heard.after() == []


def test_what_was_said_before_a_restart_is_not_said_again_and_is_taken_back_where_it_is_over():
    assert Heard({"reader": "No cage.", "scale": "Gone."}).after(reader="No cage.") == []
    assert Heard({"reader": "No cage."}).after() == [("reader",)]


class Camera:
    remark = "The camera refuses its focus."

    def read(self):
        raise DeviceMissing("It is not there. Plug it in.")

    def close(self):
        pass


def test_a_camera_that_opens_late_has_its_remark_from_then_on():
    late = LateFrames(Camera)
    assert late.remark == ""
    late._source = Camera()
    assert late.remark == Camera.remark

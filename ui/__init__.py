"""The screens, in Kivy. Importing any part of this room first tells Kivy how to behave (see environment.py)."""

from ui.environment import prepare

prepare()

"""The cart's screen, in Kivy, and the composition root that wires the parts together."""

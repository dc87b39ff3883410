"""Fuel gauges that tell how full the cart's battery is."""

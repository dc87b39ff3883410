"""Trains the naming net; see __main__.py."""

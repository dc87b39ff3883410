"""Widgets that every screen is made of. They know a look, a model and a callable for acts, nothing else."""

"""The screens, one file each: a model in, an act out."""

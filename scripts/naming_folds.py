"""Families of the photographs' products (column `coarse`) that a net is trained without, so that they are new to it.

Siblings stay together. What is in none of them is in all trainings.
"""

FOLDS = {
    "juice": ("Juice", "Kiwi", "Leek", "Garlic", "Ginger", "Cabbage", "Mango"),
    "dairy": ("Milk", "Sour-Milk", "Sour-Cream", "Yoghurt", "Potato", "Carrots", "Red-Beet", "Aubergine"),
    "fruit": (
        "Apple", "Pear", "Orange", "Satsumas", "Red-Grapefruit", "Lemon", "Lime", "Soy-Milk", "Oat-Milk", "Oatghurt",
    ),
}  # fmt: skip

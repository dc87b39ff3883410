"""A product's picture: the store's file, else its own icon, else its department's, on a tint."""

from cart.catalog.product import Product
from ui.presenter.models import Picture

# Words that departments are called by, in the order in which they are tried: icon and tint.
DEPARTMENTS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("fruit", "veg", "produce"), "fruit-cherries", "leaf"),
    (("dairy", "milk", "cheese", "egg"), "cup", "sky"),
    (("bak", "bread"), "bread-slice", "lemon"),
    (("meat", "deli", "poultry", "butcher"), "food-steak", "berry"),
    (("fish", "seafood"), "fish", "sky"),
    (("frozen", "ice"), "snowflake", "sky"),
    (("drink", "bever", "water", "juice", "soda"), "bottle-soda-classic", "grape"),
    (("wine", "beer", "alcohol", "spirit"), "bottle-wine", "grape"),
    (("coffee", "tea", "breakfast", "cereal"), "coffee", "stone"),
    (("snack", "sweet", "candy", "confection", "chocolate"), "cookie", "lemon"),
    (("house", "clean", "laundry", "paper"), "spray-bottle", "sky"),
    (("health", "beauty", "personal", "pharm"), "toothbrush", "berry"),
    (("baby",), "baby-bottle", "grape"),
    (("pet",), "paw", "stone"),
    (("flower", "garden", "plant"), "flower", "leaf"),
    (("pantry", "grocery", "pasta", "can", "dry", "baking"), "food-variant", "lemon"),
)
FALLBACK = Picture("basket-outline", "stone")
OVER = Picture("tag", "save")
"""A saving over the whole basket."""

TINTS: dict[str, str] = {
    **dict.fromkeys(("food-apple", "carrot", "chili-mild", "chili-hot", "fruit-cherries", "fruit-watermelon"), "berry"),
    **dict.fromkeys(("fruit-grapes", "fruit-grapes-outline", "flower"), "grape"),
    **dict.fromkeys(("fruit-citrus", "fruit-pineapple", "corn", "egg", "food-apple-outline", "cheese"), "lemon"),
    **dict.fromkeys(("mushroom", "coffee", "tea", "seed", "barley"), "stone"),
}


def picture_of(department: str, icon: str | None, file: str | None = None) -> Picture:
    """The picture for a product of `department` whose own icon is `icon` (None: the department's), or `file`."""
    known = department.lower()
    for names, usual, tint in DEPARTMENTS:
        if any(name in known for name in names):
            own = icon or usual
            return Picture(own, TINTS.get(own, tint), file or "")
    return Picture(icon or FALLBACK.icon, TINTS.get(icon or "", FALLBACK.tint), file or "")


def product_picture(product: Product) -> Picture:
    """The picture of a product, from its record."""
    return picture_of(product.department, product.icon, product.picture)

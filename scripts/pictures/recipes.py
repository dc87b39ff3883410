"""Which pack and which colours a product gets: the first rule whose words its name (or category) has in it."""

import re
import zlib

from packs import Label

from cart.catalog.product import Product

# words in the name: the pack
PACKS: tuple[tuple[str, str], ...] = (
    ("eggs,", "eggs"), ("cans$|, 6 bottles|24 ×|juice boxes|8 cans|12 cans", "multi"),
    ("toilet paper|paper towels", "rolls"), ("toothpaste", "tube"), ("baguette", "stick"),
    ("sushi|sandwich$|rotisserie|counter|chicken breast|ground (turkey|beef)|bacon|sausage|hot dogs|patties|salmon|shrimp|tofu|steak|chops|thighs|whole chicken|stew|slices 200|roast turkey|honey ham|salami", "tray"),
    ("swiss|provolone|brie|manchego|parmesan|cheddar block|feta", "wedge"),
    ("chocolate bar|chewing gum|bar soap|salted butter", "bar"),
    ("coconut|pineapple slices", "can"), ("buns|bagels|tortillas,|pita|muffins|doughnuts|cookies, 12|rolls, 4|croissants|cupcakes|rice cakes", "rounds"),
    ("3.78 l|detergent|softener|vegetable oil|bleach|toilet cleaner", "jug"),
    ("milk|drink 1.89|soy drink|half and half|heavy cream|broth|orange juice|apple juice 1", "carton"),
    ("wine|vodka|tequila|rum ", "slim"), ("spray|all-purpose cleaner|glass cleaner|deodorant|shaving", "spray"),
    ("energy drink", "can"), ("tuna|sardines|wet cat", "tin"),
    ("soda 2|cola 2|water|ale 1|tonic|sports|iced tea|wheat beer|juice|lemonade|olive oil|soy sauce|hot sauce|vinegar|vanilla extract|maple|ranch", "bottle"),
    ("dish soap|ketchup|mayonnaise|mustard|shampoo|conditioner|wash 5|hand soap|lotion|mouthwash|sunscreen|sanitizer", "squeeze"),
    ("baking soda|salt 7|pepper 85|cinnamon 67|paprika", "shaker"),
    ("jam|honey 3|peanut butter|hazelnut|pesto|salsa|pickles|sauce 6|instant coffee|olives|purée jar|vitamin|tablets, 50|bouillon", "jar"),
    ("purée pouch|sachet|seasoning|bay leaves|yeast|cough|instant noodles", "pouch"),
    ("tomatoes 411|beans, can|chickpeas, can|sweetcorn, can|tomato soup|wet dog|infant", "can"),
    ("yogurt 150", "cup"),
    ("yogurt|margarine|sour cream|cottage|cream cheese|hummus|guacamole|salad$|coleslaw|ice cream|sorbet|soup 473|mac and cheese|blueberries|raspberries|strawberries|cherry tomatoes|wipes", "tub"),
    ("bread|loaf|rye", "loaf"),
    ("pie|birthday cake", "cake"), ("chips, |chips 312|puffs|popcorn|pretzels", "pillow"),
    ("flour|sugar|rice [12]|dog food|cat food|litter|charcoal|potatoes, bag|bag of ice|diapers|oats", "sack"),
    ("pizza|lasagna|foil|wrap|parchment|spaghetti|sandwich cookies|saltine|fish sticks|matches|trash bags|sandwich bags|waffles|batteries", "flat"),
    ("broom|balloons|bulbs|candles|reusable|sponges|plates|toothbrushes|razors", "thing"),
    ("cereal|flakes|rings|granola bars|oatmeal, 10|mix 432|pancake|tea,|pods|tissues|napkins|swabs|pads|bandages|dishwasher|drops|burritos|nuggets|ice pops|cocoa|mix 907|snacks, 10", "box"),
)  # fmt: skip
# words in the name: what the pack is coloured like
COLOURS: tuple[tuple[str, str], ...] = (
    ("eggs,", "#b9a27f"), ("ice cakes|popcorn|mayonnaise|ranch", "#efe2b4"), ("cake 1|apple pie|muffins|doughnut|baguette|sourdough|rolls, 4|hamburger buns|hot dog buns", "#c8934f"),
    ("cream cheese|cottage", "#dfe8ee"), ("parmesan|provolone|brie|manchego|shredded", "#f0c65a"),
    (r"strawberry|tomato|ketchup|\bcola|salsa|pepperoni|red wine|berry mix|hot sauce|cranberry|paprika", "#b3262b"),
    ("diet|black|energy", "#3a3f47"), ("barbecue|jerky|stew|bacon|sausage|salami|ham", "#8f3b32"),
    ("steak|beef|lamb|ground", "#a63a3a"), ("salmon|shrimp|peach|sweet", "#ef8f6b"),
    ("chicken|turkey|pork|nuggets|hot dogs", "#e3b08c"), ("orange|carrot|cheddar|cheese puffs|nacho|mac and", "#ef9a2d"),
    ("lemon|banana|mustard|pineapple|sweetcorn|corn |butter|bleach|honey|vanilla|swiss|potato chips, salted", "#f0cf4e"),
    ("lime|peas|olive|pickles|pesto|guacamole|kale|spinach|green|caesar|broccoli|ginger", "#7fa63b"),
    ("mint|mouthwash|aloe|sponges|dish soap", "#3fae8f"), ("whole milk|water|cleaner|of ice|ice pops|glass|foil|sanitizer|toothpaste", "#2f7fbf"),
    ("2%|sports|tonic|fabric", "#4d6fc4"), ("skim|sparkling", "#7fb8d8"), ("lactose", "#7d5fb0"),
    ("coffee|chocolate|cocoa|rye|brown|whole wheat|beans|soy sauce|vanilla extract|rum", "#5a3a28"),
    ("almond|oat|granola|quinoa|peanut|hazelnut|bread|bagel|buns|cookies|tortilla|pita|croissant|pretzel|waffle|cinnamon", "#c58a4a"),
    ("blueberr|grape|raisin|lavender|night", "#4d5aa8"), ("rosé|raspberr|birthday|cupcakes|gummy|body|lotion|pads", "#d76b93"),
    ("white wine|pale ale|lager|wheat beer|cider|oil|maple|vinegar|tequila", "#d3a63a"), ("vodka|salt|sugar|flour|rice|tofu|feta|mozzarella|yogurt|cream", "#e9e4d8"),
    ("dog", "#9a6a3a"), ("cat", "#7a6fae"), ("baby|infant|diapers", "#8fb9dd"), ("trash|charcoal|batteries", "#4a4f55"),
)  # fmt: skip
PALETTE = ("#c9553d", "#2f7fbf", "#5a8f3c", "#8a5aa8", "#d9962e", "#2f9a8f", "#b8436f", "#5d6f8f")
SIZE = re.compile(r",|×|\s\d|\bin\b|\bSPF\b|\bsize\b")
PLAIN = set(
    "tub block slices wedge bar jar pouch can tray boxes bag kit mix food drink juice breast thighs chops steak fillet patties sauce soup tablets head dry counter meat".split()
)
"""Words that say less than the one before them."""


def pack_of(product: Product) -> str:
    """The name of its pack; a bag where no rule says otherwise."""
    return next((pack for words, pack in PACKS if re.search(words, product.name.casefold())), "bag")


def label_of(product: Product) -> Label:
    """Colours, motif and word. Products of one word and pack get a colour of their own by their number."""
    body = next((colour for words, colour in COLOURS if re.search(words, product.name.casefold())), "")
    body = body or PALETTE[zlib.crc32(product.id.encode()) % len(PALETTE)]
    return Label(body, ink_on(body), product.icon or "basket", word_of(product))


def word_of(product: Product) -> str:
    """The last telling word that is no size: "Whole milk 1 L" is milk, "Oat drink 1.89 L" is oat."""
    words = [word for word in SIZE.split(product.name)[0].split() if word[0].isalpha()]
    telling = [word for word in words if word.casefold() not in PLAIN] or words
    return (telling[-1] if telling else product.department).upper()


def ink_on(body: str) -> str:
    """White on what is dark, a dark shade on what is light."""
    red, green, blue = (int(body[n : n + 2], 16) for n in (1, 3, 5))
    return "#ffffff" if 0.3 * red + 0.59 * green + 0.11 * blue < 150 else "#3b2f22"

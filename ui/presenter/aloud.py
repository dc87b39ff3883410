"""What is said of a screen to a shopper who has it read aloud: what just came in, and what to do next."""

from ui.presenter.models import (
    AskModel,
    BasketModel,
    LaneModel,
    ListModel,
    PadModel,
    SettingsModel,
    ThanksModel,
    WelcomeModel,
)


def step(model: object) -> str:
    """What the screen asks for, in the words that it shows; "" for screens that are only looked at."""
    match model:
        case BasketModel():
            return sentences(model.next.title, model.next.text)
        case AskModel():
            return sentences(model.title, model.text, *(tile.name for tile in model.tiles))
        case LaneModel() | ThanksModel():
            return sentences(model.title, model.text, f"{model.label}: {model.total}")
        case WelcomeModel():
            return sentences(model.title, model.text)
        case PadModel() | ListModel() | SettingsModel():
            return sentences(model.title)
        case _:
            return ""


def news(model: object) -> str:
    """The line that just came in, with its savings, and the total that it makes."""
    fresh = [row for row in model.rows if row.fresh] if isinstance(model, BasketModel) else []
    if not isinstance(model, BasketModel) or not fresh:
        return ""
    lines = [sentences(f"{row.name}: {row.price}", *row.savings) for row in fresh]
    return sentences(*lines, f"{model.sum.label}: {model.sum.total}")


def sentences(*parts: str) -> str:
    """The parts that say something, each ended as a sentence, so that a voice pauses between them."""
    said = [part.strip() for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?…:" else f"{part}." for part in said)

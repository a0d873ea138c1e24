"""How SVG is written: escaped, with colours that work without a style sheet."""

from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from ontology.texts import Language

FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK: Final = "#16202e"
MUTED: Final = "#52606f"

Value = str | float


def tag(name: str, attributes: dict[str, Value], *children: str) -> Markup:
    """Return an element; texts and attribute values are escaped, Markup is kept.

    Args:
        name: of the element.
        attributes: by name as SVG writes them; numbers get two decimals at most.
        children: texts and elements, none for an empty element.

    Example:
        >>> tag("text", {"x": 1.5}, "a < b")
        Markup('<text x="1.5">a &lt; b</text>')
    """
    written = "".join(f' {key}="{_written(value)}"' for key, value in attributes.items())
    inner = "".join(str(escape(child)) for child in children)
    return Markup(f"<{name}{written}>{inner}</{name}>")  # noqa: S704 - escaped above


def group(attributes: dict[str, Value], *children: str) -> Markup:
    """Return a `g` element."""
    return tag("g", attributes, *children)


def picture(width: float, height: float, label: str, *children: str, name: str = "") -> Markup:
    """Return a whole SVG.

    It has the role of a group, not of an image: links in it stay in the accessibility tree.

    Args:
        width: user units, at the same time the natural width in pixels.
        height: the same.
        label: what the picture shows, in one sentence.
        children: elements.
        name: class of the picture, for the style sheet.
    """
    return tag(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_written(width)} {_written(height)}",
            "width": width,
            "height": height,
            "role": "group",
            "aria-label": label,
            "class": f"picture {name}".strip(),
            "font-family": FONT,
            "fill": INK,
        },
        *children,
    )


def text(x: float, y: float, words: str, size: float = 14, **more: Value) -> Markup:
    """Return a text; `_` in names of further attributes stands for a hyphen.

    Args:
        x: of its anchor.
        y: of its base line.
        words: what it says.
        size: of the letters, user units.
        more: further attributes.
    """
    extra = {key.rstrip("_").replace("_", "-"): value for key, value in more.items()}
    # who reads the page as text must not find two words run together
    return tag("text", {"x": x, "y": y, "font-size": size, **extra}, words) + "\n"


def link(address: str, title: str, *children: str, name: str = "node-link") -> Markup:
    """Return a link whose accessible name is the title.

    Args:
        address: where it leads.
        title: what it says, beginning with what can be seen.
        children: what can be seen.
        name: its class.
    """
    return tag("a", {"href": address, "class": name}, tag("title", {}, title), *children)


def page(path: str, language: Language, **parameters: str) -> str:
    """Return the address of one of our pages; German needs no parameter.

    Example:
        >>> page("/kreise/05334", "en")
        '/kreise/05334?lang=en'
    """
    query = {key: value for key, value in parameters.items() if value}
    if language != "de":
        query["lang"] = language
    return f"{path}?{urlencode(query)}" if query else path


def _written(value: Value) -> str:
    if isinstance(value, str):
        return str(escape(value))
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")

"""Pictures made on the server: SVG whose nodes are links."""

from service.drawing.ego import ego_svg

__all__ = ["ego_svg"]

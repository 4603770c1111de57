"""How Irwell looks: layouts, components, the form renderer, the gallery at /ui."""

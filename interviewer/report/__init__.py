"""Scorecards as terminal text, Markdown, HTML and JSON."""

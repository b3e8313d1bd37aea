"""Widgets, one a file. They paint what they are handed and know neither engine nor files."""

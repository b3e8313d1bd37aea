"""Finding the fact a candidate asks for: embedder, store and index. Importing this is free.

Import the parts from their modules: `base`, `loading`, `cache`, `index`.
"""

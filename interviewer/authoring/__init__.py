"""What an author sees of a scenario at work: behind an interview, after a save, over a dry run.

It derives everything from records, files and the engine's public functions; it knows no screen, and
neither opens an interview nor holds one (`wiring` does).
"""

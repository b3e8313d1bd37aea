"""A mock interviewer for ML system design. Importing it does nothing and loads nothing heavy."""

__version__ = "0.1.0"

"""Simulated candidates, in the same chair as a person."""

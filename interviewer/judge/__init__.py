"""The second pass: from a transcript to a scorecard. The verdict is computed by code."""

"""The evidence engine: what both the interviewer's ears and the judge stand on."""

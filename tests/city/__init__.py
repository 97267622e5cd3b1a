"""A whole city to measure with: made of our own words, or grown from an archive that was imported."""

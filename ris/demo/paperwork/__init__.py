"""The documents of the invented city: what stands in them, and how they become PDF."""

"""The screens of the council office."""

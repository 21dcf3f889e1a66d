"""Tests: one folder a room of `timeline`; `tests.tiny` makes small data folders to change one cell of."""

"""Tests of what only a browser shows, and the tools they share."""

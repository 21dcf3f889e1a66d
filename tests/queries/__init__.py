"""Tests of what a page asks."""

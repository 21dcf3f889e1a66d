"""Tests of what leaves the browser."""

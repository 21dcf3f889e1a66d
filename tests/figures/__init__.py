"""Tests of the figures: what a chart must keep, how marks and names find room, how each chart draws what it is given."""

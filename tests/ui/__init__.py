"""Tests of the pages without a browser: what each page mounts, and what a click writes into the address."""

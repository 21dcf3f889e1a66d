"""What `make bench` runs: this dashboard beside two peers, in one run, in one browser."""

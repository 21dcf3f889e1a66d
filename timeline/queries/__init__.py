"""Every question a page asks, as pure functions from a Dataset or a frame to a small frame."""

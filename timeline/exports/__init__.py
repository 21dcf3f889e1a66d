"""What leaves the browser: exactly what is on screen, with where it comes from."""

"""One chart per file: a function from a small frame to a Figure. `style` holds every colour, symbol and font."""

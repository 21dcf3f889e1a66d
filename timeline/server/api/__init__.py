"""`/api/v1/`: the data of a view for programs, with the parameters of the address."""

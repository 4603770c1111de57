"""Rights, roles, case membership, the conflict wall, the route guard."""

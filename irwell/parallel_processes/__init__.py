"""Other processes beside a case: trials, inquests, other reviews. Linked records with contact, limits and next date."""

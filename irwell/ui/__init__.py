"""The look: layouts, components, form fields. Imports only core."""

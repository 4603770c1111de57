"""What the test's identity provider and Irwell have agreed."""

EMAIL = "maya@council.example"
PASSWORD = "another long password"
CLIENT = "irwell"
SECRET = "between us"

"""Pages of the referral: filling, files and Word form, endorsing, triage."""

"""Step 2. The referral: form, save and return, endorsement, Word form, receipt."""

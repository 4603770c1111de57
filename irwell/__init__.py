"""Irwell: serious child safeguarding case reviews, from referral to learning."""

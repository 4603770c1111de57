"""Step 3. Triage, facts, both rule sets side by side, partners' views, the decision to notify."""

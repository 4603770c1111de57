"""Every running date: the board, the morning list, escalations, and dates in people’s own calendars."""

"""Gold questions, and how well the bot answers them."""

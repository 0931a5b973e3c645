"""The Streamlit page. It draws what :class:`qa_bot.bot.Bot` gives and decides nothing that a bot should decide."""

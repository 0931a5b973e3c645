"""What the page draws, as plain data. Pure: no Streamlit."""

"""What the page draws with Streamlit, one module for each part."""

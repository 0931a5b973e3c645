"""Sections of the page, one module each. Not called `pages`: Streamlit serves every script of a folder of that name."""

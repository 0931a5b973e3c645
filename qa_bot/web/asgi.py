"""The application for ``streamlit run``: the page behind the check of each request's host and origin."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import App

from qa_bot.settings import Settings
from qa_bot.web.auth import read_access
from qa_bot.web.hosts import HostGuard, host_name, own_names
from qa_bot.web.server import is_loopback


def _own_names() -> frozenset[str]:
    """Return the host names of the address the server listens on."""
    address = st.get_option("server.address") or ""
    return frozenset({host_name(address)}) | (frozenset() if is_loopback(address) else own_names())


def _public_names() -> frozenset[str]:
    """Return the host names under which a reverse proxy serves the page."""
    return (Settings.from_environment().allowed_host_names() | {host_name(read_access().host)}) - {""}


app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(HostGuard, _own_names(), _public_names())])

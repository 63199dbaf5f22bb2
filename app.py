"""Starts the web app and the API on the embedded defaults."""

from assistant.api.serve import serve
from assistant.settings import load_settings

if __name__ == "__main__":
    serve(load_settings())

"""What `kap serve` and `kap demo` run: the pages behind the sign-in gate."""

from assistant import bootstrap
from assistant.ui.server import web_app

app = web_app(bootstrap.share("streamlit_app.py"), bootstrap.shared_engine)

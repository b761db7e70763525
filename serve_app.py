"""What `kap serve` and `kap demo` run with an address and a port: the pages behind the sign-in gate."""

from assistant import bootstrap
from assistant.ui.server import listen, web_app

bootstrap.configure_logs()
app = web_app(bootstrap.share("streamlit_app.py"), bootstrap.shared_engine, bootstrap.shared_regions)

if __name__ == "__main__":
    bootstrap.check_start()
    listen(app)

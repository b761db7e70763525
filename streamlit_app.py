"""The page: settings, engine, pages by role."""

from assistant import bootstrap
from assistant.ui.app import run

run(bootstrap.shared_engine, bootstrap.shared_regions)

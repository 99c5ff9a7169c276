"""MkDocs as the shell: hooks of a few lines that hand over to the pipeline.

This is the only module that imports mkdocs.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Literal, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from gongshi import pipeline, settings
from gongshi.authoring import hostfile
from gongshi.engines.jinja import Environment, adopt
from gongshi.errors import GongshiError, SettingsError
from gongshi.pipeline import Build, Tell, silent
from gongshi.settings import Settings
from gongshi.views.chrome import Chrome

log = get_plugin_logger("gongshi")


class GongshiConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say of the plugin."""

    workers = config_options.Optional(config_options.Type(int))
    language = config_options.Choice(("zh", "en"), default="zh")


def _is_unused(file: File, *, has_palette: bool) -> bool:
    """Whether a file of the theme is of no use here.

    Its scripts, its sitemap, its own picture, what our style sheet is made of.
    """
    # What authors wrote has been judged by MkDocs already.
    if file.generated_by is not None or file.inclusion is not InclusionLevel.UNDEFINED:
        return False
    name = file.src_uri
    return (
        name in {"theme.css", "sitemap.xml", "assets/images/favicon.png"}
        or name.endswith(".map")
        or name.startswith("assets/javascripts/")
        or (name.startswith("assets/stylesheets/palette.") and not has_palette)
    )


def _is_no_shell(record: logging.LogRecord) -> bool:
    """Drop what MkDocs says of every shell: that a page without output was not written."""
    return not str(record.msg).startswith("Page skipped:")


HOSTS = ("mkdocs", "properdocs")
"""Under which names a host tells what it does."""

for _host in HOSTS:
    logging.getLogger(f"{_host}.commands.build").addFilter(_is_no_shell)


class WarningCounter(logging.Handler):
    """Counts what the host warned of, so that a strict build can be refused before the switch."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        """Count one warning."""
        self.count += 1


class GongshiPlugin(BasePlugin[GongshiConfig]):  # type: ignore[no-untyped-call]
    """Turns stations/ into pages inside MkDocs' own build, serve and live reload."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    build: Build | None = None
    tell: Tell = staticmethod(silent)
    warnings: WarningCounter | None = None
    told_language: str | None = None
    """The language of messages that a command asked for; it wins over mkdocs.yml."""
    has_notices = False
    """Whether a command asked for notices too."""
    begun: Build | None = None
    """A build that a command has begun, to be gone on with."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command.

        A plugin that has this hook lives through all builds of a server.
        """
        del dirty
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Survey the board; send MkDocs to the staging folder and give it our theme."""
        self._close()
        self.warnings = WarningCounter()
        for host in HOSTS:
            logging.getLogger(host).addHandler(self.warnings)
        run = self._settings(config)
        try:
            self.build = self._begun(run) or Build(run, self.tell)
            survey = self.build.survey
        except GongshiError as error:
            raise Abort(error.said(run.language)) from error
        for message in pipeline.told(survey, run.language):
            log.info("%s", message)
        if survey.is_refused(config.strict) or survey.board is None:
            self.build.abandon()
            self._close()
            raise Abort(pipeline.refusal(run.language))
        self._adapt(config, run)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a shell for each kind, depth and language of page.

        Pages in Markdown are told to the build.
        """
        build = self._build()
        build.pages_found(page.url for page in files.documentation_pages())
        for file in list(files):
            if _is_unused(file, has_palette=bool(config.theme.get("palette"))):
                files.remove(file)
        for plan in build.shells():
            if files.get_file_from_path(plan.source) is not None:
                continue
            files.append(
                File.generated(config, plan.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            )
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme import our components and speak the page's language."""
        del config, files
        build = self._build()
        return adopt(env, build.run.template_folders, build.say)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Take the lists of the board out of a Markdown page; they are filled in at the end."""
        del config, files
        return self._build().markdown(markdown, page.file.src_uri)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make a Markdown page safe and lead its links into the board."""
        del config, files
        return self._build().article(html, page.file.src_uri, page.url) if html else html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what stands around the page."""
        del config, nav
        chrome = self._build().chrome(page.file.src_uri, page.url, str(page.title or ""))
        return _with(context, chrome)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page of the host for dead addresses the same surroundings."""
        del config, template_name
        return _with(context, self._build().chrome_of_dead_end(str(context["base_url"])))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keep a shell instead of writing it; mend the theme's faults in every page."""
        del config
        return self._build().themed(output, page.file.src_uri)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Mend the theme's faults in the page for dead addresses, and give it its body."""
        del config
        return self._build().themed(output_content, template_name)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Render every page of the board into the staging folder, verify.

        And switch the site in.
        """
        build, warnings = self._build(), self.warnings
        try:
            problems = build.finish()
            for problem in problems:
                log.warning("%s", problem)
            if config.strict and warnings is not None and warnings.count:
                raise Abort(pipeline.refusal(build.run.language))
            build.publish()
        except GongshiError as error:
            build.abandon()
            raise Abort(error.said(build.run.language)) from error
        finally:
            self._close()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        del error
        if self.build is not None:
            self.build.abandon()
        self._close()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when the board or its templates change."""
        del builder
        if not Path(config.config_file_path).is_file():
            server.unwatch(config.config_file_path)
        build_site = server.builder

        def build_or_keep() -> None:
            # MkDocs would let every request hang until the board is mended.
            try:
                build_site()
            except Abort as error:
                log.error("%s", error)

        server.builder = build_or_keep
        end_quietly(server)
        run = self._build().run
        for folder in (run.root / "stations", *run.template_folders):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def _begun(self, run: Settings) -> Build | None:
        """Return the build that a command has begun, if it was by the same settings."""
        begun, self.begun = self.begun, None
        if begun is None or begun.run == replace(run, clock=begun.run.clock):
            return begun
        begun.abandon()
        return None

    def _settings(self, config: MkDocsConfig) -> Settings:
        return Settings(
            root=Path(config.config_file_path).resolve().parent,
            target=Path(config.site_dir).absolute(),
            clock=settings.clock(),
            language=self.told_language or self.config.language,
            workers=self.config.workers,
            is_strict=bool(config.strict),
            has_notices=self.has_notices,
        )

    def _adapt(self, config: MkDocsConfig, run: Settings) -> None:
        build = self._build()
        board = build.board
        config.site_dir = str(build.staging.host)
        config.site_name = str(board.name)
        if board.public_url and self.command != "serve":
            config.site_url = str(board.public_url)
        config.theme.static_templates.discard("sitemap.xml")
        for folder in reversed(run.template_folders):
            if (folder / "theme").is_dir() and str(folder / "theme") not in config.theme.dirs:
                config.theme.dirs.insert(0, str(folder / "theme"))

    def _build(self) -> Build:
        if self.build is None:
            raise Abort(pipeline.refusal(self.config.language))
        return self.build

    def _close(self) -> None:
        if self.warnings is not None:
            for host in HOSTS:
                logging.getLogger(host).removeHandler(self.warnings)


def end_quietly(server: TCPServer) -> None:
    """Let a server that is closed before it has begun to listen end like any other.

    Ctrl+C may come between MkDocs' start of the listening thread and that thread's first step,
    which then finds the socket gone.
    """
    listen = server.serve_forever

    def listen_while_open(poll_interval: float = 0.5) -> None:
        try:
            listen(poll_interval)
        except ValueError:
            if server.socket.fileno() != -1:
                raise

    server.serve_forever = listen_while_open  # type: ignore[method-assign]


def _with(context: TemplateContext, chrome: Chrome) -> TemplateContext:
    cast("dict[str, object]", context)["gongshi"] = chrome
    return context


def build_site(run: Settings, target: Path | None, tell: Tell, begun: Build | None = None) -> bool:
    """Build a board's site by MkDocs' own build; return whether it was made.

    ``begun`` is a build that is surveyed already; it is let go of in any case.
    """
    with ExitStack() as held:
        if begun is not None:
            held.callback(begun.abandon)
        config = _config(run, target, tell)
        _plugin(config).begun = begun
        return _built(config)


def _built(config: MkDocsConfig) -> bool:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    except Abort as error:
        if isinstance(error.__cause__, GongshiError):
            raise error.__cause__ from None
        log.error("%s", error)
        return False
    finally:
        config.plugins.on_shutdown()
    return True


def serve_site(run: Settings, address: str) -> None:
    """Serve a board on this machine and build it again whenever a file changes."""
    # A plugin that lives through all builds of a server keeps what it is told here.
    _config(run, None, silent)
    root = run.root
    mkdocs_serve.serve(_config_file(root), dev_addr=address)  # type: ignore[arg-type]


class _UsualFile(io.BytesIO):
    """The settings of a board that has no mkdocs.yml; MkDocs closes the file and reads it again."""

    def __init__(self, root: Path) -> None:
        content = root.resolve() / "content"
        if not content.is_dir():
            content = root.resolve() / ".cache" / "gongshi" / "no-content"
            content.mkdir(parents=True, exist_ok=True)
        super().__init__(hostfile.usual(content).encode())
        self.name = str(root.resolve() / hostfile.FILE)

    def close(self) -> None:
        """Be ready to be read again."""
        self.seek(0)


def _config_file(root: Path) -> str | _UsualFile:
    path = root / hostfile.FILE
    if path.is_file():
        return str(path)
    return _UsualFile(root)


def _config(run: Settings, target: Path | None, tell: Tell) -> MkDocsConfig:
    told: dict[str, Any] = {"strict": True} if run.is_strict else {}
    if target is not None:
        told["site_dir"] = str(target)
    config = load_config(_config_file(run.root), **told)
    plugin = _plugin(config)
    plugin.tell = tell
    plugin.told_language = run.language
    plugin.has_notices = run.has_notices
    if run.workers is not None:
        plugin.config.workers = run.workers
    return config


def _plugin(config: MkDocsConfig) -> GongshiPlugin:
    plugin = config.plugins.get("gongshi")
    if not isinstance(plugin, GongshiPlugin):
        raise SettingsError(
            f"{hostfile.FILE} 的 plugins 里没有 gongshi：补上 - gongshi",
            f"{hostfile.FILE} has no plugin gongshi: add it to plugins",
        )
    return plugin

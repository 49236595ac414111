"""How the web engine is started: its flags, its scheme. Both must be settled before the QApplication exists."""

from __future__ import annotations

SCHEME = b"cockpit"
HOST = "map"
ORIGIN = "cockpit://map"


def chromium_flags(as_root: bool, has_gpu: bool = False) -> list[str]:
    """The flags for QTWEBENGINE_CHROMIUM_FLAGS.

    Args:
        as_root: Chromium refuses to start its sandbox as root, so there it has to be off (say so on the screen).
        has_gpu: whether the machine draws with hardware; without, WebGL runs on the processor.
    """
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-pings",
        "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter",
    ]
    if not has_gpu:
        flags += ["--ignore-gpu-blocklist", "--disable-gpu-compositing"]
    if as_root:
        flags.append("--no-sandbox")
    return flags


def register_scheme() -> bool:
    """Makes ``cockpit://`` a scheme of the web engine; call it before the QApplication is made.

    Returns:
        Whether the scheme stands: False where the web engine cannot be loaded at all (the plain map is used then).
    """
    try:
        from PySide6.QtWebEngineCore import QWebEngineUrlScheme
    except ImportError:
        return False
    if scheme_stands():
        return True
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    return scheme_stands()


def scheme_stands() -> bool:
    """Whether ``register_scheme`` was called in time."""
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    return QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME

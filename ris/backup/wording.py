"""The sentences of backup and restore. German and not translated, as in ris/checks.py: operators read them."""

from __future__ import annotations

SENTENCES = {
    "inside": "Der Ordner {folder} liegt im Datenordner; eine Sicherung gehört auf ein anderes Laufwerk.",
    "busy": "In den Ordner {folder} wird gerade schon gesichert.",
    "no_space": "In {folder} ist nicht genug Platz: gebraucht werden {needed}, frei sind {free}.",
    "cannot_write": "In den Ordner {folder} kann nicht geschrieben werden ({reason}).",
    "nothing_here": "In {folder} liegt keine Sicherung.",
    "damaged": "Die Sicherung {folder} ist beschädigt: {what}. Es wurde nichts verändert.",
    "newer": "Die Sicherung {folder} stammt von einer neueren Version ({what}). Bitte zuerst diese Version einspielen.",
    "other_engine": "Die Sicherung ist von {theirs}, diese Installation benutzt {ours}. Es wurde nichts verändert.",
    "not_empty": "Diese Installation ist nicht leer ({what}). Mit --force wird sie durch die Sicherung ersetzt.",
    "running": "Es laufen noch Server oder Arbeiter auf diesem Datenordner. Bitte erst beenden.",
    "failed": "Die Wiederherstellung ist gescheitert und wurde zurückgenommen: {reason}",
}


class Refused(Exception):
    """A backup or a restore that was not done: a code with its values; the text is the sentence for the operator."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(SENTENCES[code].format(**values))


def size(count: int) -> str:
    """Bytes as people say them: `1,4 GB`."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}".replace(".", ",")
        value /= 1000
    return f"{value:.1f} TB".replace(".", ",")


def some(names: list[str], most: int = 3) -> str:
    """The first few of many names."""
    more = f" und {len(names) - most} weitere" if len(names) > most else ""
    return ", ".join(names[:most]) + more

"""The languages a question or a voice can be in, by their own names. Knows nothing of the languages the site's pages speak."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` is BCP 47, for the page's lang attribute; `name` is what its speakers call it."""

    code: str
    name: str
    dir: str = "ltr"


OTHER = Language("und", "…", "auto")  # "undetermined": some language that is not in the list

LANGUAGES = (
    Language("en", "English"),
    Language("es", "Español"),
    Language("ar", "العربية", "rtl"),
    Language("zh-Hans", "简体中文"),
    Language("zh-Hant", "繁體中文"),
    Language("vi", "Tiếng Việt"),
    Language("tl", "Tagalog"),
    Language("fr", "Français"),
    Language("ht", "Kreyòl ayisyen"),
    Language("pt", "Português"),
    Language("ru", "Русский"),
    Language("uk", "Українська"),
    Language("ko", "한국어"),
    Language("ja", "日本語"),
    Language("so", "Soomaali"),
    Language("hmn", "Hmoob"),
    Language("nv", "Diné bizaad"),
    Language("sw", "Kiswahili"),
    Language("am", "አማርኛ"),
    Language("fa", "فارسی", "rtl"),
    Language("ps", "پښتو", "rtl"),
    Language("ur", "اردو", "rtl"),
    Language("hi", "हिन्दी"),
    Language("bn", "বাংলা"),
    Language("pa", "ਪੰਜਾਬੀ"),
    Language("ne", "नेपाली"),
    Language("my", "မြန်မာ"),
    Language("km", "ខ្មែរ"),
    Language("th", "ไทย"),
    Language("tr", "Türkçe"),
    Language("de", "Deutsch"),
    Language("nl", "Nederlands"),
    Language("pl", "Polski"),
    Language("it", "Italiano"),
    Language("he", "עברית", "rtl"),
)
BY_CODE = {one.code: one for one in (*LANGUAGES, OTHER)}


def language(code: str) -> Language:
    """What is known of a code; one that left the list keeps its code as its name."""
    return BY_CODE.get(code) or Language(code, code, "auto")


def best_of(wanted: list[str], offered: list[str]) -> str:
    """The first offered code that a browser's list of wanted ones asks for, else the first offered."""
    for one in wanted:
        base = one.lower().split("-")[0]
        for code in offered:
            if one.lower() == code.lower() or base == code.lower().split("-")[0]:
                return code
    return offered[0]

"""One letter and the mail server: what leaves, and whether it left."""

import hashlib
from smtplib import SMTPException, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from accounts.letters import kind_of
from accounts.models import Letter


class NotTaken(Exception):
    """The mail server did not take the letter: it may be tried again."""


class PerhapsTaken(Exception):
    """The line broke after the letter was handed over: nobody knows, and trying again could double it."""


def hand_over(letter: Letter) -> None:
    """Raises `NotTaken` or `PerhapsTaken` with what the server or the line said."""
    connection = get_connection()
    try:
        message = message_of(letter)
        message.message()  # a header that cannot be written fails before anything is said to the server
        connection.open()
    except Exception as error:
        raise NotTaken(said(error)) from error
    try:
        connection.send_messages([message])
    except SMTPServerDisconnected as error:
        raise PerhapsTaken(said(error)) from error
    except SMTPException as error:  # the server answered, and its answer was no
        raise NotTaken(said(error)) from error
    except Exception as error:
        raise PerhapsTaken(said(error)) from error
    finally:
        leave(connection)


def leave(connection: object) -> None:
    """What becomes of the goodbye is of no interest: the letter's fate is known."""
    try:
        connection.close()  # type: ignore[attr-defined]
    except OSError:
        return


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The mail as it leaves. Its id is the letter's: a program that got it twice shows it once."""
    headers = {
        "Message-ID": f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}.{letter.pk}@{host()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.unsubscribe_url:  # RFC 2369 and RFC 8058
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    kind = kind_of(letter)
    text, html = letter.text, letter.html
    for stand_in, words in kind.fill_in(letter).items():
        text, html = text.replace(stand_in, words), html.replace(stand_in, words)
    message = EmailMultiAlternatives(
        letter.subject, text, to=[letter.address], reply_to=reply_to(letter), headers=headers
    )
    message.attach_alternative(html, "text/html")
    for each in kind.enclose(letter):
        message.attach(each.name, each.content, each.content_type)
    return message


def reply_to(letter: Letter) -> list[str]:
    """Answers go to the secretariat, where it has an address."""
    contact = letter.regional_map.contact if letter.regional_map else ""
    return [contact] if contact else []


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:500]

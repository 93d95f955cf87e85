"""What secrets look like that carry no name: keys and tokens of services, private keys.

One row a shape. All of them are linear: none has a repetition inside of a repetition that could
match the same text in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern of secrets, what to write in their place, and what else the text must hold.

    `needs` are lower-case words, one of which stands in any text that has the shape: a cheap test,
    as nearly no text has one. Without words each text is searched.
    """

    pattern: re.Pattern[str]
    written: str
    needs: tuple[str, ...] = ()


def _shape(pattern: str, written: str, needs: str = "") -> Shape:
    return Shape(re.compile(pattern), written, tuple(needs.split()))


_EDGE = r"(?<![A-Za-z0-9_-])"

_TOKENS = (
    r"gh[pousr]_[A-Za-z0-9]{16,}",  # GitHub
    r"github_pat_\w{16,}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-[\w.-]{16,}",  # GitLab
    r"xox[abceoprs]-[A-Za-z0-9-]{10,}",  # Slack
    r"xapp-[A-Za-z0-9-]{10,}",
    r"AIza[0-9A-Za-z_-]{30,}",  # Google
    r"ya29\.[\w.-]{16,}",
    r"GOCSPX-[\w-]{16,}",
    r"[sr]k_(?:live|test)_[0-9A-Za-z]{10,}",  # Stripe
    r"whsec_[0-9A-Za-z+/=]{16,}",
    r"SK[0-9a-f]{32}(?![0-9a-f])",  # Twilio
    r"SG\.[\w-]{16,}\.[\w-]{16,}",  # SendGrid
    r"npm_[A-Za-z0-9]{30,}",
    r"pypi-AgE[A-Za-z0-9_-]{10,}",
    r"d(?:api|ose|sapi|kea)[0-9a-f]{32}(?:-[0-9])?",  # Databricks
    r"sk-(?:proj|ant|svcacct|admin|or|None)[A-Za-z0-9_-]{16,}",  # OpenAI, Anthropic
    r"sk-(?=[A-Za-z-]{0,60}[0-9])[A-Za-z0-9]{20,}",
    r"hf_[A-Za-z0-9]{30,}",  # Hugging Face
    r"do[opr]_v1_[0-9a-f]{20,}",  # DigitalOcean
    r"hv[sbr]\.[\w-]{16,}",  # HashiCorp
    r"HRKU-[\w-]{20,}",  # Heroku
    r"[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])",  # Telegram
    r"[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,40}",  # Azure
    r"[A-Za-z0-9+/]{86}==",
    r"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?",  # JSON web tokens
    r"AGE-SECRET-KEY-1[0-9A-Z]{16,}",
    r"NRAK-[0-9A-Z]{16,}",  # New Relic
    r"gls?[ac]_[A-Za-z0-9_=+/]{20,}",  # Grafana
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{16,}",  # Shopify
    r"sq0[a-z]{3}-[\w-]{16,}",  # Square
    r"pscale_(?:tkn|pw|oauth)_[\w.-]{16,}",
    r"lin_api_[A-Za-z0-9]{16,}",
    r"PMAK-[0-9a-f]{16,}(?:-[0-9a-f]+)?",
    r"ATATT3[\w=-]{16,}",  # Atlassian
    r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{16,}",  # Doppler
    r"sbp_[0-9a-f]{30,}",
    r"key-[0-9a-f]{32}(?![0-9a-f])",  # Mailgun
    r"secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])",  # Notion
    r"(?:IQoJb3|FwoGZX)[A-Za-z0-9+/=]{40,}",  # AWS, of a session
    r"amzn\.mws\.[0-9a-f-]{36}",
)

_FERNET = rf"{_EDGE}(?=[A-Za-z0-9_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{{43}}=(?![A-Za-z0-9=])"

SHAPES: tuple[Shape, ...] = (
    # private keys, whole or cut off, with line breaks or with `\n`
    _shape(
        r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:(?!-----)[\s\S])*(?:-----END [A-Z0-9 ]{0,50}-----)?",
        "***",
        "-----begin",
    ),
    # a key id of AWS, and the secret that stands beside it
    _shape(
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
        r"([^A-Za-z0-9/+]{1,5}(?:[A-Za-z_]{1,30}[^A-Za-z0-9/+]{1,5})?)"
        r"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
        r"***\1***",
        "akia asia",
    ),
    _shape(r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{12,}\b", "***", "akia asia abia acca"),
    # addresses that are secrets themselves
    _shape(
        r"(?i)(\b(?:hooks\.slack\.com/(?:services|workflows|triggers)|"
        r"discord(?:app)?\.com/api/webhooks|hooks\.zapier\.com/hooks/catch|"
        r"[\w.-]{0,60}webhook\.office\.com/webhookb2|outlook\.office\.com/webhook|"
        r"events\.pagerduty\.com/integration|api\.telegram\.org)/)(?!\*)[^\s'\"<>]+",
        r"\1***",
        "hooks. webhook events. telegram.",
    ),
    _shape(_EDGE + rf"(?:{'|'.join(_TOKENS)})", "***"),
    _shape(_FERNET, "***", "="),
    # scheme://user:password@host, where the password may hold @ and, badly, a slash
    _shape(r"(?<=://)[^/\s:@]*:[^/\s]*(?=@)", "***:***", "://"),
    _shape(r"(?<=://)[^/\s:@'\"]+:(?![0-9]*/)[^\s'\"?]{1,300}(?=@)", "***:***", "://"),
    # scheme://token@host
    _shape(r"(?<=://)[^/\s:@]{16,}(?=@)", "***", "://"),
    # user:password@host:port, user:password@tcp(host), but no image:tag@sha256:…
    _shape(
        r"(?<![\w./:@*-])([\w.-]{1,60}):(?!//)[^\s:@/'\"]{3,200}"
        r"@(?!sha[0-9])(?=[\w.-]{1,200}(?::[0-9]|/)|\w{1,10}\()",
        r"\1:***@",
        "@",
    ),
    # Oracle's user/password@host
    _shape(
        r"(?i)(\boracle:\w{1,10}:|\bsqlplus\s+(?:-\w+\s+)?)[^\s/@]{1,200}/[^\s@]{1,200}(?=@)",
        r"\1***/***",
        "oracle: sqlplus",
    ),
    # what signs an address: Azure's SAS, Amazon's and Google's presigned ones
    _shape(
        r"(?i)(?<=[?&])((?:sig|signature|(?:x-amz|x-goog)-(?:signature|credential)|"
        r"awsaccesskeyid|googleaccessid)=)[^\s&'\"]+",
        r"\1***",
        "sig cred accesskeyid accessid",
    ),
    _shape(
        r"(?i)(?<=[?&])((?:key|code)=)(?=[^\s&'\"]{0,200}[0-9])[^\s&'\"]{16,}",
        r"\1***",
        "key= code=",
    ),
    # a connection string inside of an address
    _shape(r"(?i)((?:password|pwd)%3D)(?:(?!%3B|%26)[^\s&;'\"*])+", r"\1***", "%3d"),
    # Bearer …, Basic …: something with digits, or in mixed case
    _shape(
        r"\b((?i:bearer|basic|apikey|token))(\s{1,4})(?=[a-z._~+/=-]*[A-Z0-9])"
        r"(?![A-Z][a-z]+\b)[A-Za-z0-9._~+/=-]{8,}",
        r"\1\2***",
        "bearer basic apikey token",
    ),
    _shape(
        r"(?i)\b(identified\s{1,4}(?:with\s{1,4}[\w']{1,40}\s{1,4})?"
        r"by\s{1,4}(?:password\s{1,4})?)'[^']*'",
        r"\1'***'",
        "identified",
    ),
    # the same where a shell has taken the quotes
    _shape(
        r"(?i)\b((?:create|alter)\s{1,4}(?:user|role|login|group)\s{1,4}\S{1,100}\s{1,4}"
        r"(?:\w{1,40}\s{1,4}){0,5}(?:password|identified\s{1,4}by|with\s{1,4}\w{1,40}\s{1,4}by)\s{1,4})"
        r"(?!['\"*=(]|null\b|password\b)[^\s;]+",
        r"\1***",
        "create alter",
    ),
    # options of commands
    _shape(
        r"(?<!\S)((?:-u|--user|--proxy-user)[ =]\s{0,4}['\"]?[^\s:'\"]{1,60}:)"
        r"(?![0-9]+(?:\s|$))[^\s'\"]+",
        r"\1***",
        "-u --user --proxy-user",
    ),
    _shape(
        r"\b((?:mysql\w*|mariadb\w*)\s[^|;&\n]{0,200}?(?<=\s)-p)(?=[^\s*])\S+",
        r"\1***",
        "mysql mariadb",
    ),
    _shape(
        r"\b((?:sshpass\s[^|;&\n]{0,200}?-p|redis-cli\s[^|;&\n]{0,200}?(?<=\s)-a|"
        r"(?:sqlcmd|bcp)\s[^|;&\n]{0,200}?(?<=\s)-P)\s{0,4})(?=[^\s*-])\S+",
        r"\1***",
        "sshpass redis-cli sqlcmd bcp",
    ),
)
"""What looks like a secret wherever it stands, in the order in which to look."""

"""Which names mean a secret, and what is secret in the texts of a run."""

from base64 import b64encode
from pathlib import Path

import pytest

from acceptance.redaction.names import means_secret
from acceptance.redaction.values import worth_hiding
from acceptance.targets.secrets import secrets_of
from acceptance.targets.target import Target

MEANING = """
    AUTHORIZATION Authorization Proxy-Authorization auth AUTH bearer Cookie Set-Cookie session SESSION_ID csrfToken
    X-CSRF-Token token TOKEN GITHUB_TOKEN accessToken key api-key apikey API_KEY API_KEY2 apiKey X-Api-Key ACCESS_KEY
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY secret SECRETS clientSecret password DB_PASSWORD dbPassword PGPASSWORD
    passwd pwd DB_PWD MYSQL_PWD MYSQLPWD passphrase pass SMTP_PASS pin CARD_PIN credential CREDENTIALS creds private
    PRIVATE_KEY signature sig X-Amz-Signature salt SECRET_KEY_BASE dsn SENTRY_DSN CONNECTION_STRING connectionString
    SLACK_WEBHOOK_URL webhook jwt JWT_SECRET oauth2 OAUTH_TOKEN PHPSESSID connect.sid GITHUB_PAT
"""
OPEN = """
    KEYBOARD MONKEY PASSENGER PATH SSH_AUTH_SOCK HOME SORT_KEY PRIMARY_KEY XDG_SESSION_ID DESKTOP_SESSION
    DBUS_SESSION_BUS_ADDRESS TOKEN_FILE AUTHOR COMPASS BYPASS keymap MANPATH AUTH_METHOD OPINION SPIN TURKEY secretary
    LANG SHELL USER page limit X-Request-Id KEYS_PATH PASSWORD_LENGTH TOKENIZERS_PARALLELISM
"""


@pytest.mark.parametrize("name", MEANING.split())
def test_it_means_a_secret(name: str) -> None:
    assert means_secret(name)


@pytest.mark.parametrize("name", OPEN.split())
def test_it_means_no_secret(name: str) -> None:
    assert not means_secret(name)


@pytest.mark.parametrize(
    "value",
    [
        *("", "1", "true", "abc", "12345", "8080", "10.0.0.1", "password", "production", "/tmp", "/home/ada/.ssh/id"),
        *("./key.pem", "~/secrets.json", "${TOKEN}", "{port}", "******", "xxxxxxxx", "2024.12"),
    ],
)
def test_what_stands_everywhere_is_not_hidden(value: str) -> None:
    assert not worth_hiding(value)


@pytest.mark.parametrize("value", ["abc123", "hunter", "correct horse", "12345678", "/9j/4AAQSkZJRg", "a.b-c_d"])
def test_it_is_worth_hiding(value: str) -> None:
    assert worth_hiding(value)


def found(*command: str, **environment: str) -> frozenset[str]:
    """What is secret of a target and an environment."""
    return secrets_of(Target("it", command), environment)


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--header", "Authorization: Bearer s3cr3t-value"),
        ("serve", "--header=Authorization: Bearer s3cr3t-value"),
        ("serve", "-H", "X-Api-Key: s3cr3t-value"),
        ("serve", "-HX-Api-Key: s3cr3t-value"),
        ("serve", "--token=s3cr3t-value"),
        ("serve", "--token", "s3cr3t-value"),
        ("serve", "-token", "s3cr3t-value"),
        ("docker", "run", "-e", "API_KEY=s3cr3t-value", "image"),
        ("docker", "run", "-eAPI_KEY=s3cr3t-value", "image"),
        ("docker", "run", "--env", "API_KEY=s3cr3t-value", "image"),
        ("docker", "run", "--env=API_KEY=s3cr3t-value", "image"),
        ("env", "API_KEY=s3cr3t-value", "serve"),
        ("sh", "-c", "API_KEY='s3cr3t-value' exec serve"),
        ("sh", "-c", "exec serve --token s3cr3t-value"),
        ("npx", "mcp-remote", "https://ada:s3cr3t-value@example.org/mcp"),
        ("npx", "mcp-remote", "https://example.org/mcp?access_token=s3cr3t-value&page=2"),
        ("npx", "mcp-remote", "https://example.org/mcp#access_token=s3cr3t-value"),
        ("serve", "--db", "postgres://ada:s3cr3t-value@db/x"),
        ("serve", "--config", '{"database": {"password": "s3cr3t-value"}}'),
        ("curl", "-u", "ada:s3cr3t-value"),
    ],
)
def test_a_secret_in_a_command_is_found(command: tuple[str, ...]) -> None:
    assert "s3cr3t-value" in found(*command)
    assert not {"serve", "docker", "example.org", "exec", "image"} & found(*command)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://ada:s3cr3t-value@localhost:5432/db"),
        ("REDIS", "redis://:s3cr3t-value@cache:6379/0"),
        ("ANY", "Server=db;User Id=ada;Password=s3cr3t-value;"),
        ("CONNECTION_STRING", "Server=db;User Id=ada;Password=s3cr3t-value;"),
        ("SETTINGS", '{"nested": [{"apiKey": "s3cr3t-value"}]}'),
        ("EXTRA_HEADERS", "Accept: text/plain\nAuthorization: Bearer s3cr3t-value"),
        ("AUTH", f"Basic {b64encode(b'ada:s3cr3t-value').decode()}"),
        ("SLACK_WEBHOOK_URL", "https://hooks.example/services/s3cr3t-value"),
        ("GIT_REMOTE", "https://s3cr3t-value@example.org/x.git"),
        ("GOOGLE_CREDENTIALS", '{"type": "service", "private_key": "s3cr3t-value"}'),
        ("ESCAPED_URL", "amqp://ada:s3cr3t%2Dvalue@mq/"),
    ],
)
def test_a_secret_in_the_environment_is_found(name: str, value: str) -> None:
    assert "s3cr3t-value" in found("serve", **{name: value})
    assert not {"localhost", "text/plain", "service"} & found("serve", **{name: value})


def test_each_line_of_a_key_is_secret_and_its_frame_is_not() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----"
    assert {"MIIEvQIBADANBg", "kqhkiG9w0BAQEF"} <= found("serve", DEPLOY_KEY=key)
    assert "-----BEGIN PRIVATE KEY-----" not in found("serve", DEPLOY_KEY=key)


def test_the_password_of_basic_authorization_is_secret_in_plain_too() -> None:
    target = Target(
        "it", (), url="http://x/mcp", headers={"Authorization": f"Basic {b64encode(b'a:open sesame').decode()}"}
    )
    assert "open sesame" in secrets_of(target, {})


def test_paths_that_are_there_are_not_hidden(tmp_path: Path) -> None:
    assert not found(
        "serve", GOOGLE_APPLICATION_CREDENTIALS=str(tmp_path), SSH_AUTH_SOCK="/run/user/1/ssh", PWD=str(Path.cwd())
    )

"""Names that say that a value is a secret, and names that only tell about one."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.masking.names import is_secret_name

SECRETS = (
    "password PASSWORD db_password dbPassword DB-PASSWORD PGPASSWORD passwd user_pwd passphrase "
    "db_pass smtpPass token api_token apiToken access_tokens secret client_secret clientSecret "
    "secretKey SECRET_KEY api_key apiKey API-KEY x-api-key apikey fernet_key "
    "AIRFLOW__CORE__FERNET_KEY aws_secret_access_key AWS_ACCESS_KEY_ID aws_session_token "
    "private_key privateKeyPem encryption_key signing_key account_key AccountKey SharedAccessKey "
    "SharedAccessSignature storage_account_key credentials db_credentials Authorization bearer jwt "
    "cookie github_pat sas_token password2 ssh_key conn.password fs.azure.account.key.x"
).split()

OTHERS = (
    "secret_name secretName secretKeyRef password_file passwordFile token_url token_endpoint "
    "password_reset_events tokenize tokenizer author authority authentication auth auth_type keys "
    "key primary_key sort_key partition_key key_columns foreign_key compass bypass pass_through "
    "passenger secrets image_pull_secrets secret_path fernet_key_secret_name fernet_key_cmd "
    "max_tokens prompt_tokens token_count pin salt pat table user host dsn password_policy "
    "credentials_path kms_key_id key_id credential_provider vault_secret_version"
).split()


@pytest.mark.parametrize("name", SECRETS)
def test_a_secrets_name(name):
    assert is_secret_name(name)


@pytest.mark.parametrize("name", [*OTHERS, "", "1", "é", "---"])
def test_no_secrets_name(name):
    assert not is_secret_name(name)

INSERT INTO staging.accounts SELECT * FROM raw.accounts WHERE deleted = 0

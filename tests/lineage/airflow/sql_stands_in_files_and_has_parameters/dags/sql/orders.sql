-- The day's orders
INSERT INTO {{ params.schema }}.orders
SELECT * FROM raw.orders WHERE day = '{{ ds }}';

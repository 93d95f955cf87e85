CREATE OR REPLACE TABLE `shop.marts.clicks` AS
SELECT user, COUNT(*) AS clicks FROM `shop.raw.clicks_*` GROUP BY user

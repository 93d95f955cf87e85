{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key=['order_id', 'line_no'],
) }}
select * from {{ source('shop', 'order_lines') }}

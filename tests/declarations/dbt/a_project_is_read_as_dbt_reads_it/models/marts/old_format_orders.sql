{{ config(materialized='ephemeral', tags=['legacy']) }}
select * from {{ source('ecommerce', 'orders') }}

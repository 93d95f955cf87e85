{# an old version read {{ ref('legacy_orders') }} #}
with source as (
    -- {{ source('ecommerce', 'orders') }} counts, although it stands in a comment of SQL
    select * from {{source(var("raw_source"),'orders')}}
)
select * from source

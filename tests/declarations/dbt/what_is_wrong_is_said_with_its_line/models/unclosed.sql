select 1
{% if true %}
select * from {{ ref('stg_orders') }}

{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='merge', on_schema_change='fail', tags=['nightly']) }}
{% set methods = ['card', 'coupon'] %}
select o.*, 
{% for m in methods %} sum(case when p.method = '{{ m }}' then amount end) as {{ m }}_amount{% if not loop.last %},{% endif %}
{% endfor %}
from {{ ref('stg_orders') }} o left join {{ ref('stg_payments') }} p using (order_id)
{% if is_incremental() %}
where o.order_date > (select max(order_date) from {{ this }})
{% endif %}
group by 1

{% snapshot orders_snapshot %}
{{ config(strategy='check', unique_key='order_id', check_cols=['status', 'amount']) }}
select * from {{ ref('stg_orders') }}
{% endsnapshot %}

{{
    config(
        materialized = "incremental",
        unique_key=['payment_id', 'method'],
        incremental_strategy='merge',
        on_schema_change="append_new_columns",
        partition_by={"field": "paid_at", "data_type": "date"},
        cluster_by=['method'],
    )
}}
select * from {{ source('ecommerce', 'payments') }}
{% if is_incremental() %}
where paid_at > (select max(paid_at) from {{ this }})
{% endif %}

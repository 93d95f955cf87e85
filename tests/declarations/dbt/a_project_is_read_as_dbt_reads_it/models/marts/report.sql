-- depends_on: {{ ref('customer_scores') }}
select * from {{ ref('dim_customers') }}

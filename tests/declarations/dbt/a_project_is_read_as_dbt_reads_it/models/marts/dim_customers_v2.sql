select * from {{ ref('stg_customers') }} join {{ ref('dim_customers', v=1) }} using (id)

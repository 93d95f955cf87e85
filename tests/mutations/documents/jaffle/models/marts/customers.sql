select c.*, count(*) as n from {{ ref('stg_customers') }} c join {{ ref('orders') }} using (customer_id) group by 1

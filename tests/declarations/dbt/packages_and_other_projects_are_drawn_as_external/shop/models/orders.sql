select * from {{ ref('dim_dates') }}
join {{ ref('shared_models', 'dim_dates') }} using (id)
join {{ ref('finance', 'invoices', v=2) }} using (id)
join {{ ref('jira__issue') }} using (id)

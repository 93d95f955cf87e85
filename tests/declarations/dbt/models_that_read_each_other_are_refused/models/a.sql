select * from {{ ref('start') }}
join {{ ref('b') }} using (id)

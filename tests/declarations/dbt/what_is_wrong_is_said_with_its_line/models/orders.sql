select *
from {{ ref('stg_order') }}
join {{ source('raw', 'order') }} using (id)
join {{ ref('retired_orders') }} using (id)
join {{ ref('stg_orders') }} using (id)

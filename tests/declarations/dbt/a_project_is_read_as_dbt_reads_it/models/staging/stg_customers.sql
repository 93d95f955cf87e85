{% set parts = ['eu', 'us'] %}
{%- for part in parts %}
select * from {{ ref('raw_customers_' ~ part) }}
{% if not loop.last %}union all{% endif %}
{%- endfor %}

{%- set methods = var('payment_methods') -%}
select
  {% for m in methods %} sum(case when method = '{{ m }}' then amount end) as {{ m }}, {% endfor %}
  {{ dbt_utils.star(from=ref('stg_payments'), except=["id"]) }}
from {{ ref('jaffle_shop', 'stg_orders') }}
{{ joined_with('stg_customers') }}
{% if target.name == 'prod' %}
union all select * from {{ ref('old_format_orders') }}
{% endif %}

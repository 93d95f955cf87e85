{% macro joined_with(name, how='left') %}
  {{ how }} join {{ ref(name) }} using (customer_id)
{% endmacro %}

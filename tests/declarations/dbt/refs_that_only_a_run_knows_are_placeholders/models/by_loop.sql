{% set tables = dbt_utils.get_column_values(ref('base_eu'), 'table_name') %}
{% for table in tables %}
select * from {{ ref('events_' ~ table) }}
{% endfor %}

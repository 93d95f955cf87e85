{% macro newest(prefix) %}
select * from {{ ref(prefix ~ env_var('NEWEST')) }}
{% endmacro %}

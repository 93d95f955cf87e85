{% macro union() %}{{ caller() }}{% endmacro %}

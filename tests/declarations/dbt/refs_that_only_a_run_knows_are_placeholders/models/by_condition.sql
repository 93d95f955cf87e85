{% if target.name == 'prod' %}{% set region = 'eu' %}{% else %}{% set region = 'us' %}{% endif %}
select * from {{ ref('base_' ~ region) }}
{% if execute %}
-- {{ ref('by_loop') }}
{% endif %}

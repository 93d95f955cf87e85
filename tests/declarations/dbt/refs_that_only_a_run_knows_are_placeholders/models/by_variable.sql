{{ config(materialized='table' if target.name == 'prod' else 'view', schema=var('mart_schema')) }}
select * from {{ ref('base_' ~ var('region')) }}
union all
select * from {{ ref(var('overrides')) }}
